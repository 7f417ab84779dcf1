package org.rdvae.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.rdvae.distribution.BernoulliLikelihood;
import org.rdvae.model.Architecture;
import org.rdvae.model.ModelSettings;
import org.rdvae.network.Activation;
import org.rdvae.network.Convolution;
import org.rdvae.network.Dense;
import org.rdvae.network.FeatureShape;
import org.rdvae.network.NetworkSpec;
import org.rdvae.network.Reshape;
import org.rdvae.network.Residual;
import org.rdvae.network.TransposedConvolution;
import org.rdvae.network.WeightInit;

/**
 * Numbers that must come out on every machine and Java version, or files that were made elsewhere
 * could not be read. They were made by this code when version 1 of the format was.
 */
class FixedPointGoldenTest {
  @Test
  void tables() {
    int[] values = new int[6000];
    for (int i = 0; i < 2000; i++) {
      long x = ((i - 1000L) * 0x1234567) >> 4;
      values[i] = (int) (CumulativeTable.NORMAL.mass(x) >> 12);
      values[2000 + i] = (int) (CumulativeTable.LOGISTIC.mass(x) >> 12);
      values[4000 + i] = (int) FixedExponential.exp((i - 1000L) << 12);
    }
    assertThat(Crc.of(values)).isEqualTo(1044960105);
    int[] bins = new int[LatentBins.COUNT];
    for (int bin = 1; bin < bins.length; bin++) {
      bins[bin] = LatentBins.edge(bin) ^ LatentBins.middle(bin);
    }
    assertThat(Crc.of(bins)).isEqualTo(320951731);
    int[] functions = new int[6 * 2000];
    Activation[] curved = {
      Activation.ELU,
      Activation.TANH,
      Activation.SIGMOID,
      Activation.SOFTPLUS,
      Activation.SILU,
      Activation.GELU
    };
    for (int i = 0; i < functions.length; i++) {
      functions[i] = FixedTable.of(curved[i / 2000]).value((i % 2000 - 1000) * 1237);
    }
    assertThat(Crc.of(functions)).isEqualTo(2021687769);
  }

  @Test
  void network() {
    NetworkSpec spec =
        new NetworkSpec(
            "n",
            FeatureShape.flat(20),
            List.of(
                new Dense(48, Activation.SILU, true, WeightInit.AUTO),
                new Reshape(2, 3, 8),
                new Residual(List.of(convolution(8, Activation.LEAKY_RELU))),
                new TransposedConvolution(
                    12, 5, 2, Optional.empty(), 1, Activation.GELU, WeightInit.AUTO),
                convolution(5, Activation.IDENTITY)));
    Map<String, float[]> parameters = DrawnParameters.of(spec.parameters(), new Random(1));
    short[] input = new short[20];
    for (int i = 0; i < input.length; i++) {
      input[i] = (short) (i * 999 - 9000);
    }
    FixedNetwork network = FixedNetwork.of(spec, parameters::get, 1, 14, 16);
    assertThat(Crc.of(network.run(input, 1, 1))).isEqualTo(-475465075);
  }

  @Test
  void packedImages() {
    ModelSettings settings =
        new ModelSettings(
            new ModelSettings.Latent(2),
            List.of(new Dense(9, Activation.TANH, false, WeightInit.AUTO)),
            List.of(new Dense(9, Activation.TANH, false, WeightInit.AUTO)),
            new BernoulliLikelihood());
    FeatureShape image = new FeatureShape(5, 4, 1);
    Map<String, float[]> parameters =
        DrawnParameters.of(new Architecture(settings, image).layout().parameters(), new Random(1));
    BitsBack codec = new BitsBack(settings, image, "0123456789abcdef", parameters::get);
    byte[] images = new byte[3 * 20];
    for (int i = 0; i < images.length; i++) {
      images[i] = (byte) (i * i % 5 < 2 ? 0 : 255);
    }
    String file =
        "8952445601020123456789abcdef04050103b621b13b2424f9580e444154411701ff01c4c1b79b8bd8c333"
            + "a4c3e488d06ce2442c57ce94ea818c2289454e44";
    assertThat(HexFormat.of().formatHex(codec.pack(images, done -> {}).file().toBytes()))
        .isEqualTo(file);
    RdvFile read = RdvFile.read(HexFormat.of().parseHex(file), "golden");
    assertThat(codec.unpack(read, "golden", done -> {})).isEqualTo(images);
  }

  private static Convolution convolution(int channels, Activation activation) {
    return new Convolution(channels, 3, 1, Optional.empty(), activation, WeightInit.AUTO);
  }
}
