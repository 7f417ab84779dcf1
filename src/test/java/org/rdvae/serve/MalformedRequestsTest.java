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
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever bytes arrive, the server answers or hangs up, has no bug, and serves the next. */
class MalformedRequestsTest {
  private static final long SEED = 20261121;
  private static final int CASES = 400;
  private static final int MILLISECONDS = 60_000;

  @TempDir private static Path models;
  private static ServedSite site;
  private static List<byte[]> requests;

  @BeforeAll
  static void start() {
    site = ServedSite.ofPhotos(ServedSite.SMALL, models);
    byte[] picture = png(40, 30, 1);
    String id = site.upload(picture);
    requests =
        List.of(
            head("GET / HTTP/1.1", ""),
            head("GET /api/pictures/" + id + "/rdv/4.5 HTTP/1.1", ""),
            head("GET /api/pictures/" + id + "/jpeg/50/file?x=y HTTP/1.1", ""),
            with(head("POST /api/pictures HTTP/1.1", "Content-Length: 300\r\n"), picture, 300),
            with(head("POST /api/files HTTP/1.1", "Transfer-Encoding: chunked\r\n"), chunk(), 9));
  }

  @AfterAll
  static void stop() {
    site.close();
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

  /** Sends bytes, ends, and reads all that comes back. */
  private static String sent(byte[] request) throws IOException {
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

  private static byte[] mutated(byte[] request, RandomGenerator random) {
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

  @Test
  void damagedRequestsHarmNobody() throws IOException {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(SEED);
    for (int number = 0; number < CASES; number++) {
      byte[] request = mutated(requests.get(random.nextInt(requests.size())), random);
      String answer = sent(request);
      assertThat(answer).as("seed %d, case %d", SEED, number).doesNotContain("\tat ");
      assertThat(answer).matches(text -> text.isEmpty() || text.startsWith("HTTP/1.1 "));
      // An unknown transfer encoding is 501, as it should be.
      assertThat(answer).doesNotStartWith("HTTP/1.1 500");
    }
    assertThat(site.log).noneMatch(line -> line.contains("bug"));
    assertThat(site.get("/api/about").statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\r\n\r\n",
        "GET / HTTP/1.1\r\n\r\n",
        "GET http://example.org/ HTTP/1.1\r\nHost: localhost\r\n\r\n",
        "GET //style.css HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
        "POST /api/pictures HTTP/1.1\r\nHost: localhost\r\nContent-Length: -1\r\n\r\n",
        "POST /api/pictures HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99999999999999999999\r\n\r\n",
        "POST /api/pictures HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        "POST /api/pictures HTTP/1.1\r\nHost: localhost\r\nContent-Length: 50\r\n\r\nshort"
      })
  void brokenRequestsAreRefused(String request) throws IOException {
    String answer = sent(request.getBytes(StandardCharsets.ISO_8859_1));
    assertThat(answer).matches(text -> text.isEmpty() || text.matches("(?s)HTTP/1.1 [24].*"));
    assertThat(site.get("/api/about").statusCode()).isEqualTo(200);
  }

  @Test
  void endlessHeadersAreCutOff() throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), site.server.port())) {
      socket.setSoTimeout(MILLISECONDS);
      byte[] part = ("X: " + "y".repeat(8000) + "\r\n").getBytes(StandardCharsets.ISO_8859_1);
      socket.getOutputStream().write("GET / HTTP/1.1\r\n".getBytes(StandardCharsets.ISO_8859_1));
      int parts = 0;
      try {
        // A megabyte, and no end of the headers.
        for (; parts < 128; parts++) {
          socket.getOutputStream().write(part);
        }
        assertThat(socket.getInputStream().readAllBytes()).isNotNull();
      } catch (SocketTimeoutException e) {
        throw e;
      } catch (IOException e) {
        assertThat(parts).isPositive();
      }
    }
    assertThat(site.get("/api/about").statusCode()).isEqualTo(200);
  }
}
