package org.rdvae.job;

import java.util.Locale;
import java.util.Optional;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import org.rdvae.base.Failure;
import org.rdvae.data.Split;
import org.rdvae.data.Splits;
import org.rdvae.evaluation.Evaluation;
import org.rdvae.evaluation.Evaluator;
import org.rdvae.evaluation.SpreadImages;
import org.rdvae.model.VaeSession;
import org.rdvae.random.RandomStream;
import org.rdvae.report.EvaluationReport;
import org.rdvae.tensor.Device;

/** Measures a saved model on a split of an image set. */
public final class ModelEvaluation {
  private final SavedModel model;
  private final ModelData data;
  private final Split split;
  private final int images;

  /**
   * Of all images of the split.
   *
   * @throws Failure BAD_DATA if the images lack the labels that the model needs
   */
  public ModelEvaluation(ModelData data, Split split) {
    this(data, split, 0);
  }

  /**
   * @param images only so many, spread over the split; 0 for all
   * @throws Failure BAD_DATA if the images lack the labels that the model needs
   */
  public ModelEvaluation(ModelData data, Split split, int images) {
    model = data.model();
    this.data = data;
    this.split = split;
    this.images = images;
    Splits splits = data.splits();
    ClassLabels.require(splits.name(), splits.get(split), model.vae().architecture());
  }

  /** Number of images that will be measured. */
  public int count() {
    int all = data.splits().get(split).count();
    return images == 0 ? all : Math.min(images, all);
  }

  /**
   * Measures with a progress line.
   *
   * @return empty if it was interrupted
   */
  public Optional<EvaluationReport> run(
      Supplier<Device> device, int importanceSamples, long seed, WatchedWork work) {
    return work.run(
        "evaluating, " + importanceSamples + " samples an image",
        count(),
        progress -> run(device.get(), importanceSamples, seed, progress));
  }

  /** Measures. */
  public EvaluationReport run(
      Device device, int importanceSamples, long seed, IntConsumer progress) {
    int all = data.splits().get(split).count();
    int pixels = model.vae().architecture().pixels();
    SpreadImages source = new SpreadImages(data.batches(split), all, count(), pixels);
    RandomStream noise = Evaluator.stream(seed);
    try (VaeSession session = model.vae().open(device, model.rows())) {
      Evaluation evaluation =
          new Evaluator(session, importanceSamples, seed, image -> noise.at(0, source.place(image)))
              .evaluate(source, count(), progress);
      return new EvaluationReport(
          evaluation,
          model.checkpoint().shortModelHash(),
          data.splits().name(),
          split.name().toLowerCase(Locale.ROOT),
          data.splits().fingerprint());
    }
  }
}
