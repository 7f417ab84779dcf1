package org.rdvae.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;

/** Mutants of every kind of {@code .rdv} file, in turn, half of them with right checksums. */
public final class BitstreamTrials {
  private final List<MutantTrial> trials =
      List.of(
          new LossyTrial(),
          new LosslessTrial(BitsBackTest.Example.BITS),
          new LosslessTrial(BitsBackTest.Example.LEVELS),
          new LosslessTrial(BitsBackTest.Example.TWO_LEVELS_OF_MAPS),
          new ContainerTrial());
  private int decoded;

  /** Tries the mutant of this number, of which {@code random} decides the rest. */
  public void run(int number, Random random) {
    MutantTrial trial = trials.get(number / 2 % trials.size());
    if (number % 2 == 0) {
      assertThat(trial.asFound(random)).as("a mutant with wrong checksums is decoded").isFalse();
    } else if (trial.resealed(number / (2 * trials.size()), random)) {
      decoded++;
    }
  }

  /** How many mutants were decoded, all of them with checksums made right. */
  public int decoded() {
    return decoded;
  }
}
