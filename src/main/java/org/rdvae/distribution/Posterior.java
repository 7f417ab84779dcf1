package org.rdvae.distribution;

import java.util.List;
import org.rdvae.network.ParameterSpec;
import org.rdvae.random.RandomStream;
import org.rdvae.tensor.Tensor;

/**
 * The family of the approximate posteriors q(z|x): what the encoder must give, how z is drawn from
 * noise, and which gradients there are. The settings of a posterior are its record.
 */
public sealed interface Posterior
    permits DiagonalGaussianPosterior,
        ErlangPosterior,
        ExponentialPosterior,
        FlowPosterior,
        FullGaussianPosterior,
        GammaPosterior,
        StudentTPosterior {

  /** What the encoder gives for each image. */
  List<PosteriorHead> heads(int latents);

  /**
   * Learned parameters beside the encoder, as those of a flow.
   *
   * @param name with which theirs begin
   */
  default List<ParameterSpec> parameters(String name, int latents) {
    return List.of();
  }

  /**
   * Draws the noise of a sample, a number for each latent variable, to the places from {@code from}
   * on: standard normal numbers, where a posterior does not say otherwise.
   */
  default void drawNoise(RandomStream stream, int latents, float[] noise, int from) {
    for (int i = from; i < from + latents; i++) {
      noise[i] = (float) stream.nextGaussian();
    }
  }

  /** Whether every z is positive. */
  default boolean isPositive() {
    return false;
  }

  /** The smallest number of latent variables for which this family says anything of its own. */
  default int fewestLatents() {
    return 1;
  }

  /** The largest number of latent variables that this family admits. */
  default int mostLatents() {
    return Integer.MAX_VALUE;
  }

  /** Whether {@link #planClosedForm} knows the rate against this prior. */
  boolean hasClosedFormRate(Prior prior);

  /**
   * Whether {@link #planSampled} can lead this gradient back, of those that take log q at a sample.
   */
  boolean supports(RateGradient gradient);

  /** With the rate against this prior in closed form; only where {@link #hasClosedFormRate}. */
  ClosedFormPosterior planClosedForm(PosteriorPlace place, Prior prior);

  /** With log q at the sample. */
  SampledPosterior planSampled(PosteriorPlace place);

  /**
   * Mean and log standard deviation of every latent variable, or where a posterior has none the
   * nearest that it has, of the first {@code count} images.
   *
   * @param heads shapes [rows, units]
   * @param at where to begin to write
   */
  void moments(List<Tensor> heads, int count, float[] mean, float[] logStddev, int at);
}
