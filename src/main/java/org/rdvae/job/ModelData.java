package org.rdvae.job;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.rdvae.base.Failure;
import org.rdvae.data.Binarizer;
import org.rdvae.data.DataLoader;
import org.rdvae.data.DataSettings;
import org.rdvae.data.OrderedBatches;
import org.rdvae.data.Remedy;
import org.rdvae.data.Split;
import org.rdvae.data.Splits;

/**
 * Examples that were read for a saved model: of the size that it was trained on and, where they are
 * rows of real numbers, on its own scale.
 */
public final class ModelData {
  private final SavedModel model;
  private final Splits splits;

  /**
   * Of examples that were read with these settings.
   *
   * @throws Failure BAD_DATA if they have another size than the model's, or are rows of real
   *     numbers that the model's scale does not belong to
   */
  public ModelData(SavedModel model, DataSettings settings, Splits splits) {
    ImageSizes.require(splits.name(), splits.test(), model.vae().architecture());
    if (settings.isStandardized()) {
      requireOwnScale(model, settings, splits);
    }
    this.model = model;
    this.splits = splits;
  }

  /**
   * Reads with a progress line. Nothing is half done by then, so a signal may end the process where
   * it stands.
   */
  public static ModelData read(SavedModel model, DataSettings settings, int terminalColumns) {
    requireOwnPath(model, settings, "name others with --data");
    return new ModelData(
        model,
        settings,
        WatchedWork.read(
            terminalColumns,
            progress -> DataLoader.load(settings, progress, Remedy.FILES, model.vocabulary())));
  }

  /**
   * The config is in the checkpoint, where nobody would look for a path.
   *
   * @param remedy what the user can do instead
   * @throws Failure MISSING_PATH if these are the model's own data, and have gone
   */
  static void requireOwnPath(SavedModel model, DataSettings settings, String remedy) {
    if (!settings.equals(model.job().data())) {
      return;
    }
    Optional<Path> gone = settings.path().filter(path -> !Files.exists(path));
    if (gone.isPresent()) {
      throw new Failure(
          Failure.Kind.MISSING_PATH,
          model.path()
              + " was trained on "
              + gone.get()
              + ", which does not exist here; "
              + remedy
              + ".");
    }
  }

  /**
   * A row means something else on another file's scale, and so would every number. The path says
   * little: the file may have changed since.
   */
  private static void requireOwnScale(SavedModel model, DataSettings settings, Splits splits) {
    Optional<String> own = RunProvenance.data(model.checkpoint().provenance());
    boolean same =
        own.map(splits.fingerprint()::equals).orElse(settings.equals(model.job().data()));
    if (!same) {
      throw new Failure(
          Failure.Kind.BAD_DATA,
          settings.path().map(Path::toString).orElse(splits.name())
              + ": expected the very file that the model was trained on, found other rows. Their"
              + " columns would be standardised by their own means and deviations instead of those"
              + " of the model's training rows, which are not in a checkpoint yet.");
    }
  }

  public SavedModel model() {
    return model;
  }

  public Splits splits() {
    return splits;
  }

  /** In order; dynamic binarisation draws the images that the model's own run drew. */
  OrderedBatches batches(Split split) {
    return new OrderedBatches(
        splits.get(split), new Binarizer(splits.binarization(), model.job().seed()));
  }
}
