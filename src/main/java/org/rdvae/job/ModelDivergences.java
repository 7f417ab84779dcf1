package org.rdvae.job;

import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.rdvae.base.Failure;
import org.rdvae.data.Binarizer;
import org.rdvae.data.OrderedBatches;
import org.rdvae.data.Split;
import org.rdvae.data.Splits;
import org.rdvae.evaluation.DivergenceEstimator;
import org.rdvae.evaluation.ImageSource;
import org.rdvae.model.VaeSession;
import org.rdvae.report.DivergenceReport;
import org.rdvae.tensor.Device;

/** Measures how far the codes of a split of images are from a saved model's prior. */
public final class ModelDivergences {
  private final SavedModel model;
  private final Splits data;
  private final Split split;

  /**
   * @throws Failure BAD_DATA if the images have another shape than the model's, or lack the labels
   *     that it needs
   */
  public ModelDivergences(SavedModel model, Splits data, Split split) {
    ImageSizes.require(data.name(), data.test(), model.vae().architecture());
    ClassLabels.require(data.name(), data.get(split), model.vae().architecture());
    this.model = model;
    this.data = data;
    this.split = split;
  }

  /**
   * Refuses a model whose posteriors have no density at any z, before anything is read.
   *
   * @throws Failure BAD_DATA
   */
  public static void requireKnownDensities(SavedModel model) {
    if (!DivergenceEstimator.takes(model.vae().architecture())) {
      throw new Failure(
          Failure.Kind.BAD_DATA,
          model.path()
              + ": expected a model of one level of latent variables with the posterior"
              + " diagonal-gaussian, since the aggregate posterior needs each image's density at the"
              + " codes of all others, found "
              + (model.vae().architecture().levels() > 1 ? "several levels" : "another posterior")
              + "; rdvae evaluate measures every model");
    }
  }

  /**
   * Measures with a progress line.
   *
   * @param samples of each of the two distributions
   * @param order of the alpha divergence
   * @param most images at most, the first of the split
   * @return empty if it was interrupted
   */
  public Optional<DivergenceReport> run(
      Supplier<Device> device, int samples, double order, int most, long seed, WatchedWork work) {
    OrderedBatches batches =
        new OrderedBatches(data.get(split), new Binarizer(data.binarization(), model.job().seed()));
    int count = Math.min(most, data.get(split).count());
    return work.run(
        "sampling aggregate posterior and prior",
        2 * samples,
        progress -> {
          try (VaeSession session = model.vae().open(device.get(), SavedModel.ROWS)) {
            return new DivergenceReport(
                new DivergenceEstimator(session, samples, order, seed)
                    .estimate(ImageSource.of(batches), count, progress),
                model.checkpoint().shortModelHash(),
                split.name().toLowerCase(Locale.ROOT),
                data.fingerprint());
          }
        });
  }
}
