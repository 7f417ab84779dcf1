package org.rdvae.job;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import org.rdvae.base.Failure;
import org.rdvae.data.Binarizer;
import org.rdvae.data.DataSettings;
import org.rdvae.data.ExampleSet;
import org.rdvae.data.OrderedBatches;
import org.rdvae.data.Split;
import org.rdvae.data.Splits;
import org.rdvae.evaluation.Evaluation;
import org.rdvae.evaluation.Evaluator;
import org.rdvae.evaluation.ImageSource;
import org.rdvae.model.VaeSession;
import org.rdvae.report.EvaluationReport;
import org.rdvae.tensor.Device;

/** Measures a saved model on a split of an image set. */
public final class ModelEvaluation {
  private final SavedModel model;
  private final Splits data;
  private final Split split;

  /**
   * Of images that were read with these settings.
   *
   * @throws Failure BAD_DATA if they have another shape than the model's, or are rows of real
   *     numbers that the model's own scale does not belong to
   */
  public ModelEvaluation(SavedModel model, DataSettings settings, Splits data, Split split) {
    this(model, data, split);
    if (settings.isStandardized() && !settings.equals(model.job().data())) {
      requireOwnScale(settings);
    }
  }

  /** Of the images that the model's own run read. */
  ModelEvaluation(SavedModel model, Splits data, Split split) {
    this.model = model;
    this.split = split;
    this.data = data;
    ImageSizes.require(data.name(), data.test(), model.vae().architecture());
    ClassLabels.require(data.name(), data.get(split), model.vae().architecture());
  }

  /** A row means something else on another file's scale, and so would every number. */
  private void requireOwnScale(DataSettings settings) {
    Optional<String> own = RunProvenance.data(model.checkpoint().provenance());
    if (!own.equals(Optional.of(data.fingerprint()))) {
      throw new Failure(
          Failure.Kind.BAD_DATA,
          settings.path().map(Path::toString).orElse(data.name())
              + ": expected the very file that the model was trained on, found other rows. Their"
              + " columns would be standardised by their own means and deviations instead of those"
              + " of the model's training rows, which are not in a checkpoint yet.");
    }
  }

  /** Number of images that will be measured. */
  public int count() {
    return data.get(split).count();
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

  /** Measures; dynamic binarisation draws the images that the model's own run drew. */
  public EvaluationReport run(
      Device device, int importanceSamples, long seed, IntConsumer progress) {
    ExampleSet images = data.get(split);
    OrderedBatches batches =
        new OrderedBatches(images, new Binarizer(data.binarization(), model.job().seed()));
    try (VaeSession session = model.vae().open(device, SavedModel.ROWS)) {
      Evaluation evaluation =
          new Evaluator(session, importanceSamples, seed)
              .evaluate(ImageSource.of(batches), images.count(), progress);
      return new EvaluationReport(
          evaluation,
          model.checkpoint().shortModelHash(),
          data.name(),
          split.name().toLowerCase(Locale.ROOT),
          data.fingerprint());
    }
  }
}
