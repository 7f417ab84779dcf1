package org.rdvae.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.rdvae.base.Failure;

/** The container alone, with symbols of one table in it. */
final class ContainerTrial implements MutantTrial {
  @Override
  public byte[] honest() {
    return RdvFiles.photo(new Random(4)).toBytes();
  }

  @Override
  public void decode(byte[] file) {
    RdvFiles.decode(RdvFile.read(file, RdvFiles.NAME));
  }

  @Override
  public boolean asFound(Random random) {
    byte[] mutant = CodedMutants.of(RdvFiles.photo(random).toBytes(), random);
    try {
      RdvFile.read(mutant, RdvFiles.NAME);
      return true;
    } catch (Failure e) {
      assertThat(e)
          .hasMessageMatching(
              "photo\\.rdv: (not an \\.rdv file|too new|truncated|extended|damaged): .+");
      return false;
    }
  }

  @Override
  public boolean resealed(int number, Random random) {
    RdvFile photo = RdvFiles.photo(random);
    byte[] mutant =
        number % 2 == 0
            ? RdvFiles.resealed(CodedMutants.of(photo.toBytes(), random))
            : RdvFiles.withData(photo, CodedMutants.of(photo.chunks().get(0).data(), random));
    try {
      decode(mutant);
      return true;
    } catch (Failure | BadCodeException e) {
      assertThat(e).hasMessageMatching(".*[a-z].*");
      return false;
    }
  }
}
