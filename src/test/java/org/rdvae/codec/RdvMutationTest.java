package org.rdvae.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.rdvae.base.Failure;

/** Files after the smallest accidents. */
class RdvMutationTest {
  @Test
  void everyFlippedBitAndEveryShorterOrLongerFileIsRefused() {
    byte[] file = RdvFiles.photo(new Random(3)).toBytes();
    for (int bit = 0; bit < file.length * Byte.SIZE; bit++) {
      byte[] mutant = file.clone();
      mutant[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
      assertThat(catchThrowable(() -> RdvFile.read(mutant, RdvFiles.NAME)))
          .as("bit %d", bit)
          .isInstanceOf(Failure.class);
    }
    for (int length = 0; length < file.length; length++) {
      byte[] shorter = Arrays.copyOf(file, length);
      assertThat(catchThrowable(() -> RdvFile.read(shorter, RdvFiles.NAME)))
          .as("%d bytes", length)
          .isInstanceOf(Failure.class)
          .hasMessageStartingWith("photo.rdv: truncated: expected ");
    }
  }
}
