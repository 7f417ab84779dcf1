package org.rdvae.evaluation;

import java.util.List;
import java.util.Optional;

/**
 * Likelihoods that others published for a data set, to be read next to one's own.
 *
 * @param nll nats per image
 * @param importanceSamples of that estimate; estimates with different numbers must not be compared
 */
public record PublishedResult(
    String dataSet, int importanceSamples, double nll, String model, String source) {
  private static final List<PublishedResult> ALL =
      List.of(
          new PublishedResult(
              "mnist-binary",
              200,
              89.78,
              "VAE 784-400-40-400-784, 500 epochs",
              "pythae's reproduction of the plain VAE, github.com/clementchadebec/benchmark_VAE"));

  /** The result on this set with this number of samples, if there is one. */
  public static Optional<PublishedResult> find(String dataSet, int importanceSamples) {
    return ALL.stream()
        .filter(
            result ->
                result.dataSet.equals(dataSet) && result.importanceSamples == importanceSamples)
        .findFirst();
  }
}
