package org.rdvae.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.rdvae.base.Failure;
import org.rdvae.distribution.BernoulliLikelihood;
import org.rdvae.model.ModelSettings;
import org.rdvae.network.FeatureShape;

class LatentSetCodecTest {
  private static final int LATENTS = 5;
  private static final int IMAGES = 4000;
  private static final FeatureShape SHAPE = new FeatureShape(7, 9, 1);
  private static final ModelSettings SETTINGS =
      new ModelSettings(
          new ModelSettings.Latent(LATENTS), List.of(), List.of(), new BernoulliLikelihood());

  private final Random random = new Random(8);
  private final LatentSetCodec codec = new LatentSetCodec(SETTINGS, SHAPE, RdvFiles.HASH, LATENTS);

  // Variable j has posteriors of about this standard deviation; the last one tells nothing.
  private static final double[] STDDEVS = {0.05, 0.1, 0.3, 0.6, 1};

  private final float[] mean = new float[IMAGES * LATENTS];
  private final float[] logStddev = new float[mean.length];

  {
    for (int i = 0; i < mean.length; i++) {
      double stddev = STDDEVS[i % LATENTS];
      mean[i] = (float) (random.nextGaussian() * Math.sqrt(1 - stddev * stddev));
      logStddev[i] = (float) (Math.log(stddev) + 0.1 * random.nextGaussian());
    }
  }

  private static RdvFile file(LatentSetCodec.Packed packed) {
    return RdvFile.read(packed.file().toBytes(), "set.rdv");
  }

  @Test
  void unpackingGivesWhatPackingRounded() {
    LatentSetCodec.Packed packed = codec.pack(mean, logStddev, 1.5);
    assertThat(codec.unpack(file(packed), "set.rdv")).isEqualTo(packed.latents());
  }

  @Test
  void stepsAreTiedToThePosteriorsStandardDeviations() {
    float[] rounded = codec.pack(mean, logStddev, 2).latents();
    for (int j = 0; j < LATENTS; j++) {
      double squares = 0;
      for (int i = j; i < mean.length; i += LATENTS) {
        assertThat(Math.abs(rounded[i] - mean[i])).isLessThan((float) (1.05 * STDDEVS[j]));
        squares += Math.pow(rounded[i] - mean[i], 2) / IMAGES;
      }
      if (j < 3) {
        // Of a step Δ much below the spread: Δ / √12.
        double expected = 2 * STDDEVS[j] / Math.sqrt(12);
        assertThat(Math.sqrt(squares)).isCloseTo(expected, within(0.05 * expected));
      }
    }
    assertThat(rounded[LATENTS - 1]).isZero();
  }

  /** The entropy of rounding: h(μ) - log2 Δ of each variable, nothing for the one that is dead. */
  @Test
  void aFileTakesTheEntropyOfTheNumbersInIt() {
    LatentSetCodec.Packed packed = codec.pack(mean, logStddev, 1);
    double bits = 0;
    for (int j = 0; j < LATENTS; j++) {
      Map<Integer, Integer> counts = new HashMap<>();
      for (int i = j; i < mean.length; i += LATENTS) {
        counts.merge((int) Math.rint(packed.latents()[i] / (STDDEVS[j] / 4)), 1, Integer::sum);
      }
      for (int count : counts.values()) {
        bits -= count * Math.log((double) count / IMAGES) / Math.log(2);
      }
    }
    int bytes = packed.file().toBytes().length;
    assertThat(bytes * 8 / bits).isBetween(0.995, 1.03);
  }

  @Test
  void widerStepsMakeSmallerFiles() {
    int before = Integer.MAX_VALUE;
    for (double steps : new double[] {0.05, 0.2, 1, 3, 20}) {
      int bytes = codec.pack(mean, logStddev, steps).file().toBytes().length;
      assertThat(bytes).isLessThan(before);
      before = bytes;
    }
  }

  @Test
  void numbersFarOutsideComeBack() {
    mean[7] = 1e9f;
    mean[8] = -30;
    LatentSetCodec.Packed packed = codec.pack(mean, logStddev, 0.5);
    assertThat(codec.unpack(file(packed), "set.rdv")).isEqualTo(packed.latents());
    assertThat(packed.latents()[8]).isCloseTo(-30, within(0.3f));
  }

  @Test
  void manyVariablesArePackedToo() {
    int many = 700;
    LatentSetCodec wide = new LatentSetCodec(SETTINGS, SHAPE, RdvFiles.HASH, many);
    float[] wideMean = new float[3 * many];
    for (int i = 0; i < wideMean.length; i++) {
      wideMean[i] = (float) random.nextGaussian();
    }
    LatentSetCodec.Packed packed = wide.pack(wideMean, new float[wideMean.length], 0.1);
    assertThat(wide.unpack(file(packed), "set.rdv")).isEqualTo(packed.latents());
  }

