package org.rdvae.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.rdvae.base.Failure;
import org.rdvae.distribution.BernoulliLikelihood;
import org.rdvae.distribution.BetaBinomialLikelihood;
import org.rdvae.distribution.DiagonalGaussianPosterior;
import org.rdvae.distribution.DiscretizedLogisticLikelihood;
import org.rdvae.distribution.GaussianMixturePrior;
import org.rdvae.distribution.LogisticMixtureLikelihood;
import org.rdvae.distribution.StandardNormalPrior;
import org.rdvae.model.Architecture;
import org.rdvae.model.ModelSettings;
import org.rdvae.model.Vae;
import org.rdvae.model.VaeSession;
import org.rdvae.network.Activation;
import org.rdvae.network.Convolution;
import org.rdvae.network.Dense;
import org.rdvae.network.FeatureShape;
import org.rdvae.network.LayerSpec;
import org.rdvae.network.ParameterSpec;
import org.rdvae.network.TransposedConvolution;
import org.rdvae.network.WeightInit;
import org.rdvae.random.RandomStream;
import org.rdvae.tensor.Device;

class BitsBackTest {
  private static final String HASH = "0123456789abcdef";

  private final Random random = new Random(8);

  /** Models of all shapes that can pack. */
  enum Example {
    BITS(7, 9, 1) {
      @Override
      ModelSettings settings() {
        return new ModelSettings(
            new ModelSettings.Latent(6),
            List.of(dense(30, Activation.RELU, true)),
            List.of(dense(30, Activation.TANH, false)),
            new BernoulliLikelihood());
      }
    },
    NO_HIDDEN_LAYERS(1, 1, 1) {
      @Override
      ModelSettings settings() {
        return new ModelSettings(
            new ModelSettings.Latent(1), List.of(), List.of(), new BetaBinomialLikelihood());
      }
    },
    LEVELS(6, 5, 1) {
      @Override
      ModelSettings settings() {
        return new ModelSettings(
            new ModelSettings.Latent(4),
            List.of(dense(20, Activation.ELU, false)),
            List.of(dense(20, Activation.SILU, false)),
            new DiscretizedLogisticLikelihood(-7));
      }
    },
    THREE_FLAT_LEVELS(6, 6, 1) {
      @Override
      ModelSettings settings() {
        ModelSettings.Level above =
            new ModelSettings.Level(
                3,
                List.of(dense(12, Activation.RELU, false)),
                List.of(dense(10, Activation.RELU, false)),
                List.of(dense(14, Activation.RELU, false)));
        return new ModelSettings(
            new ModelSettings.Latent(5, List.of(above, above)),
            List.of(dense(20, Activation.RELU, false)),
            List.of(dense(20, Activation.RELU, false)),
            new BernoulliLikelihood());
      }
    },
    TWO_LEVELS_OF_MAPS(8, 12, 3) {
      @Override
      ModelSettings settings() {
        ModelSettings.Level above =
            new ModelSettings.Level(
                2, List.of(convolution(6, 2)), List.of(transposed(5)), List.of(convolution(7, 1)));
        return new ModelSettings(
            new ModelSettings.Latent(3, List.of(above)),
            List.of(convolution(8, 2)),
            List.of(transposed(9)),
            new LogisticMixtureLikelihood(3, -7));
      }
    };

    private final int height;
    private final int width;
    private final int channels;

    Example(int height, int width, int channels) {
      this.height = height;
      this.width = width;
      this.channels = channels;
    }

    FeatureShape image() {
      return new FeatureShape(height, width, channels);
    }

    abstract ModelSettings settings();

    boolean isOfBits() {
      return settings().likelihood() instanceof BernoulliLikelihood;
    }
  }

  @ParameterizedTest
  @EnumSource(Example.class)
  void whatIsPackedComesBack(Example example) {
    Map<String, float[]> parameters = parameters(example);
    for (int count : new int[] {1, 2, 23}) {
      byte[] images = images(example, count);
      BitsBack.Packed packed = codec(example, parameters).pack(images, done -> {});
      RdvFile file = RdvFile.read(packed.file().toBytes(), "a.rdv");
      assertThat(codec(example, parameters).unpack(file, "a.rdv", done -> {})).isEqualTo(images);
    }
  }

  @Test
  void whiteOf255ComesBackAsSuch() {
    byte[] images = images(Example.BITS, 3);
    for (int i = 0; i < images.length; i++) {
      images[i] = (byte) (255 * images[i]);
    }
    BitsBack codec = codec(Example.BITS, parameters(Example.BITS));
    RdvFile file = codec.pack(images, done -> {}).file();
    assertThat(codec.unpack(file, "a.rdv", done -> {})).isEqualTo(images);
  }

