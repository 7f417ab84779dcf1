package org.rdvae.distribution;

import java.util.List;
import org.rdvae.tensor.Kernels;
import org.rdvae.tensor.Operation;
import org.rdvae.tensor.Tensor;

/**
 * Plans the operations of a mixture of discretised logistics for P pixels of C channels with K
 * components; the formulas in double stand in {@link LogisticMixture}. With responsibilities ρ =
 * softmax(w + Σ_c log P_c) and the slopes of one logistic by {@link LogisticBins}, the gradient is
 *
 * <pre>
 * by the weights        softmax(w) − ρ
 * by means, log scales  ρ times the slope
 * by coefficients       Σ over the pair's later channel of (ρ slope by mean) (x_d − ½) (1 − tanh²)
 * </pre>
 *
 * Everything is elementwise on matrices [P, C K] but the steps between pixels [P, C], components
 * [P, K], channels of components [P, C K] and pairs of them [P, pairs K]: those are products with
 * matrices of zeros and ones, which here cost less than any copying of windows.
 */
final class LogisticMixtureGradient {
  private final Kernels kernels;
  private final LikelihoodPlace place;
  private final LikelihoodPlace.Training training;
  private final int components;
  private final int channels;
  private final int pixels;
  private final LogScaleHead scale;
  private final LogisticBins bins;
  private final RowSoftmax softmax;
  private final Tensor x;
  private final Tensor wide;
  private final Tensor mean;
  private final Tensor halfInverse;
  private final Tensor joint;
  private final Tensor columns;
  private final Coupling coupling;

  LogisticMixtureGradient(LikelihoodPlace place, int components, LogScaleHead scale) {
    this.place = place;
    this.components = components;
    this.scale = scale;
    kernels = place.kernels();
    training = place.training();
    channels = place.channels();
    pixels = place.rows() * (place.values() / channels);
    int width = channels * components;
    bins = new LogisticBins(kernels, pixels, width);
    softmax = new RowSoftmax(kernels, pixels);
    x = kernels.view(training.x(), 0, pixels, channels);
    wide = kernels.tensor(pixels, width);
    mean = kernels.tensor(pixels, width);
    halfInverse = kernels.tensor(pixels, width);
    joint = kernels.tensor(pixels, components);
    // Sums over the channels of each component, from [P, C K] to [P, K].
    columns = spread(channels, 1, (c, one) -> true);
    coupling = channels > 1 ? new Coupling() : null;
  }

  /** By [P, numbers of one pixel]. */
  private Tensor head(int index) {
    return byPixels(place.head(index));
  }

  private Tensor gradientOf(int index) {
    return byPixels(training.headGradients().get(index));
  }

  private Tensor byPixels(Tensor tensor) {
    return kernels.view(tensor, 0, pixels, Math.toIntExact(tensor.size() / pixels));
  }

  /** Whether a block of rows goes to a block of columns. */
  private interface Link {
    boolean joins(int from, int to);
  }

  /** A matrix of zeros and of unit matrices [K, K] where the blocks are joined. */
  private Tensor spread(int from, int to, Link link) {
    Tensor matrix = kernels.tensor(from * components, to * components);
    for (int i = 0; i < from; i++) {
      for (int j = 0; j < to; j++) {
        for (int k = 0; k < components && link.joins(i, j); k++) {
          matrix.set((i * components + k) * to * components + j * components + k, 1);
        }
      }
    }
    return matrix;
  }

  /** A matrix of zeros and of rows of K ones where a channel goes to a block of columns. */
  private Tensor widen(int to, Link link) {
    Tensor matrix = kernels.tensor(channels, to * components);
    for (int i = 0; i < channels; i++) {
      for (int j = 0; j < to; j++) {
        for (int k = 0; k < components && link.joins(i, j); k++) {
          matrix.set((i * to + j) * components + k, 1);
        }
      }
    }
    return matrix;
  }

