package org.rdvae.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.rdvae.network.Activation;
import org.rdvae.network.Convolution;
import org.rdvae.network.DivisiveNormalization;
import org.rdvae.network.LayerSpec;
import org.rdvae.network.TransposedConvolution;
import org.rdvae.network.WeightInit;
import org.rdvae.random.RandomStream;
import org.rdvae.tensor.FiniteDifferences;
import org.rdvae.tensor.Kernels;
import org.rdvae.tensor.Precision;
import org.rdvae.tensor.TestDevice;

/** The loss of the codec and its gradient, on networks small enough for finite differences. */
class PlannedCodecTest {
  private static final int BATCH = 2;
  private static final int SIZE = 8;

  static CodecSettings settings(double balance) {
    return new CodecSettings(
        List.of(down(3, 2), new DivisiveNormalization(false), down(2, 2)),
        List.of(
            up(3, Activation.IDENTITY),
            new DivisiveNormalization(true),
            up(3, Activation.IDENTITY)),
        List.of(down(2, 2)),
        List.of(up(4, Activation.TANH)),
        1e-5,
        1e-4,
        balance);
  }

  private static LayerSpec down(int channels, int stride) {
    return new Convolution(
        channels, 3, stride, Optional.empty(), Activation.IDENTITY, WeightInit.AUTO);
  }

  private static LayerSpec up(int channels, Activation activation) {
    return new TransposedConvolution(
        channels, 3, 2, Optional.empty(), 1, activation, WeightInit.AUTO);
  }

  private static final class Codec implements AutoCloseable {
    final Kernels kernels;
    final PlannedCodec planned;

    Codec(Precision precision, boolean rounds) {
      kernels = TestDevice.CPU.kernels(precision);
      CodecArchitecture architecture = new CodecArchitecture(settings(0.5), SIZE, SIZE);
      planned = new PlannedCodec(kernels, architecture, BATCH, rounds);
      double[] pictures = new double[Math.toIntExact(planned.pictures().size())];
      RandomStream stream = new RandomStream(5, RandomStream.Purpose.TEST);
      for (int i = 0; i < pictures.length; i++) {
        pictures[i] = stream.nextUniform();
      }
      planned.pictures().write(pictures);
      double[] parameters = new double[architecture.layout().size()];
      for (int i = 0; i < parameters.length; i++) {
        parameters[i] = 0.3 * stream.nextGaussian();
      }
      planned.parameters().values().write(parameters);
      planned.draw(stream.at(1, 0));
    }

    double[] parameters() {
      double[] values = new double[Math.toIntExact(planned.parameters().values().size())];
      planned.parameters().values().read(values);
      return values;
    }

    double[] gradient() {
      planned.forward();
      planned.gradient();
      double[] values = new double[Math.toIntExact(planned.parameters().gradients().size())];
      planned.parameters().gradients().read(values);
      return values;
    }

    double lossAt(double[] parameters) {
      planned.parameters().values().write(parameters);
      planned.forward();
      return planned.measure(false).loss();
    }

    @Override
    public void close() {
      kernels.close();
    }
  }

  @Test
  void theGradientEqualsFiniteDifferencesOfTheLoss() {
    try (Codec codec = new Codec(Precision.FLOAT64, false)) {
      double[] parameters = codec.parameters();
      double[] gradient = codec.gradient();
      assertThat(codec.gradient()).as("a second time").isEqualTo(gradient);
      FiniteDifferences.expectEqual(
          "loss by parameters", gradient, FiniteDifferences.gradient(codec::lossAt, parameters));
    }
  }

  @Test
  void whatItMeasuresAsFilesIsWhatFilesTake() {
    CodecArchitecture architecture = SmallCodec.architecture().at(64, 64);
    float[] flat = SmallCodec.parameters(architecture);
    LossyCodec codec = SmallCodec.codec();
    Photo photo = SmallCodec.photo(64, 64, 3);
    try (CodecMeter meter = new CodecMeter(TestDevice.CPU, architecture, 1)) {
      meter.use(flat);
      float[] patch = new float[photo.pixels().length];
      for (int i = 0; i < patch.length; i++) {
        patch[i] = Byte.toUnsignedInt(photo.pixels()[i]) / 255f;
      }
      List<QualityPoint> points = meter.measure(patch, 1);
      for (QualityPoint point : points) {
        byte[] file = codec.compress(photo, point.quality());
        RdvFile read = RdvFile.read(file, "photo.rdv");
        int payload = read.data(RdvChunk.DATA).stream().mapToInt(data -> data.length).sum();
        // Small segments: a message has up to 12 bytes beside its symbols.
        double bits = 8.0 * (payload - 10 * read.data(RdvChunk.DATA).size());
        double estimate = point.bitsPerPixel() * photo.area();
        assertThat(bits)
            .as("quality %s", point.quality())
            .isCloseTo(estimate, within(0.01 * estimate + 64 * 4));
      }
    }
  }

  /** Three patches by one, by two, of which the last group is half full, and in one that is not. */
  @Test
  void allPatchesAreMeasuredHoweverManyAtATime() {
    CodecArchitecture architecture = SmallCodec.architecture().at(16, 16);
    float[] flat = SmallCodec.parameters(architecture);
    RandomStream stream = new RandomStream(6, RandomStream.Purpose.TEST);
    float[] patches = new float[3 * architecture.picture().size()];
    for (int i = 0; i < patches.length; i++) {
      patches[i] = (float) stream.nextUniform() * (1 + i * 3 / patches.length) / 3;
    }
    List<QualityPoint> expected = measured(architecture, flat, 1, patches);
    for (int rows : new int[] {2, 3, 5}) {
      List<QualityPoint> found = measured(architecture, flat, rows, patches);
      for (int i = 0; i < expected.size(); i++) {
        assertThat(found.get(i).bitsPerPixel())
            .as("%d rows, quality %d", rows, i + 1)
            .isCloseTo(expected.get(i).bitsPerPixel(), withinPercentage(0.01));
        assertThat(found.get(i).psnr()).isCloseTo(expected.get(i).psnr(), within(1e-3));
        assertThat(found.get(i).loss()).isCloseTo(expected.get(i).loss(), withinPercentage(0.01));
      }
    }
  }

  private static List<QualityPoint> measured(
      CodecArchitecture architecture, float[] flat, int rows, float[] patches) {
    try (CodecMeter meter = new CodecMeter(TestDevice.CPU, architecture, rows)) {
      meter.use(flat);
      return meter.measure(patches, 3);
    }
  }

  @Test
  void valuesAreRoundedOnTheWayToTheNetworksAndGradientsPassThem() {
    try (Codec codec = new Codec(Precision.FLOAT64, true)) {
      double[] gradient = codec.gradient();
      assertThat(gradient).doesNotContain(Double.NaN);
      double[] moved = codec.parameters();
      double loss = codec.lossAt(moved);
      for (int i = 0; i < moved.length; i++) {
        moved[i] -= 0.02 * Math.signum(gradient[i]) * Math.min(1, Math.abs(gradient[i]));
      }
      assertThat(codec.lossAt(moved)).isLessThan(loss);
    }
  }
}
