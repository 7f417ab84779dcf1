package org.rdvae.job;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.rdvae.base.Failure;
import org.rdvae.data.DataSettings;
import org.rdvae.data.OrderedBatches;
import org.rdvae.data.Split;
import org.rdvae.data.Splits;
import org.rdvae.evaluation.EncodedBatch;
import org.rdvae.evaluation.ImageSource;
import org.rdvae.evaluation.LatentSums;
import org.rdvae.model.VaeSession;
import org.rdvae.report.LatentPlane;
import org.rdvae.report.RankedLatents;
import org.rdvae.tensor.Device;

/**
 * Validation images encoded for a report: where they lie in the plane of the two latent variables
 * that say most. The test images stay for the measurement at the end, because people choose by what
 * they see in reports.
 */
final class LatentEncoding {
  /** More points than these only hide each other. */
  private static final int MOST = 2000;

  private final SavedModel model;
  private final Splits data;
  private final int count;

  private LatentEncoding(SavedModel model, Splits data) {
    this.model = model;
    this.data = data;
    count = Math.min(MOST, data.validation().count());
  }

  /**
   * Encodes with a session of its own.
   *
   * @param read the model's own data, if they were read before
   * @param terminalColumns width of the terminal for progress of reading; 0 writes plain lines
   * @return empty if the model has a single latent variable, or none that does anything
   * @throws Failure if the data are gone or are others now
   */
  static Optional<LatentPlane> plane(
      SavedModel model, Optional<Splits> read, Device device, int terminalColumns) {
    if (model.vae().architecture().latents() < 2) {
      return Optional.empty();
    }
    LatentEncoding encoding = new LatentEncoding(model, labelled(model, read, terminalColumns));
    try (VaeSession session = model.vae().open(device, model.rows())) {
      return encoding.plane(session);
    }
  }

  /** Labels beside idx files colour the images, also where the model was trained without them. */
  private static Splits labelled(SavedModel model, Optional<Splits> read, int terminalColumns) {
    DataSettings settings = model.job().data();
    if (settings.set() == DataSettings.Set.IDX && !settings.labels()) {
      try {
        return ModelData.read(model, settings.withLabels(), terminalColumns).splits();
      } catch (Failure e) {
        // There are none, or they cannot be read; the images alone do too.
        return read.orElseGet(() -> ModelData.read(model, settings, terminalColumns).splits());
      }
    }
    return read.orElseGet(() -> ModelData.read(model, settings, terminalColumns).splits());
  }

  private Optional<LatentPlane> plane(VaeSession session) {
    int latents = session.architecture().latents();
    float[] means = new float[count * latents];
    LatentSums sums = encode(session, means);
    boolean knowsRates = session.architecture().isStandardGaussian();
    List<Integer> ranked = new ArrayList<>(RankedLatents.of(sums, knowsRates, 2).latents());
    // A model may have less than two that do anything; any other shows that.
    IntStream.range(0, 2)
        .filter(i -> ranked.size() < 2 && !ranked.contains(i))
        .forEach(ranked::add);
    int first = ranked.get(0);
    int second = ranked.get(1);
    return Optional.of(
        new LatentPlane(
            String.format(Locale.ROOT, "%,d validation %s", count, data.validation().things()),
            first,
            second,
            IntStream.range(0, count).mapToDouble(i -> means[i * latents + first]).toArray(),
            IntStream.range(0, count).mapToDouble(i -> means[i * latents + second]).toArray(),
            batches().classes(0, count),
            latents,
            knowsRates
                ? IntStream.range(0, latents).mapToDouble(sums::rate).toArray()
                : new double[0]));
  }

  private OrderedBatches batches() {
    return new ModelData(model, model.job().data(), data).batches(Split.VALIDATION);
  }

  private LatentSums encode(VaeSession session, float[] means) {
    int latents = session.architecture().latents();
    LatentSums sums = new LatentSums(latents);
    EncodedBatch batch = new EncodedBatch(session, ImageSource.of(batches()));
    for (int first = 0; first < count; first += session.rows()) {
      int some = batch.encode(first, count);
      for (int i = 0; i < some; i++) {
        sums.add(batch.mean(), batch.logStddev(), i * latents);
      }
      System.arraycopy(batch.mean(), 0, means, first * latents, some * latents);
    }
    return sums;
  }
}
