package org.rdvae.distribution;

import java.util.List;
import org.rdvae.network.ParameterSpec;
import org.rdvae.tensor.Tensor;

/**
 * A posterior whose z is an independent normal sample led through a flow that is the same for all
 * images but for a context vector from the encoder. The rate has no closed form, and of the
 * gradients there is the whole one through z: the others need log q at a z of which the noise is
 * not known, that is the flow's inverse, which an autoregressive flow has one variable at a time.
 *
 * <p>Rezende and Mohamed, Variational Inference with Normalizing Flows, ICML 2015,
 * arXiv:1505.05770.
 */
sealed interface FlowPosterior extends Posterior
    permits CouplingPosterior, InverseAutoregressivePosterior {

  /** Numbers that the encoder gives to the flow. */
  int context();

  /** The flow's own. */
  @Override
  List<ParameterSpec> parameters(String name, int latents);

  PlannedFlow planFlow(PlannedFlow.Place place);

  @Override
  default List<PosteriorHead> heads(int latents) {
    return List.of(
        new PosteriorHead("mean", latents),
        new PosteriorHead("log-stddev", latents),
        new PosteriorHead("context", context()));
  }

  /** A single variable has no other to depend on. */
  @Override
  default int fewestLatents() {
    return 2;
  }

  @Override
  default boolean hasClosedFormRate(Prior prior) {
    return false;
  }

  @Override
  default boolean supports(RateGradient gradient) {
    return gradient == RateGradient.TOTAL;
  }

  @Override
  default ClosedFormPosterior planClosedForm(PosteriorPlace place, Prior prior) {
    throw new IllegalArgumentException("the rate of a flow has no closed form");
  }

  @Override
  default SampledPosterior planSampled(PosteriorPlace place) {
    return new PlannedFlowPosterior(place, this);
  }

  /** Those of the normal numbers that the flow begins with. */
  @Override
  default void moments(List<Tensor> heads, int count, float[] mean, float[] logStddev, int at) {
    int size = count * heads.get(0).columns();
    heads.get(0).read(0, mean, at, size);
    heads.get(1).read(0, logStddev, at, size);
  }
}
