package org.rdvae.fetch;

import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.LongConsumer;
import javax.net.ssl.SSLException;
import org.rdvae.base.Failure;
import org.rdvae.base.Sha256;
import org.rdvae.checkpoint.AtomicFile;

/**
 * One file from one address. It grows as {@code NAME.part} and gets its name when it is whole and
 * has the checksum, so that a download that broke off, in whatever way, goes on where it ended,
 * also from another address. What has another checksum is thrown away: kept, it would be taken for
 * a beginning.
 */
final class Download {
  private static final int CHUNK_BYTES = 1 << 16;

  private final PublicFile file;
  private final Path target;
  private final Path part;
  private final Patience patience;
  private final LongConsumer progress;

  /**
   * @param progress is told how many bytes there are, often
   */
  Download(PublicFile file, Path folder, Patience patience, LongConsumer progress) {
    this.file = file;
    this.target = folder.resolve(file.name());
    this.part = folder.resolve(file.name() + ".part");
    this.patience = patience;
    this.progress = progress;
  }

  /**
   * Fetches the file from an address.
   *
   * @throws RefusedException if there is no getting it from there
   */
  void from(URI address) throws RefusedException {
    try (FileChannel out =
        FileChannel.open(
            part, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      lock(out);
      complete(address, out);
      out.force(true);
    } catch (RefusedException e) {
      deleteIfEmpty();
      throw e;
    } catch (IOException e) {
      throw unwritable(e);
    }
    // Only now, since Windows renames no open file.
    try {
      AtomicFile.rename(part, target);
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  /** For as long as the file is open. */
  private void lock(FileChannel out) throws IOException {
    try {
      if (out.tryLock() != null) {
        return;
      }
    } catch (OverlappingFileLockException e) {
      // Another thread of this program, which is as much in the way as another program.
    }
    throw new Failure(
        Failure.Kind.LOCKED, part + ": another process fetches into this folder; wait for it");
  }

  private void deleteIfEmpty() {
    try {
      if (Files.size(part) == 0) {
        Files.delete(part);
      }
    } catch (IOException e) {
      // The refusal is the news; an empty file is not.
    }
  }

  private void complete(URI address, FileChannel out) throws IOException {
    if (out.size() > file.bytes()) {
      out.truncate(0);
    }
    boolean resumed = out.size() > 0;
    transferAll(address, out);
    String found = digest(out);
    if (!found.equals(file.sha256()) && resumed) {
      // The beginning may have been that of another file.
      out.truncate(0);
      transferAll(address, out);
      found = digest(out);
    }
    if (!found.equals(file.sha256())) {
      out.truncate(0);
      throw RefusedException.foreign(
          "expected a file with SHA-256 "
              + file.sha256()
              + ", found "
              + found
              + "; it was thrown away");
    }
  }

  /**
   * Through the channel that holds the lock: Windows lets no other read, and elsewhere the lock is
   * lost as soon as another of this process is closed.
   */
  private static String digest(FileChannel whole) throws IOException {
    return Sha256.ofRest(Channels.newInputStream(whole.position(0)));
  }

  /** Until there are as many bytes as the file has. */
  private void transferAll(URI address, FileChannel out) throws IOException {
    long most = out.size();
    int fruitless = 0;
    while (out.size() < file.bytes()) {
      String reason = transfer(address, out);
      if (out.size() < file.bytes()) {
        fruitless = out.size() > most ? 0 : fruitless + 1;
        most = Math.max(most, out.size());
        if (fruitless > patience.fruitless()) {
          throw RefusedException.nothing(reason + ", " + fruitless + " times");
        }
        pause();
      }
    }
  }

  /** As much as comes; the reason why it was not all. */
  private String transfer(URI address, FileChannel out) throws IOException {
    try (HttpAnswer answer = HttpAnswer.of(address, out.size(), patience)) {
      if (answer.total() >= 0 && answer.total() != file.bytes()) {
        throw RefusedException.foreign(
            "expected a file of " + file.bytes() + " bytes, found one of " + answer.total());
      }
      out.truncate(answer.start()).position(answer.start());
      byte[] chunk = new byte[CHUNK_BYTES];
      for (int count = answer.body().read(chunk); count >= 0; count = answer.body().read(chunk)) {
        if (out.size() + count > file.bytes()) {
          out.truncate(0);
          throw RefusedException.foreign(
              "expected a file of " + file.bytes() + " bytes, found a longer one");
        }
        write(out, ByteBuffer.wrap(chunk, 0, count));
        progress.accept(out.size());
      }
      return "the connection ended at byte " + out.size() + " of " + file.bytes();
    } catch (RefusedException e) {
      throw e;
    } catch (UnknownHostException e) {
      throw RefusedException.nothing("no such host is known here");
    } catch (ConnectException | NoRouteToHostException | SSLException e) {
      throw RefusedException.nothing(e.getMessage());
    } catch (SocketTimeoutException e) {
      return "nothing came for " + patience.silence().toSeconds() + " s";
    } catch (IOException e) {
      return String.valueOf(e.getMessage());
    }
  }

  private void write(FileChannel out, ByteBuffer bytes) {
    try {
      while (bytes.hasRemaining()) {
        out.write(bytes);
      }
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  private void pause() throws RefusedException {
    try {
      Thread.sleep(patience.pause().toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw RefusedException.nothing("interrupted");
    }
  }

  private Failure unwritable(IOException cause) {
    return new Failure(
        Failure.Kind.INPUT_OUTPUT, part + " could not be written: " + cause.getMessage(), cause);
  }
}
