package org.rdvae.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.rdvae.base.Failure;
import org.rdvae.data.DataSettings;
import org.rdvae.data.IdxFolder;
import org.rdvae.data.Split;
import org.rdvae.job.ModelData;
import org.rdvae.job.SavedModel;
import org.rdvae.network.FeatureShape;
import picocli.CommandLine.Option;

/** What a model is measured on: its own data, or others. */
final class DataOption {
  @Option(
      names = "--data",
      paramLabel = "D",
      description =
          "mnist-binary, a folder of idx files, of pictures or of texts, or a CSV file; of pictures,"
              + " texts and rows the part that a training would take for the split."
              + " (default: what the model was trained on)")
  private String data;

  /** Whether the user named a set. */
  boolean isGiven() {
    return data != null;
  }

  /** Reads with a progress line. */
  ModelData read(SavedModel model, Split split) {
    return ModelData.read(model, settings(model, split), Terminal.columnsOfStandardError());
  }

  private DataSettings settings(SavedModel model, Split split) {
    DataSettings own = model.job().data();
    if (data == null) {
      return own;
    }
    // A limit is of the model's own training. Rows of real numbers can only be the model's own, so
    // that they must be read as they were.
    DataSettings whole = own.isStandardized() ? own : own.withLimit(0);
    if (data.equals("mnist-binary")) {
      return whole.withSource(DataSettings.Set.MNIST_BINARY, Optional.empty());
    }
    Path path = Arguments.existing(Path.of(data));
    FeatureShape image = model.vae().architecture().image();
    DataSettings other =
        whole
            .withSource(setAt(path, own), Optional.of(path))
            .withImageSize(image.height(), image.width(), image.channels());
    // The test images do not depend on where the training file is parted, and that file may be
    // small.
    return split == Split.TEST ? other.withValidation(1) : other;
  }

  /** A single idx file is no table, and would be refused as text that is none. */
  private static void requireNoIdx(Path path) {
    if (IdxFolder.isFile(path)) {
      throw new Failure(
          Failure.Kind.BAD_DATA,
          "--data: expected mnist-binary, a folder or a CSV file, found the idx file "
              + path
              + "; name its folder, with files named as MNIST names them");
    }
  }

  /**
   * A file is a table; a folder holds texts for a model of texts, and otherwise idx files by their
   * usual names, or pictures.
   */
  private static DataSettings.Set setAt(Path path, DataSettings own) {
    if (own.set() == DataSettings.Set.TEXT) {
      return DataSettings.Set.TEXT;
    }
    if (!Files.isDirectory(path)) {
      requireNoIdx(path);
      return DataSettings.Set.TABLE;
    }
    return IdxFolder.isAt(path) ? DataSettings.Set.IDX : DataSettings.Set.IMAGES;
  }
}
