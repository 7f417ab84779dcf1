package org.rdvae.distribution;

import java.util.List;
import org.rdvae.base.Setting;
import org.rdvae.tensor.Kernels;
import org.rdvae.tensor.Tensor;

/**
 * What the decoder's outputs mean: the distribution p(x|z) of the values of an image, each
 * independent of the others given z. The values of images run from 0 to 1; those of tables are
 * bits, or standardised numbers without bounds, which only {@link Gaussian} knows.
 *
 * <p>A decoder has one output per value for each of {@link #heads}, all of shape [batch, values],
 * unbounded and near 0 when training begins; parameters that all values share are learned beside
 * the network.
 */
public sealed interface Likelihood {

  /** Names of the decoder's outputs. */
  List<String> heads();

  /** Names of the learned parameters that all values share, each of shape [1, 1]. */
  default List<String> sharedParameters() {
    return List.of();
  }

  /** Where a shared parameter begins. */
  default double initialOf(String sharedParameter) {
    throw new IllegalArgumentException(this + " has no shared parameter " + sharedParameter);
  }

  /** Whether −log p(x|z) is that of a probability, so that it may be told in bits. */
  boolean isDiscrete();

  /**
   * Whether values must be 0 or 1; otherwise they are v / 255 for whole v from 0 to 255, or the
   * standardised numbers of a table.
   */
  boolean needsBits();

  /**
   * This likelihood on fixed tensors.
   *
   * @param heads as in {@link #heads}
   * @param headGradients where the gradients by the heads go; {@code null}, and so {@code
   *     sharedGradients} and {@code x}, without a backward pass
   * @param shared as in {@link #sharedParameters}
   * @param sharedGradients where the gradients by the shared parameters go
   * @param x the images, shape [batch, values]
   */
  PlannedLikelihood plan(
      Kernels kernels,
      List<Tensor> heads,
      List<Tensor> headGradients,
      List<Tensor> shared,
      List<Tensor> sharedGradients,
      Tensor x);

  /** Bits, given by logits: for images of two tones. */
  record Bernoulli() implements Likelihood {
    @Override
    public List<String> heads() {
      return List.of("logits");
    }

    @Override
    public boolean isDiscrete() {
      return true;
    }

    @Override
    public boolean needsBits() {
      return true;
    }

    @Override
    public PlannedLikelihood plan(
        Kernels kernels,
        List<Tensor> heads,
        List<Tensor> headGradients,
        List<Tensor> shared,
        List<Tensor> sharedGradients,
        Tensor x) {
      Tensor gradient = headGradients == null ? null : headGradients.get(0);
      return new PlannedBernoulli(kernels, heads.get(0), x, gradient);
    }
  }

  /**
   * Normal numbers with one learned standard deviation. The head is the mean's distance from the
   * middle grey ½. Its −log p(x|z) is that of a density: nats, and never bits.
   */
  record Gaussian(
      @Setting(
              value =
                  "Standard deviation of every value at the start, learned from there; values run"
                      + " from 0 to 1, those of tables have mean 0 and standard deviation 1.",
              initial = "0.1",
              min = 0,
              above = true)
          double initialStddev)
      implements Likelihood {
    private static final String LOG_STDDEV = "log-stddev";

    @Override
    public List<String> heads() {
      return List.of("mean");
    }

    @Override
    public List<String> sharedParameters() {
      return List.of(LOG_STDDEV);
    }

    @Override
    public double initialOf(String sharedParameter) {
      return LOG_STDDEV.equals(sharedParameter)
          ? Math.log(initialStddev)
          : Likelihood.super.initialOf(sharedParameter);
    }

    @Override
    public boolean isDiscrete() {
      return false;
    }

    @Override
    public boolean needsBits() {
      return false;
    }

    @Override
    public PlannedLikelihood plan(
        Kernels kernels,
        List<Tensor> heads,
        List<Tensor> headGradients,
        List<Tensor> shared,
        List<Tensor> sharedGradients,
        Tensor x) {
      return headGradients == null
          ? new PlannedGaussian(kernels, heads.get(0), shared.get(0), null, null, null)
          : new PlannedGaussian(
              kernels,
              heads.get(0),
              shared.get(0),
              x,
              headGradients.get(0),
              sharedGradients.get(0));
    }
  }

  /**
   * The 256 levels of 8-bit images, each value with a logistic distribution of its own mean and
   * scale that is cut into bins. The first head is the mean's distance from the middle grey ½, the
   * second the log scale's from −2: there the standard deviation is 0.25, about that of all values
   * of photographs. The smallest scale keeps a lucky guess from steering the training by itself.
   */
  record DiscretizedLogistic(
      @Setting(
              value =
                  "Smallest log of a scale, values running from 0 to 1; with -7 a level between"
                      + " black and white has at most 79 percent.",
              initial = "-7",
              min = -10,
              max = 0)
          double minLogScale)
      implements Likelihood {
    @Override
    public List<String> heads() {
      return List.of("mean", "log-scale");
    }

    @Override
    public boolean isDiscrete() {
      return true;
    }

    @Override
    public boolean needsBits() {
      return false;
    }

    @Override
    public PlannedLikelihood plan(
        Kernels kernels,
        List<Tensor> heads,
        List<Tensor> headGradients,
        List<Tensor> shared,
        List<Tensor> sharedGradients,
        Tensor x) {
      return new PlannedDiscretizedLogistic(kernels, minLogScale, heads, headGradients, x);
    }
  }
}
