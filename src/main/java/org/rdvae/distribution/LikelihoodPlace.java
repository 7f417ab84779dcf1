package org.rdvae.distribution;

import java.util.List;
import org.rdvae.tensor.Kernels;
import org.rdvae.tensor.Operation;
import org.rdvae.tensor.Tensor;

/**
 * Where a likelihood is planned: what it reads and where its results go. A row of each tensor is
 * one image, or one of several samples of z for the same image.
 *
 * @param values of an image
 * @param channels of the images: the values of one pixel follow one another
 * @param heads as in {@link Likelihood#heads}, each of shape [rows, numbers of the head]
 * @param shared as in {@link Likelihood#sharedParameters}
 * @param training {@code null} without a backward pass
 */
public record LikelihoodPlace(
    Kernels kernels,
    int values,
    int channels,
    List<Tensor> heads,
    List<Tensor> shared,
    Training training) {

  /**
   * What a training step adds.
   *
   * @param headGradients where the gradients by the heads go
   * @param sharedGradients where the gradients by the shared parameters go
   * @param x what was observed, shape [rows, values]
   * @param rowWeights what the distortion of each row weighs in the loss, shape [rows, 1]; {@code
   *     null} means 1 / rows for all, which costs one operation less
   * @param rowDistortions where {@link PlannedLikelihood#distortions} goes, shape [rows, 1]; {@code
   *     null} if nobody asks for them
   */
  public record Training(
      List<Tensor> headGradients,
      List<Tensor> sharedGradients,
      Tensor x,
      Tensor rowWeights,
      Tensor rowDistortions) {

    /** Multiplies each row of a gradient by what its distortion weighs in the loss. */
    public Operation weigh(Kernels kernels, Tensor gradient) {
      return rowWeights == null
          ? kernels.scale(gradient, kernels.scalar(1.0 / gradient.rows()), gradient)
          : kernels.multiplyColumn(gradient, rowWeights, gradient);
    }
  }

  /** One of the heads. */
  public Tensor head(int index) {
    return heads.get(index);
  }

  /** Rows of every head. */
  public int rows() {
    return heads.get(0).rows();
  }
}
