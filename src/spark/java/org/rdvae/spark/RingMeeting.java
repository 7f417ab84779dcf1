package org.rdvae.spark;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/**
 * How executors find their neighbours in the ring: each opens a port, all are told everybody's by
 * way of Spark's driver, and each calls the next and is called by the one before. Who calls must
 * know a word that the first executor made and the driver passed on; anybody else is hung up on.
 * The connections are not encrypted.
 */
final class RingMeeting {
  /** For peers that compute, or are held up; the loss of one closes its connections at once. */
  private static final int PATIENCE_MILLIS = 600_000;

  private static final int HELLO_MILLIS = 30_000;

  /** Of these, for one caller: a neighbour says its word at once. */
  private static final int CALLER_MILLIS = 2_000;

  private static final String READY = "ready";

  private final int rank;
  private final int size;

  /** Gives everybody's words, in the order of their ranks, for one's own. */
  interface Gathering {
    String[] gather(String own);
  }

  RingMeeting(int rank, int size) {
    this.rank = rank;
    this.size = size;
  }

  /**
   * Meets the others.
   *
   * @param host this executor's, where others reach it
   * @param ready whether this executor can take part
   * @return empty if one of them cannot
   * @throws Ring.Parted if a neighbour cannot be reached
   */
  Optional<Ring> join(String host, Gathering gathering, boolean ready) {
    // Made by Java's secure generator; 32 digits.
    String secret = UUID.randomUUID().toString().replace("-", "");
    try (ServerSocket server = new ServerSocket()) {
      server.bind(new InetSocketAddress(InetAddress.getByName(host), 0), size);
      String[] all =
          gathering.gather(
              String.join(
                  " ",
                  ready ? READY : "not",
                  server.getInetAddress().getHostAddress(),
                  Integer.toString(server.getLocalPort()),
                  secret));
      for (String words : all) {
        if (!words.startsWith(READY)) {
          return Optional.empty();
        }
      }
      String shared = all[0].split(" ", -1)[3];
      return Optional.of(connect(server, all[(rank + 1) % size].split(" ", -1), shared));
    } catch (IOException e) {
      throw new Ring.Parted("executor " + rank + " found no neighbour: " + e.getMessage(), e);
    }
  }

  private Ring connect(ServerSocket server, String[] neighbour, String shared) throws IOException {
    Socket next = new Socket();
    Socket previous = null;
    boolean done = false;
    try {
      // Its port is open, and takes the call before anybody answers.
      next.connect(
          new InetSocketAddress(neighbour[1], Integer.parseInt(neighbour[2])), HELLO_MILLIS);
      next.setTcpNoDelay(true);
      next.getOutputStream().write(hello(shared, rank));
      previous = answer(server, hello(shared, Math.floorMod(rank - 1, size)));
      previous.setSoTimeout(PATIENCE_MILLIS);
      Ring ring = new Ring(rank, size, next, previous);
      done = true;
      return ring;
    } finally {
      if (!done) {
        close(next);
        close(previous);
      }
    }
  }

  private static byte[] hello(String shared, int rank) {
    return String.format(Locale.ROOT, "%s %08d", shared, rank).getBytes(StandardCharsets.US_ASCII);
  }

  /** The one caller who knows the word. */
  private static Socket answer(ServerSocket server, byte[] expected) throws IOException {
    long end = System.nanoTime() + HELLO_MILLIS * 1_000_000L;
    while (true) {
      long left = (end - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        throw new SocketTimeoutException("nobody called in " + HELLO_MILLIS / 1000 + " s");
      }
      server.setSoTimeout((int) left);
      Socket caller = server.accept();
      boolean known = false;
      try {
        known = says(caller, expected, Math.min(left, CALLER_MILLIS));
      } catch (IOException e) {
        continue; // It said nothing, or hung up: no neighbour does.
      } finally {
        if (!known) {
          close(caller);
        }
      }
      if (known) {
        return caller;
      }
    }
  }

  /**
   * Whether a caller says what is expected.
   *
   * @param millis for all of it: one that says a letter now and then holds nobody up
   */
  private static boolean says(Socket caller, byte[] expected, long millis) throws IOException {
    long end = System.nanoTime() + millis * 1_000_000;
    byte[] said = new byte[expected.length];
    int count = 0;
    while (count < said.length) {
      long left = (end - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        return false;
      }
      caller.setSoTimeout((int) left);
      int more = caller.getInputStream().read(said, count, said.length - count);
      if (more < 0) {
        return false;
      }
      count += more;
    }
    return MessageDigest.isEqual(expected, said);
  }

  static void close(Closeable connection) {
    if (connection != null) {
      try {
        connection.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