  @Test
  void filesOfOtherModelsAndKindsAreRefused() {
    RdvFile packed = file(codec.pack(mean, logStddev, 1));
    LatentSetCodec other = new LatentSetCodec(SETTINGS, SHAPE, "f".repeat(16), LATENTS);
    assertThatThrownBy(() -> other.unpack(packed, "set.rdv"))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("set.rdv")
        .hasMessageContaining(RdvFiles.HASH);
    assertThatThrownBy(() -> codec.unpack(RdvFiles.photo(random), "photo.rdv"))
        .hasMessage(
            "photo.rdv: expected a set of images packed with loss, found another kind of file");
  }

  @Test
  void moreThanJavasArraysHoldIsRefusedBeforeAnythingIsDecoded() {
    RdvFile packed = file(codec.pack(mean, logStddev, 1));
    assertThatThrownBy(() -> codec.unpack(claiming(packed, Integer.MAX_VALUE), "set.rdv"))
        .isInstanceOf(Failure.class)
        .hasMessage("set.rdv: has 135,291,469,761 values, more than fit into Java's arrays");
  }

  /** Of pictures this large, one fills most of an array. */
  @Test
  void nothingIsPackedThatUnpackingWouldRefuse() {
    LatentSetCodec large =
        new LatentSetCodec(SETTINGS, new FeatureShape(40_000, 40_000, 1), RdvFiles.HASH, LATENTS);
    LatentSetCodec.Packed packed = large.pack(new float[LATENTS], new float[LATENTS], 1);
    assertThat(large.unpack(file(packed), "set.rdv")).hasSize(LATENTS);
    assertThatThrownBy(() -> large.pack(new float[2 * LATENTS], new float[2 * LATENTS], 1))
        .isInstanceOfSatisfying(
            Failure.class,
            failure -> assertThat(failure.kind()).isEqualTo(Failure.Kind.OUT_OF_MEMORY))
        .hasMessage(
            "--lossy: expected at most 1 images in a file, whose values fit into Java's arrays when"
                + " it is unpacked, found 2; pack them into several files");
  }

  private static RdvFile claiming(RdvFile file, int images) {
    RdvHeader h = file.header();
    RdvKind kind = new RdvKind.LatentSet(images);
    return new RdvFile(
        new RdvHeader(
            h.modelHash(), h.width(), h.height(), h.channels(), kind, h.contentChecksum()),
        file.chunks());
  }

  @Test
  void moreImagesThanThereAreAreDamage() {
    RdvFile packed = file(codec.pack(mean, logStddev, 1));
    assertThatThrownBy(() -> codec.unpack(claiming(packed, IMAGES + 1), "set.rdv"))
        .isInstanceOf(Failure.class)
        .hasMessageStartingWith("set.rdv: damaged: ");
  }

  @Test
  void mutantsAreRefusedAndWithChecksumsMadeRightRefusedOrDecodedAsDeclared() {
    int few = 50 * LATENTS;
    float[] someMean = Arrays.copyOf(mean, few);
    float[] someStddev = Arrays.copyOf(logStddev, few);
    byte[] honest = codec.pack(someMean, someStddev, 1).file().toBytes();
    for (int i = 0; i < CodedMutants.COUNT; i++) {
      byte[] mutant = CodedMutants.of(honest, random);
      boolean asFound = i % 2 == 0;
      byte[] bytes = asFound ? mutant : RdvFiles.resealed(mutant);
      try {
        RdvFile file = RdvFile.read(bytes, "set.rdv");
        float[] rows = codec.unpack(file, "set.rdv");
        assertThat(asFound).as("mutant %d with checksums as found is decoded", i).isFalse();
        int images = ((RdvKind.LatentSet) file.header().kind()).images();
        assertThat(rows).hasSize(images * LATENTS);
      } catch (Failure e) {
        assertThat(e.kind()).isIn(Failure.Kind.BAD_DATA, Failure.Kind.OUT_OF_MEMORY);
      }
    }
  }

  @Test
  void modelsWithLevelsAreRefusedByName() {
    assertThatThrownBy(
            () ->
                new LatentSetCodec(
                    BitsBackTest.Example.TWO_LEVELS_OF_MAPS.settings(),
                    SHAPE,
                    RdvFiles.HASH,
                    LATENTS))
        .isInstanceOf(Failure.class)
        .hasMessage(
            "model.latent.above: expected no levels above the first to pack with loss, found 1;"
                + " without loss such a model packs too");
  }
}