  List<Operation> gradient() {
    Tensor byWeights = gradientOf(0);
    Tensor byMean = gradientOf(1);
    Tensor byLogScale = gradientOf(2);
    return Operations.all(
        joint(),
        softmax.softmax(joint, joint),
        softmax.softmax(head(0), byWeights),
        List.of(kernels.subtract(byWeights, joint, byWeights)),
        bins.slopes(halfInverse, byMean, byLogScale),
        List.of(
            kernels.multiplyMatrices(joint, false, columns, true, wide),
            kernels.multiply(byMean, wide, byMean),
            kernels.multiply(byLogScale, wide, byLogScale),
            scale.isFree(kernels, head(2), wide),
            kernels.multiply(byLogScale, wide, byLogScale)),
        coupling == null ? List.of() : coupling.backward(byMean),
        training.headGradients().stream()
            .map(gradient -> training.weigh(kernels, gradient))
            .toList());
  }

  List<Operation> distortions() {
    Tensor ofPixels = kernels.tensor(pixels, 1);
    Tensor ofWeights = kernels.tensor(pixels, 1);
    return Operations.all(
        joint(),
        softmax.logSumExp(head(0), gradientOf(0), ofWeights),
        softmax.logSumExp(joint, joint, ofPixels),
        List.of(
            kernels.subtract(ofWeights, ofPixels, ofPixels),
            kernels.sumColumns(
                kernels.view(ofPixels, 0, place.rows(), pixels / place.rows()),
                training.rowDistortions())));
  }

  /** joint = w + Σ_c log P_c, and what the slopes need. */
  private List<Operation> joint() {
    Tensor toWide = widen(channels, (from, to) -> from == to);
    return Operations.all(
        List.of(kernels.shift(head(1), kernels.scalar(PlannedLikelihood.MIDDLE_GREY), mean)),
        coupling == null ? List.of() : coupling.forward(),
        scale.inverse(kernels, head(2), 0.5, halfInverse),
        List.of(kernels.multiplyMatrices(x, false, toWide, false, wide)),
        bins.ends(wide, mean, halfInverse),
        bins.cost(wide),
        List.of(
            kernels.multiplyMatrices(wide, false, columns, false, joint),
            kernels.subtract(head(0), joint, joint)));
  }

  /** How the means of later channels follow earlier ones. */
  private final class Coupling {
    private final int pairs = LogisticMixture.pairs(channels);
    private final Tensor coefficients = kernels.tensor(pixels, pairs * components);
    private final Tensor before = kernels.tensor(pixels, pairs * components);
    private final Tensor scratch = kernels.tensor(pixels, pairs * components);
    private final Tensor centred = kernels.tensor(pixels, channels);
    private final Tensor toPairs = widen(pairs, (channel, pair) -> channel == earlier(pair));
    private final Tensor toLater = spread(pairs, channels, (pair, c) -> c == later(pair));

    List<Operation> forward() {
      return List.of(
          kernels.shift(x, kernels.scalar(-PlannedLikelihood.MIDDLE_GREY), centred),
          kernels.multiplyMatrices(centred, false, toPairs, false, before),
          kernels.tanh(head(3), coefficients),
          kernels.multiply(coefficients, before, scratch),
          kernels.multiplyMatrices(scratch, false, toLater, false, wide),
          kernels.add(mean, wide, mean));
    }

    List<Operation> backward(Tensor byMean) {
      Tensor out = gradientOf(3);
      return List.of(
          kernels.multiplyMatrices(byMean, false, toLater, true, out),
          kernels.multiply(out, before, out),
          kernels.square(coefficients, coefficients),
          kernels.multiply(coefficients, out, scratch),
          kernels.subtract(out, scratch, out));
    }

    private int later(int pair) {
      int channel = 1;
      while (LogisticMixture.pairs(channel + 1) <= pair) {
        channel++;
      }
      return channel;
    }

    private int earlier(int pair) {
      return pair - LogisticMixture.pairs(later(pair));
    }
  }
}
