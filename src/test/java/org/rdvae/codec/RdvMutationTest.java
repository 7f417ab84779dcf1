package org.rdvae.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.rdvae.base.Failure;

/** Files after accidents, {@code rdvae.mutants} of each kind. */
@Timeout(900)
class RdvMutationTest {
  @Test
  void everyMutantWithItsChecksumsAsFoundIsRefused() {
    Random random = new Random(1);
    for (int i = 0; i < CodedMutants.COUNT; i++) {
      byte[] file = RdvFiles.photo(random).toBytes();
      byte[] mutant = CodedMutants.of(file, random);
      assertThat(catchThrowable(() -> RdvFile.read(mutant, RdvFiles.NAME)))
          .as("mutant %d", i)
          .isInstanceOf(Failure.class)
          .hasMessageMatching(
              "photo\\.rdv: (not an \\.rdv file|too new|truncated|extended|damaged): .+");
    }
  }

  @Test
  void everyMutantWithChecksumsMadeRightIsRefusedOrDecoded() {
    Random random = new Random(2);
    int read = 0;
    for (int i = 0; i < CodedMutants.COUNT; i++) {
      RdvFile photo = RdvFiles.photo(random);
      byte[] mutant =
          i % 2 == 0
              ? RdvFiles.resealed(CodedMutants.of(photo.toBytes(), random))
              : RdvFiles.withData(photo, CodedMutants.of(photo.chunks().get(0).data(), random));
      try {
        RdvFile file = RdvFile.read(mutant, RdvFiles.NAME);
        read++;
        RdvFiles.decode(file);
      } catch (Failure | BadCodeException e) {
        assertThat(e).as("mutant %d", i).hasMessageMatching(".*[a-z].*");
      }
    }
    assertThat(read).as("mutants that pass all checksums").isGreaterThan(CodedMutants.COUNT / 2);
  }

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
