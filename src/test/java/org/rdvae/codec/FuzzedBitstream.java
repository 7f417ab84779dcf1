package org.rdvae.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumMap;
import java.util.Map;
import org.rdvae.base.Failure;

/** Decoders of {@code .rdv} files that are given any bytes. */
public enum FuzzedBitstream {
  CONTAINER,
  LOSSY,
  LOSSLESS;

  private static final Map<FuzzedBitstream, MutantTrial> TRIALS =
      new EnumMap<>(
          Map.of(
              CONTAINER,
              new ContainerTrial(),
              LOSSY,
              new LossyTrial(),
              LOSSLESS,
              new LosslessTrial(BitsBackTest.Example.LEVELS)));

  /** A file from which to begin. */
  public byte[] honest() {
    return TRIALS.get(this).honest();
  }

  /**
   * Decodes the bytes as they are and with right checksums: the result has the declared size, or
   * they are refused as bad data, or as larger than Java's memory before any of it is taken.
   */
  public void answer(byte[] bytes) {
    for (byte[] file : new byte[][] {bytes, RdvFiles.resealed(bytes)}) {
      try {
        TRIALS.get(this).decode(file);
      } catch (BadCodeException e) {
        // Only the trial of the container lets them through, and adds no file's name.
        assertThat(this).isEqualTo(CONTAINER);
      } catch (Failure e) {
        assertThat(e).hasMessageMatching("(?s)\\S+\\.rdv: .+");
        assertThat(e.kind())
            .as(e.getMessage())
            .isIn(Failure.Kind.BAD_DATA, Failure.Kind.OUT_OF_MEMORY);
      }
    }
  }
}
