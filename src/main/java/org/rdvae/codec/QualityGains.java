package org.rdvae.codec;

import java.util.List;
import org.rdvae.network.FeatureShape;
import org.rdvae.network.ParameterTensors;
import org.rdvae.tensor.Kernels;
import org.rdvae.tensor.Operation;
import org.rdvae.tensor.Tensor;

/**
 * Factors on the channels of latents that make one model serve all qualities: before rounding,
 * large ones keep more. Their logarithms are learned for the qualities 1 to 8 and lie on straight
 * lines between them, so that a quality may be any number in this range. After Cui et al.,
 * Asymmetric Gained Deep Image Compression with Continuous Rate Adaptation, CVPR 2021,
 * arXiv:2003.02012.
 *
 * <pre>
 * forward   L = P W G [examples x places, channels]     y = x e^L
 * backward  dx = dy e^L;  dG = Wᵀ Pᵀ (dy y)
 * </pre>
 *
 * <p>W [examples, 8] has an example's shares of the two nearest qualities, P repeats the rows of
 * examples for their places.
 */
final class QualityGains {
  private final Kernels kernels;
  private final Tensor shares;
  private final Tensor places;
  private final Tensor logGains;
  private final Tensor logGainsGradient;
  private final Tensor ofExamples;
  private final Tensor gains;

  /**
   * @param shares W, see {@link #writeShares}
   * @param places P, see {@link #places}
   * @param name of the parameter
   */
  QualityGains(
      Kernels kernels, ParameterTensors parameters, String name, Tensor shares, Tensor places) {
    this.kernels = kernels;
    this.shares = shares;
    this.places = places;
    logGains = parameters.value(name);
    logGainsGradient = parameters.gradient(name);
    ofExamples = kernels.tensor(shares.rows(), logGains.columns());
    gains = kernels.tensor(places.rows(), logGains.columns());
  }

  /** P for maps of the given shape. */
  static Tensor places(Kernels kernels, int examples, FeatureShape shape) {
    Tensor matrix = kernels.tensor(Math.multiplyExact(examples, shape.places()), examples);
    for (int row = 0; row < matrix.rows(); row++) {
      matrix.set(row * examples + row / shape.places(), 1);
    }
    return matrix;
  }

  /** Writes W's row of an example. */
  static void writeShares(double quality, float[] shares, int example) {
    int from = example * CodecSettings.QUALITIES;
    int below = Math.min((int) quality, CodecSettings.QUALITIES - 1);
    for (int i = 0; i < CodecSettings.QUALITIES; i++) {
      shares[from + i] = 0;
    }
    shares[from + below - 1] = (float) (below + 1 - quality);
    shares[from + below] = (float) (quality - below);
  }

  /** The logarithms at a quality, from those of all eight. */
  static float[] logGains(float[] ofQualities, double quality) {
    int channels = ofQualities.length / CodecSettings.QUALITIES;
    float[] shares = new float[CodecSettings.QUALITIES];
    writeShares(quality, shares, 0);
    float[] result = new float[channels];
    for (int q = 0; q < shares.length; q++) {
      for (int c = 0; c < channels; c++) {
        result[c] += shares[q] * ofQualities[q * channels + c];
      }
    }
    return result;
  }

  List<Operation> forward(Tensor x, Tensor y) {
    return List.of(
        kernels.multiplyMatrices(shares, false, logGains, false, ofExamples),
        kernels.multiplyMatrices(places, false, ofExamples, false, gains),
        kernels.exp(gains, gains),
        kernels.multiply(x, gains, y));
  }

  /**
   * @param product written over
   */
  List<Operation> backward(Tensor y, Tensor yGradient, Tensor xGradient, Tensor product) {
    return List.of(
        kernels.multiply(yGradient, y, product),
        kernels.multiplyMatrices(places, true, product, false, ofExamples),
        kernels.multiplyMatrices(shares, true, ofExamples, false, logGainsGradient),
        kernels.multiply(yGradient, gains, xGradient));
  }
}
