/* A driver without cards: NVIDIA's libcuda.so.1 as far as rdvae asks it, telling what variables say.
   STUB_CARDS has a card in each line: CAPABILITY TOTAL_MEBIBYTES FREE_MEBIBYTES NAME; without free
   memory its context cannot be made. */
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { NO_DEVICE = 100, OUT_OF_MEMORY = 2, UNKNOWN = 999 };

static int current = 0;

struct card {
  int major, minor;
  size_t total, free;
  char name[200];
};

static int card(int wanted, struct card *found) {
  const char *line = getenv("STUB_CARDS");
  int index = 0;
  while (line && *line) {
    if (index == wanted) {
      return sscanf(line, "%d.%d %zu %zu %199[^\n]", &found->major, &found->minor, &found->total,
                    &found->free, found->name) == 5;
    }
    line = strchr(line, '\n');
    if (line) line++;
    index++;
  }
  return 0;
}

int cuInit(unsigned flags) {
  struct card first;
  const char *crash = getenv("STUB_CRASH");
  if (crash && *crash) abort();
  return card(0, &first) ? 0 : NO_DEVICE;
}

int cuDriverGetVersion(int *version) {
  const char *set = getenv("STUB_VERSION");
  *version = set ? atoi(set) : 11060;
  return 0;
}

int cuDeviceGetCount(int *count) {
  struct card one;
  *count = 0;
  while (card(*count, &one)) ++*count;
  return 0;
}

int cuDeviceGet(int *device, int ordinal) {
  *device = ordinal;
  return 0;
}

int cuDeviceGetName(char *name, int length, int device) {
  struct card one;
  if (!card(device, &one)) return UNKNOWN;
  snprintf(name, (size_t)length, "%s", one.name);
  return 0;
}

int cuDeviceTotalMem_v2(size_t *bytes, int device) {
  struct card one;
  if (!card(device, &one)) return UNKNOWN;
  *bytes = one.total << 20;
  return 0;
}

int cuDeviceGetAttribute(int *value, int attribute, int device) {
  struct card one;
  if (!card(device, &one)) return UNKNOWN;
  *value = attribute == 75 ? one.major : attribute == 76 ? one.minor : 0;
  return 0;
}

int cuDevicePrimaryCtxRetain(void **context, int device) {
  struct card one;
  if (!card(device, &one)) return UNKNOWN;
  current = device;
  *context = &current;
  return one.free == 0 ? OUT_OF_MEMORY : 0;
}

int cuDevicePrimaryCtxRelease(int device) { return 0; }

int cuCtxSetCurrent(void *context) { return 0; }

int cuMemGetInfo_v2(size_t *free, size_t *total) {
  struct card one;
  if (!card(current, &one)) return UNKNOWN;
  *free = one.free << 20;
  *total = one.total << 20;
  return 0;
}

int cuGetErrorName(int error, const char **name) {
  *name = error == NO_DEVICE       ? "CUDA_ERROR_NO_DEVICE"
          : error == OUT_OF_MEMORY ? "CUDA_ERROR_OUT_OF_MEMORY"
                                   : "CUDA_ERROR_UNKNOWN";
  return 0;
}
