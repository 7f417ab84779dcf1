package org.rdvae.fuzz;

import com.code_intelligence.jazzer.api.BugDetectors;
import com.code_intelligence.jazzer.api.SilentCloseable;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.rdvae.serve.RawRequests;

/** Any bytes sent to the demo: it answers or hangs up, without a bug of its own. */
class RequestFuzzTest {
  @TempDir private static Path models;
  private static RawRequests requests;

  @BeforeAll
  static void start() {
    requests = new RawRequests(models);
  }

  @AfterAll
  static void stop() {
    requests.close();
  }

  @FuzzTest
  @SuppressWarnings("try") // Only closed.
  void request(byte[] bytes) throws IOException {
    // To the test's own server, which Jazzer would hold for a forged request.
    try (SilentCloseable allowed = BugDetectors.allowNetworkConnections()) {
      requests.requireAnswered(bytes);
    }
  }
}
