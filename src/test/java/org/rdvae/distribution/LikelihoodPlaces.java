package org.rdvae.distribution;

import java.util.List;
import org.rdvae.tensor.Kernels;
import org.rdvae.tensor.Tensor;

/** Places to plan likelihoods at, for images of one channel. */
final class LikelihoodPlaces {
  private LikelihoodPlaces() {}

  static LikelihoodPlace inference(Kernels kernels, List<Tensor> heads, List<Tensor> shared) {
    return new LikelihoodPlace(kernels, heads.get(0).columns(), 1, heads, shared, null);
  }

  /** All rows weigh the same. */
  static LikelihoodPlace training(
      Kernels kernels,
      List<Tensor> heads,
      List<Tensor> headGradients,
      List<Tensor> shared,
      List<Tensor> sharedGradients,
      Tensor x) {
    return new LikelihoodPlace(
        kernels,
        x.columns(),
        1,
        heads,
        shared,
        new LikelihoodPlace.Training(headGradients, sharedGradients, x, null, null));
  }
}
