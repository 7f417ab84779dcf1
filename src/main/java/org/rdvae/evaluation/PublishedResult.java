package org.rdvae.evaluation;

import java.util.List;

/**
 * Likelihoods that others published for a data set, to be read next to one's own.
 *
 * @param nll nats per image
 * @param importanceSamples of that estimate; estimates with different numbers must not be compared
 */
public record PublishedResult(
    String dataSet, int importanceSamples, double nll, String model, String source) {
  private static final String VAMP_PRIOR =
      "Tomczak and Welling, VAE with a VampPrior, AISTATS 2018, arXiv:1705.07120";

  private static final List<PublishedResult> ALL =
      List.of(
          new PublishedResult(
              "mnist-binary",
              200,
              89.78,
              "VAE 784-400-40-400-784, 500 epochs",
              "pythae's reproduction of the plain VAE, github.com/clementchadebec/benchmark_VAE"),
          of5000(88.56, "gated VAE 784-300-300-40", VAMP_PRIOR),
          of5000(85.57, "the same with a VampPrior of 500", VAMP_PRIOR),
          of5000(83.19, "two-level gated VAE with a VampPrior of 500", VAMP_PRIOR),
          of5000(82.41, "two-level convolutional VAE", VAMP_PRIOR),
          of5000(81.09, "the same with a VampPrior of 500", VAMP_PRIOR),
          of5000(
              87.63,
              "importance-weighted, one level, 5 samples",
              "Burda, Grosse and Salakhutdinov, ICLR 2016, arXiv:1509.00519"));

  private static PublishedResult of5000(double nll, String model, String source) {
    return new PublishedResult("mnist-binary", 5000, nll, model, source);
  }

  /** The results on this set with this number of samples. */
  public static List<PublishedResult> find(String dataSet, int importanceSamples) {
    return ALL.stream()
        .filter(
            result ->
                result.dataSet.equals(dataSet) && result.importanceSamples == importanceSamples)
        .toList();
  }
}
