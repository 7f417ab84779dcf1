package org.rdvae.model;

import java.util.ArrayList;
import java.util.List;
import org.rdvae.tensor.Kernels;
import org.rdvae.tensor.Operation;
import org.rdvae.tensor.Tensor;

/**
 * The posterior's heads of B images as rows of samples: for K samples an image, row k B + i repeats
 * the head of image i, and the gradient of a head is the sum over its repetitions. For one sample
 * these are the heads themselves.
 */
final class SampleRows {
  private final List<Tensor> heads = new ArrayList<>();
  private final List<Tensor> gradients = new ArrayList<>();
  private final List<Operation> forward = new ArrayList<>();
  private final List<Operation> backward = new ArrayList<>();
  private final Operation[] repeat;
  private final Operation[] sum;

  /**
   * @param ofImages shape [images, units] each
   * @param gradientsOfImages where the sums go
   */
  SampleRows(Kernels kernels, List<Tensor> ofImages, List<Tensor> gradientsOfImages, int samples) {
    for (int i = 0; i < ofImages.size(); i++) {
      Tensor head = ofImages.get(i);
      Tensor gradient = gradientsOfImages.get(i);
      heads.add(samples == 1 ? head : repeated(kernels, head, samples));
      gradients.add(samples == 1 ? gradient : summed(kernels, gradient, samples));
    }
    repeat = forward.toArray(Operation[]::new);
    sum = backward.toArray(Operation[]::new);
  }

  private Tensor repeated(Kernels kernels, Tensor head, int samples) {
    Tensor rows = kernels.tensor(samples * head.rows(), head.columns());
    forward.addAll(repeat(kernels, head, rows));
    return rows;
  }

  private Tensor summed(Kernels kernels, Tensor gradient, int samples) {
    Tensor rows = kernels.tensor(samples * gradient.rows(), gradient.columns());
    int size = Math.toIntExact(gradient.size());
    backward.add(
        kernels.sumRows(kernels.view(rows, 0, samples, size), kernels.view(gradient, 0, 1, size)));
    return rows;
  }

  /** Copies a matrix to as many rows as there are, one copy below the other. */
  static List<Operation> repeat(Kernels kernels, Tensor once, Tensor rows) {
    List<Operation> copies = new ArrayList<>();
    for (long from = 0; from < rows.size(); from += once.size()) {
      copies.add(kernels.copy(once, kernels.view(rows, from, once.rows(), once.columns())));
    }
    return copies;
  }

  void repeat() {
    Operation.runAll(repeat);
  }

  void sumGradients() {
    Operation.runAll(sum);
  }

  /** Each of shape [samples images, units]. */
  List<Tensor> heads() {
    return heads;
  }

  /** Where the gradients by {@link #heads} go. */
  List<Tensor> gradients() {
    return gradients;
  }
}
