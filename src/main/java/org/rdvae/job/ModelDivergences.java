package org.rdvae.job;

import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.rdvae.base.Failure;
import org.rdvae.data.Split;
import org.rdvae.data.Splits;
import org.rdvae.evaluation.DivergenceEstimator;
import org.rdvae.evaluation.SpreadImages;
import org.rdvae.model.VaeSession;
import org.rdvae.report.DivergenceReport;
import org.rdvae.tensor.Device;

/** Measures how far the codes of a split of images are from a saved model's prior. */
public final class ModelDivergences {
  private final SavedModel model;
  private final ModelData data;
  private final Split split;

  /**
   * @throws Failure BAD_DATA if the images lack the labels that the model needs
   */
  public ModelDivergences(ModelData data, Split split) {
    model = data.model();
    this.data = data;
    this.split = split;
    Splits splits = data.splits();
    ClassLabels.require(splits.name(), splits.get(split), model.vae().architecture());
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
   * @param most images at most, spread over the split
   * @return empty if it was interrupted
   */
  public Optional<DivergenceReport> run(
      Supplier<Device> device, int samples, double order, int most, long seed, WatchedWork work) {
    int all = data.splits().get(split).count();
    int count = Math.min(most, all);
    int pixels = model.vae().architecture().pixels();
    return work.run(
        "sampling aggregate posterior and prior",
        2 * samples,
        progress -> {
          try (VaeSession session = model.vae().open(device.get(), model.rows())) {
            return new DivergenceReport(
                new DivergenceEstimator(session, samples, order, seed)
                    .estimate(
                        new SpreadImages(data.batches(split), all, count, pixels), count, progress),
                model.checkpoint().shortModelHash(),
                split.name().toLowerCase(Locale.ROOT),
                data.splits().fingerprint());
          }
        });
  }
}
