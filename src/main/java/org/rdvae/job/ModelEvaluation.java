package org.rdvae.job;

import java.util.Locale;
import java.util.function.IntConsumer;
import org.rdvae.data.Binarizer;
import org.rdvae.data.DataLoader;
import org.rdvae.data.DataSettings;
import org.rdvae.data.ExampleSet;
import org.rdvae.data.OrderedBatches;
import org.rdvae.data.Split;
import org.rdvae.data.Splits;
import org.rdvae.evaluation.Evaluation;
import org.rdvae.evaluation.Evaluator;
import org.rdvae.model.VaeSession;
import org.rdvae.report.EvaluationReport;
import org.rdvae.tensor.Device;

/** Measures a saved model on a split of an image set. */
public final class ModelEvaluation {
  private final SavedModel model;
  private final Splits data;
  private final Split split;

  /** Reads the images; touches no native library yet. */
  public ModelEvaluation(SavedModel model, DataSettings settings, Split split) {
    this.model = model;
    this.split = split;
    data = DataLoader.load(settings);
    ImageSizes.require(data.name(), data.test(), model.vae().architecture());
  }

  /** Number of images that will be measured. */
  public int count() {
    return data.get(split).count();
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
              .evaluate(batches::fillInOrder, images.count(), progress);
      return new EvaluationReport(
          evaluation,
          model.checkpoint().shortModelHash(),
          data.name(),
          split.name().toLowerCase(Locale.ROOT),
          data.fingerprint());
    }
  }
}
