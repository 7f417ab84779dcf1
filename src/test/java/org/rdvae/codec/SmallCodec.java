package org.rdvae.codec;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.rdvae.network.Activation;
import org.rdvae.network.Convolution;
import org.rdvae.network.DivisiveNormalization;
import org.rdvae.network.Initializer;
import org.rdvae.network.LayerSpec;
import org.rdvae.network.ParameterLayout;
import org.rdvae.network.ParameterSpec;
import org.rdvae.network.Residual;
import org.rdvae.network.TransposedConvolution;
import org.rdvae.network.WeightInit;
import org.rdvae.random.RandomStream;
import org.rdvae.tensor.Device;
import org.rdvae.tensor.TestDevice;

/** An untrained codec with layers of all kinds, for pictures whose sides are multiples of 8. */
final class SmallCodec {
  static final String HASH = "0123456789abcdef";
  static final int STEP = 8;

  private SmallCodec() {}

  static CodecSettings settings() {
    return new CodecSettings(
        List.of(down(6, 5, 2), new DivisiveNormalization(false), residual(6), down(4, 3, 2)),
        List.of(up(6, 3, 2), residual(6), new DivisiveNormalization(true), up(3, 5, 2)),
        List.of(down(3, 3, 2)),
        List.of(up(5, 3, 2), down(8, 3, 1)),
        0.0018,
        0.18,
        0.5);
  }

  private static LayerSpec residual(int channels) {
    return new Residual(List.of(down(channels, 3, 1)));
  }

  private static LayerSpec down(int channels, int kernel, int stride) {
    return new Convolution(
        channels, kernel, stride, Optional.empty(), Activation.IDENTITY, WeightInit.AUTO);
  }

  private static LayerSpec up(int channels, int kernel, int stride) {
    return new TransposedConvolution(
        channels,
        kernel,
        stride,
        Optional.empty(),
        stride - 1,
        Activation.IDENTITY,
        WeightInit.AUTO);
  }

  static CodecArchitecture architecture() {
    return new CodecArchitecture(settings(), STEP, STEP);
  }

  /** Starting values, with latents large enough to be coded and scales that fit them. */
  static float[] parameters(CodecArchitecture architecture) {
    float[] values = Initializer.initialValues(architecture.layout(), 3);
    int gains = architecture.layout().offset(CodecArchitecture.ENCODER_GAINS);
    for (int i = 0; i < 8 * architecture.latents().channels(); i++) {
      values[gains + i] += 2.5f;
    }
    int weights = architecture.layout().offset("hyper-synthesis.1.weight");
    for (int i = 0; i < 3 * 3 * 5 * 8; i++) {
      values[weights + i] *= 0.05f;
    }
    int scales = architecture.latents().channels();
    int bias = architecture.layout().offset("hyper-synthesis.1.bias");
    Arrays.fill(values, bias + scales, bias + 2 * scales, 2.5f);
    int prior = architecture.layout().offset(CodecArchitecture.PRIOR_LOG_SCALE);
    Arrays.fill(values, prior, prior + architecture.hyperLatents().channels(), 2.5f);
    return values;
  }

  static Map<String, float[]> named(ParameterLayout layout, float[] flat) {
    Map<String, float[]> named = new HashMap<>();
    for (ParameterSpec spec : layout.parameters()) {
      float[] values = new float[(int) spec.size()];
      System.arraycopy(flat, layout.offset(spec.name()), values, 0, values.length);
      named.put(spec.name(), values);
    }
    return named;
  }

  static LossyCodec codec() {
    return codec(HASH, LossyCodec.TILE);
  }

  static LossyCodec codec(String hash, int tile) {
    return codec(TestDevice.CPU, hash, tile, 32);
  }

  static LossyCodec codec(Device device, String hash, int tile, int segment) {
    CodecArchitecture architecture = architecture();
    float[] flat = parameters(architecture);
    Map<String, float[]> named = named(architecture.layout(), flat);
    return new LossyCodec(device, architecture, flat, named, hash, tile, segment);
  }

  /** Smooth patterns with some noise. */
  static Photo photo(int width, int height, int channels) {
    RandomStream stream = new RandomStream(7, RandomStream.Purpose.TEST);
    byte[] pixels = new byte[width * height * channels];
    for (int i = 0; i < pixels.length; i++) {
      int x = i / channels % width;
      int y = i / channels / width;
      double wave = Math.sin(0.21 * x + i % channels) * Math.cos(0.13 * y) * 90;
      pixels[i] =
          (byte) Math.min(Math.max((int) (128 + wave + 20 * stream.nextGaussian()), 0), 255);
    }
    return new Photo(width, height, channels, pixels, Optional.empty());
  }
}
