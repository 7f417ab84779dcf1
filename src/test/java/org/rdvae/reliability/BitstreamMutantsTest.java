package org.rdvae.reliability;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.rdvae.codec.BitstreamTrials;

/**
 * A damaged or hostile {@code .rdv} file is refused, or decoded within the counts that it declares,
 * in at most twice the time of the honest file.
 */
@Tag("reliability")
@Tag("bitstream-mutants")
class BitstreamMutantsTest {
  private static final Property PROPERTY = new Property("bitstream-mutants", 3_000, 30_000);

  @Test
  void mutantsAreRefusedOrDecodedAsDeclared() {
    BitstreamTrials trials = new BitstreamTrials();
    PROPERTY.check(trials::run);
    // Of those with right checksums many are sound messages; else these cases would try nothing.
    assertThat(trials.decoded()).isGreaterThanOrEqualTo(PROPERTY.cases() / 50);
  }
}