  /** The file is the cost, the initial bits' waste, and a frame. */
  @ParameterizedTest
  @EnumSource(Example.class)
  void theFileIsHardlyLargerThanTheNegativeElbo(Example example) {
    byte[] images = images(example, 60);
    BitsBack.Packed packed = codec(example, parameters(example)).pack(images, done -> {});
    double bits = 8.0 * packed.file().toBytes().length;
    double promised = packed.cost().negativeElboBits() + packed.initialBits();
    assertThat(bits).isBetween(promised - 40, promised * 1.002 + 8 * 64);
  }

  /** At random draws on both sides, so the averages agree as far as averages do. */
  @ParameterizedTest
  @EnumSource(Example.class)
  void theCostIsThatOfTheFloatModel(Example example) {
    Map<String, float[]> parameters = gentle(parameters(example));
    int count = 400;
    byte[] images = images(example, count);
    BitsBack.Packed packed = codec(example, parameters).pack(images, done -> {});
    double[] expected = floatCost(example, parameters, images, count);
    double natsPerBit = Math.log(2) / count;
    assertThat(packed.cost().distortionBits() * natsPerBit)
        .isCloseTo(expected[0] / count, withinPercentage(1));
    double rate = expected[1] / count;
    // A single draw of a latent variable tells its rate to about 0.7 nats.
    int latents = new Architecture(example.settings(), example.image()).latents();
    double noise = 0.7 * Math.sqrt((double) latents / count);
    assertThat(packed.cost().rateBits() * natsPerBit)
        .isCloseTo(rate, within(0.02 * rate + 4 * noise));
  }

  /**
   * Without values that are next to impossible, whose cost no finite slots can tell, and with
   * posteriors that are no wider than the prior, as trained ones are.
   */
  private static Map<String, float[]> gentle(Map<String, float[]> parameters) {
    parameters.forEach(
        (name, values) -> {
          boolean ofHead = name.startsWith("likelihood.") || name.matches(".*(mean|stddev)\\..*");
          for (int i = 0; ofHead && i < values.length; i++) {
            values[i] *= 0.2f;
            values[i] -= name.endsWith("posterior.log-stddev.bias") ? 1 : 0;
          }
        });
    return parameters;
  }

