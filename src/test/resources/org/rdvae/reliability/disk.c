/* Stands between a program and the C library (LD_PRELOAD) wherever it writes below the folder DISK_ROOT: makes calls fail as a bad or a full
 * disk does, and records what was done, for the simulation of a power cut. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

enum { WRITE, FLUSH, RENAME, CALLS };
enum { FAILS, FULL, SHORT };
enum { FILES = 65536 };

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static const char *root;
static char watched[FILES];
static FILE *record;

static int fault_call = -1;
static int fault_effect;
static long fault_at;
static long seen[CALLS];
static int is_full;

static int (*real_open)(const char *, int, ...);
static ssize_t (*real_write)(int, const void *, size_t);
static int (*real_fsync)(int);
static int (*real_close)(int);
static int (*real_rename)(const char *, const char *);
static int (*real_unlink)(const char *);
static int (*real_mkdir)(const char *, mode_t);

__attribute__((constructor)) static void begin(void) {
  real_open = dlsym(RTLD_NEXT, "open64");
  real_write = dlsym(RTLD_NEXT, "write");
  real_fsync = dlsym(RTLD_NEXT, "fsync");
  real_close = dlsym(RTLD_NEXT, "close");
  real_rename = dlsym(RTLD_NEXT, "rename");
  real_unlink = dlsym(RTLD_NEXT, "unlink");
  real_mkdir = dlsym(RTLD_NEXT, "mkdir");
  root = getenv("DISK_ROOT");
  const char *to = getenv("DISK_RECORD");
  if (to != NULL) record = fopen(to, "wbe");
}

static int is_below(const char *path) { return root != NULL && strncmp(path, root, strlen(root)) == 0; }
static int is_watched(int file) { return file >= 0 && file < FILES && watched[file]; }

static void number(uint32_t value) {
  unsigned char bytes[] = {value >> 24, value >> 16, value >> 8, value};
  fwrite(bytes, 1, 4, record);
}

/* What was done: a letter, the file's number, and up to two texts. */
static void note(char what, int file, const void *one, size_t one_size, const void *two, size_t two_size) {
  if (record == NULL) return;
  fputc(what, record);
  number(file);
  number(one_size);
  fwrite(one, 1, one_size, record);
  number(two_size);
  fwrite(two, 1, two_size, record);
  fflush(record);
}

/* Makes the k-th call of a kind fail, counted from now, or none. A full disk stays full. */
void disk_arm(int call, int effect, long k) {
  pthread_mutex_lock(&lock);
  fault_call = call;
  fault_effect = effect;
  fault_at = k;
  is_full = 0;
  memset(seen, 0, sizeof seen);
  pthread_mutex_unlock(&lock);
}

/* The calls of a kind since then. */
long disk_seen(int call) { return seen[call]; }

/* The error that a call is to fail with, 0 for none, -1 for a write of the first half. */
static int fault(int call) {
  seen[call]++;
  if (is_full && call == WRITE) return ENOSPC;
  if (call != fault_call || seen[call] != fault_at) return 0;
  is_full = fault_effect == FULL;
  if (call == WRITE && fault_effect != FAILS) return -1;
  return is_full ? ENOSPC : EIO;
}

static int opened(const char *path, int flags, mode_t mode) {
  if (!is_below(path)) return real_open(path, flags, mode);
  pthread_mutex_lock(&lock);
  int is_new = (flags & O_CREAT) && access(path, F_OK) != 0;
  int file = real_open(path, flags, mode);
  int error = errno;
  if (file >= 0 && file < FILES) {
    watched[file] = 1;
    note(is_new ? 'N' : flags & O_TRUNC ? 'T' : 'O', file, path, strlen(path), "", 0);
  }
  pthread_mutex_unlock(&lock);
  errno = error;
  return file;
}

int open64(const char *path, int flags, ...) {
  va_list more;
  va_start(more, flags);
  mode_t mode = va_arg(more, mode_t);
  va_end(more);
  return opened(path, flags, mode);
}

int open(const char *path, int flags, ...) {
  va_list more;
  va_start(more, flags);
  mode_t mode = va_arg(more, mode_t);
  va_end(more);
  return opened(path, flags, mode);
}

int close(int file) {
  if (is_watched(file)) {
    pthread_mutex_lock(&lock);
    watched[file] = 0;
    note('C', file, "", 0, "", 0);
    pthread_mutex_unlock(&lock);
  }
  return real_close(file);
}

ssize_t write(int file, const void *bytes, size_t size) {
  if (!is_watched(file)) return real_write(file, bytes, size);
  pthread_mutex_lock(&lock);
  int error = fault(WRITE);
  ssize_t done = -1;
  if (error <= 0) {
    done = real_write(file, bytes, error == 0 || size < 2 ? size : size / 2);
    error = errno;
  }
  if (done > 0) note('W', file, bytes, done, "", 0);
  pthread_mutex_unlock(&lock);
  errno = error;
  return done;
}

/* Nothing here may write past the recorder. */
ssize_t pwrite64(int file, const void *bytes, size_t size, off64_t at) {
  if (is_watched(file)) abort();
  ssize_t (*real)(int, const void *, size_t, off64_t) = dlsym(RTLD_NEXT, "pwrite64");
  return real(file, bytes, size, at);
}

ssize_t writev(int file, const struct iovec *parts, int count) {
  if (is_watched(file)) abort();
  ssize_t (*real)(int, const struct iovec *, int) = dlsym(RTLD_NEXT, "writev");
  return real(file, parts, count);
}

int ftruncate64(int file, off64_t size) {
  if (is_watched(file)) abort();
  int (*real)(int, off64_t) = dlsym(RTLD_NEXT, "ftruncate64");
  return real(file, size);
}

static int flushed(int file, int (*real)(int)) {
  if (!is_watched(file)) return real(file);
  pthread_mutex_lock(&lock);
  int error = fault(FLUSH);
  int result = -1;
  if (error <= 0) {
    result = real(file);
    error = errno;
    if (result == 0) note('F', file, "", 0, "", 0);
  }
  pthread_mutex_unlock(&lock);
  errno = error;
  return result;
}

int fsync(int file) { return flushed(file, real_fsync); }
int fdatasync(int file) { return flushed(file, real_fsync); }

int rename(const char *from, const char *to) {
  if (!is_below(to)) return real_rename(from, to);
  pthread_mutex_lock(&lock);
  int error = fault(RENAME);
  int result = -1;
  if (error <= 0) {
    result = real_rename(from, to);
    error = errno;
    if (result == 0) note('R', 0, from, strlen(from), to, strlen(to));
  }
  pthread_mutex_unlock(&lock);
  errno = error;
  return result;
}

int unlink(const char *path) {
  if (!is_below(path)) return real_unlink(path);
  pthread_mutex_lock(&lock);
  int result = real_unlink(path);
  int error = errno;
  if (result == 0) note('U', 0, path, strlen(path), "", 0);
  pthread_mutex_unlock(&lock);
  errno = error;
  return result;
}

int mkdir(const char *path, mode_t mode) {
  if (!is_below(path)) return real_mkdir(path, mode);
  pthread_mutex_lock(&lock);
  int result = real_mkdir(path, mode);
  int error = errno;
  if (result == 0) note('M', 0, path, strlen(path), "", 0);
  pthread_mutex_unlock(&lock);
  errno = error;
  return result;
}
