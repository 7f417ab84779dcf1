package org.rdvae.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CutRequestsTest {
  /** More than the connections that the JDK's server lets be open at a time. */
  private static final int MANY = 300;

  @TempDir private Path folder;

  @Test
  void bodiesThatWereCutShortAreAnsweredAndTakeNoConnections() throws IOException {
    String announced =
        "POST /api/pictures HTTP/1.1\r\nHost: localhost\r\nContent-Length: 300\r\n\r\nshort";
    String chunk = "POST /api/files HTTP/1.1\r\nHost: localhost\r\n";
    chunk += "Transfer-Encoding: chunked\r\n\r\n4\r\nab";
    try (RequestTrials trials = new RequestTrials(folder)) {
      for (int i = 0; i < MANY; i++) {
        String request = i % 2 == 0 ? announced : chunk;
        assertThat(trials.sent(request.getBytes(StandardCharsets.US_ASCII)))
            .startsWith("HTTP/1.1 400")
            .contains("the request ended before its body was complete");
      }
      trials.requireServing();
    }
  }
}