  private double[] floatCost(
      Example example, Map<String, float[]> parameters, byte[] images, int count) {
    Architecture architecture = new Architecture(example.settings(), example.image());
    float[] flat = new float[architecture.layout().size()];
    for (ParameterSpec spec : architecture.layout().parameters()) {
      float[] values = parameters.get(spec.name());
      System.arraycopy(values, 0, flat, architecture.layout().offset(spec.name()), values.length);
    }
    float[] rows = new float[images.length];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = example.isOfBits() ? images[i] : (images[i] & 0xFF) / 255f;
    }
    double distortion = 0;
    double rate = 0;
    try (VaeSession session = new Vae(architecture, flat).open(Device.cpu(1), count)) {
      float[] moments = new float[count * architecture.latents()];
      session.encode(rows, count, moments, moments.clone());
      int[] imageOf = new int[count];
      Arrays.setAll(imageOf, i -> i);
      float[] noise = new float[count * architecture.latents()];
      double[] ratios = new double[count];
      double[] distortions = new double[count];
      for (int draw = 0; draw < 4; draw++) {
        RandomStream stream = new RandomStream(draw, RandomStream.Purpose.SAMPLING);
        for (int i = 0; i < count; i++) {
          architecture.drawNoise(stream, noise, i * architecture.latents());
        }
        session.propose(imageOf, noise, count, moments, ratios);
        session.distortion(moments, rows, count, distortions);
        distortion += Arrays.stream(distortions).sum() / 4;
        rate -= Arrays.stream(ratios).sum() / 4;
      }
    }
    return new double[] {distortion, rate};
  }

  /** Names that a checkpoint has, and all of them. */
  @ParameterizedTest
  @EnumSource(Example.class)
  void itReadsEveryParameterOfTheArchitecture(Example example) {
    Map<String, float[]> parameters = parameters(example);
    Set<String> read = new HashSet<>();
    BitsBack codec =
        new BitsBack(
            example.settings(),
            example.image(),
            HASH,
            name -> {
              read.add(name);
              return parameters.get(name);
            });
    assertThat(codec.isOfBits()).isEqualTo(example.isOfBits());
    assertThat(read).isEqualTo(parameters.keySet());
  }

  @Test
  void anotherModelIsRefused() {
    Map<String, float[]> parameters = parameters(Example.BITS);
    RdvFile file = codec(Example.BITS, parameters).pack(images(Example.BITS, 2), done -> {}).file();
    BitsBack other =
        new BitsBack(
            Example.BITS.settings(),
            Example.BITS.image(),
            "f" + HASH.substring(1),
            parameters::get);
    assertThatThrownBy(() -> other.unpack(file, "a.rdv", done -> {}))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("a.rdv: made with another model");
  }

  @Test
  void aPhotographIsRefused() {
    RdvHeader header = new RdvHeader(HASH, 9, 7, 1, new RdvKind.Lossy(3000), 0);
    RdvFile photograph = new RdvFile(header, List.of(new RdvChunk(RdvChunk.DATA, new byte[] {1})));
    assertThatThrownBy(
            () -> codec(Example.BITS, parameters(Example.BITS)).unpack(photograph, "p", done -> {}))
        .isInstanceOf(Failure.class)
        .hasMessage(
            "p: expected a set of images as rdvae pack writes it, found a compressed photograph;"
                + " rdvae decompress reads it");
  }

  /** Whatever the data are, with checksums that agree: refused, and never another exception. */
  @Test
  void damageBehindRightChecksumsIsRefused() {
    BitsBack codec = codec(Example.BITS, parameters(Example.BITS));
    RdvFile file = codec.pack(images(Example.BITS, 5), done -> {}).file();
    byte[] data = file.data(RdvChunk.DATA).get(0);
    for (int i = 0; i < 500; i++) {
      byte[] damaged = data.clone();
      damaged[random.nextInt(data.length)] ^= (byte) (1 << random.nextInt(8));
      if (i % 5 == 0) {
        damaged = Arrays.copyOf(damaged, random.nextInt(data.length));
      }
      RdvFile bad = new RdvFile(file.header(), List.of(new RdvChunk(RdvChunk.DATA, damaged)));
      assertThatThrownBy(() -> codec.unpack(bad, "a.rdv", done -> {}))
          .isInstanceOf(Failure.class)
          .hasMessageContaining("a.rdv: damaged: ");
    }
  }

  @Test
  void aSetOfManyImagesThatAreNotThereIsRefused() {
    BitsBack codec = codec(Example.BITS, parameters(Example.BITS));
    RdvFile file = codec.pack(images(Example.BITS, 5), done -> {}).file();
    RdvHeader claims = new RdvHeader(HASH, 9, 7, 1, new RdvKind.Lossless(30_000_000), 0);
    assertThatThrownBy(() -> codec.unpack(new RdvFile(claims, file.chunks()), "a.rdv", done -> {}))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("a.rdv: damaged: ");
  }

  @Test
  void otherPriorsAndClassesAreRefusedWithTheNearestThatCan() {
    ModelSettings bits = Example.BITS.settings();
    ModelSettings mixture =
        new ModelSettings(
            bits.latent(),
            bits.encoder(),
            bits.decoder(),
            bits.likelihood(),
            new DiagonalGaussianPosterior(),
            new GaussianMixturePrior(3));
    assertThatThrownBy(() -> new BitsBack(mixture, Example.BITS.image(), HASH, name -> null))
        .isInstanceOf(Failure.class)
        .hasMessage(
            "model.prior: expected standard-normal, the only one that can be packed with, found"
                + " gaussian-mixture");
    ModelSettings classes =
        new ModelSettings(
            bits.latent(),
            bits.encoder(),
            bits.decoder(),
            bits.likelihood(),
            new DiagonalGaussianPosterior(),
            new StandardNormalPrior(),
            10);
    assertThatThrownBy(() -> new BitsBack(classes, Example.BITS.image(), HASH, name -> null))
        .isInstanceOf(Failure.class)
        .hasMessage(
            "model.classes: expected 0, because images are packed without labels, found 10");
  }

  private static BitsBack codec(Example example, Map<String, float[]> parameters) {
    return new BitsBack(example.settings(), example.image(), HASH, parameters::get);
  }

  private Map<String, float[]> parameters(Example example) {
    Architecture architecture = new Architecture(example.settings(), example.image());
    return DrawnParameters.of(architecture.layout().parameters(), random);
  }

  private byte[] images(Example example, int count) {
    byte[] images = new byte[count * example.image().size()];
    for (int i = 0; i < images.length; i++) {
      images[i] = (byte) (example.isOfBits() ? random.nextInt(2) : 90 + random.nextInt(80));
    }
    return images;
  }

  private static Dense dense(int units, Activation activation, boolean gated) {
    return new Dense(units, activation, gated, WeightInit.AUTO);
  }

  private static LayerSpec convolution(int channels, int stride) {
    return new Convolution(channels, 3, stride, Optional.empty(), Activation.RELU, WeightInit.AUTO);
  }

  private static LayerSpec transposed(int channels) {
    return new TransposedConvolution(
        channels, 4, 2, Optional.empty(), 0, Activation.RELU, WeightInit.AUTO);
  }
}
