package org.rdvae.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rdvae.serve.ServedSite.png;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Damaged requests for a server, which answers each or hangs up, and serves the next. */
public final class RequestTrials implements AutoCloseable {
  private static final int MILLISECONDS = 60_000;
  private static final int SOUND_EVERY = 50;

  private final ServedSite site;
  private final byte[] picture = png(40, 30, 1);
  private final List<byte[]> requests;
  private int answered;
  private int hungUp;

  /**
   * Starts the server.
   *
   * @param models an empty folder
   */
  public RequestTrials(Path models) {
    site = ServedSite.ofPhotos(ServedSite.SMALL, models);
    String id = site.upload(picture);
    requests =
        List.of(
            head("GET / HTTP/1.1", ""),
            head("GET /api/pictures/" + id + "/rdv/4.5 HTTP/1.1", ""),
            head("GET /api/pictures/" + id + "/rdv/4/picture HTTP/1.1", ""),
            head("GET /api/pictures/" + id + "/jpeg/50/file?x=y HTTP/1.1", ""),
            with(head("POST /api/pictures HTTP/1.1", "Content-Length: 300\r\n"), picture, 300),
            with(head("POST /api/files HTTP/1.1", "Transfer-Encoding: chunked\r\n"), chunk(), 9));
  }

  private static byte[] head(String line, String more) {
    String head = line + "\r\nHost: localhost\r\nConnection: close\r\n" + more + "\r\n";
    return head.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static byte[] chunk() {
    return "4\r\nabcd\r\n0\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1);
  }

  private static byte[] with(byte[] head, byte[] body, int length) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(head);
    out.write(body, 0, length);
    return out.toByteArray();
  }

  private static byte[] mutated(byte[] request, Random random) {
    byte[] bytes = request.clone();
    int changes = 1 + random.nextInt(6);
    for (int i = 0; i < changes; i++) {
      int at = random.nextInt(bytes.length);
      switch (random.nextInt(4)) {
        case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
        case 1 -> bytes[at] = (byte) random.nextInt(256);
        case 2 -> bytes[at] = (byte) "\r\n :/%?\0".charAt(random.nextInt(8));
        default -> {
          int from = random.nextInt(bytes.length);
          int length = Math.min(random.nextInt(30), bytes.length - Math.max(at, from));
          System.arraycopy(bytes, from, bytes, at, length);
        }
      }
    }
    return random.nextInt(5) == 0 ? Arrays.copyOf(bytes, random.nextInt(bytes.length)) : bytes;
  }

  /** Sends bytes, ends, and reads all that comes back. */
  String sent(byte[] request) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), site.server.port())) {
      socket.setSoTimeout(MILLISECONDS);
      try {
        socket.getOutputStream().write(request);
        socket.shutdownOutput();
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
      } catch (SocketTimeoutException e) {
        throw e;
      } catch (IOException e) {
        return ""; // It hung up at once.
      }
    }
  }

  /** Sends a mutant, which {@code random} decides. */
  public void run(int number, Random random) throws IOException {
    byte[] request = requests.get(random.nextInt(requests.size()));
    byte[] mutant = mutated(request, random);
    boolean isHeadSound = startsWithHeadOf(request, mutant);
    String answer = sent(mutant);
    // Where the server closes with bytes of the body unread, its answer may be lost on the way.
    for (int again = 0; again < 3 && isHeadSound && answer.isEmpty(); again++) {
      answer = sent(mutant);
    }
    if (answer.isEmpty()) {
      assertThat(isHeadSound).as("hung up on a request with a sound head").isFalse();
      hungUp++;
    }
    assertThat(answer).doesNotContain("\tat ");
    assertThat(answer).matches(text -> text.isEmpty() || text.startsWith("HTTP/1.1 "));
    // An unknown transfer encoding is 501, as it should be.
    assertThat(answer).doesNotStartWith("HTTP/1.1 500");
    assertThat(site.log).noneMatch(line -> line.contains("bug"));
    site.log.clear();
    answered += answer.startsWith("HTTP/1.1 200") ? 1 : 0;
    if (number % SOUND_EVERY == 0) {
      requireServing();
      // Mutants that are pictures too push it out of the few that the server remembers.
      site.upload(picture);
    }
  }

  private static boolean startsWithHeadOf(byte[] request, byte[] mutant) {
    String text = new String(request, StandardCharsets.ISO_8859_1);
    int head = text.indexOf("\r\n\r\n") + 4;
    return mutant.length >= head && Arrays.equals(mutant, 0, head, request, 0, head);
  }

  /** Whoever asks next is answered, also on a new connection. */
  void requireServing() throws IOException {
    assertThat(sent(head("GET /api/about HTTP/1.1", ""))).startsWith("HTTP/1.1 200");
  }

  int port() {
    return site.server.port();
  }

  /** How many mutants were requests still. */
  public int answered() {
    return answered;
  }

  /** How many mutants got no answer. */
  public int hungUp() {
    return hungUp;
  }

  @Override
  public void close() {
    site.close();
  }
}
