package org.rdvae.reliability;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rdvae.serve.RequestTrials;

/**
 * Whatever bytes arrive, the server of the demo page answers, or hangs up if not even the request's
 * head is sound, has no bug, and serves the next.
 */
@Tag("reliability")
@Tag("http-mutants")
class HttpMutantsTest {
  private static final Property PROPERTY = new Property("http-mutants", 2_000, 20_000);

  @TempDir private Path folder;

  @Test
  void damagedRequestsHarmNobody() {
    try (RequestTrials trials = new RequestTrials(folder)) {
      PROPERTY.check(trials::run);
      // One in eleven, most of them cut off in the head; a server that only hangs up is no server.
      assertThat(trials.hungUp()).isLessThanOrEqualTo(PROPERTY.cases() / 5);
      // Some mutants are sound requests; else these cases would try the reading of headers only.
      assertThat(trials.answered()).isGreaterThanOrEqualTo(PROPERTY.cases() / 50);
    }
  }
}
