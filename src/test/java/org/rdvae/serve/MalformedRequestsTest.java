package org.rdvae.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Requests that are none: the server refuses each or hangs up, and serves the next. Random ones are
 * the property {@code http-mutants}.
 */
class MalformedRequestsTest {
  private static final int MILLISECONDS = 60_000;

  /** Far more than the server takes, and than the buffers of a connection hold. */
  private static final int ENDLESS = 64 << 20;

  @TempDir private static Path models;
  private static RequestTrials trials;

  @BeforeAll
  static void start() {
    trials = new RequestTrials(models);
  }

  @AfterAll
  static void stop() {
    trials.close();
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
    String answer = trials.sent(request.getBytes(StandardCharsets.ISO_8859_1));
    assertThat(answer).matches(text -> text.isEmpty() || text.matches("(?s)HTTP/1.1 [24].*"));
    trials.requireServing();
  }

  /** By their length: the time for a request is longer than writing all of this takes. */
  @Test
  void endlessHeadersAreCutOff() throws IOException {
    byte[] part = ("X: " + "y".repeat(8000) + "\r\n").getBytes(StandardCharsets.ISO_8859_1);
    int sent = 0;
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), trials.port())) {
      socket.setSoTimeout(MILLISECONDS);
      OutputStream out = socket.getOutputStream();
      out.write("GET / HTTP/1.1\r\n".getBytes(StandardCharsets.ISO_8859_1));
      while (sent < ENDLESS) {
        out.write(part);
        sent += part.length;
      }
    } catch (SocketException e) {
      assertThat(e).hasMessageMatching(".*([Rr]eset|Broken pipe).*");
    }
    assertThat(sent).as("bytes of headers that were taken").isLessThan(ENDLESS);
    trials.requireServing();
  }
}
