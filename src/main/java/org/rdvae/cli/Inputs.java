package org.rdvae.cli;

import java.util.List;
import java.util.function.Function;
import org.rdvae.data.ReadingProgress;
import org.rdvae.job.ImageInput;
import org.rdvae.job.SavedModel;
import org.rdvae.job.WatchedWork;

/** What commands say of the images that they take, and how they read them. */
final class Inputs {
  private static final String EMBEDDED = "mnist-binary[:train|:validation|:test].";

  /** Description of one or more inputs. */
  static final String SEVERAL = "Pictures, folders of pictures, idx files, or " + EMBEDDED;

  /** Description of a single input. */
  static final String ONE = "A picture, a folder of pictures, an idx file, or " + EMBEDDED;

  /** What to add where the input may be left out. */
  static final String DEFAULT = " (default: the test images of the model's own data)";

  private Inputs() {}

  static List<ImageInput> read(List<String> words, SavedModel model) {
    return words.stream().map(word -> read(word, model)).toList();
  }

  /** The test images of the data that the model was trained on. */
  static ImageInput own(SavedModel model) {
    return watched(progress -> ImageInput.ownTestImages(model, progress));
  }

  private static ImageInput read(String word, SavedModel model) {
    return watched(progress -> ImageInput.read(word, model, progress));
  }

  private static ImageInput watched(Function<ReadingProgress, ImageInput> reading) {
    ImageInput input = WatchedWork.read(Terminal.columnsOfStandardError(), reading);
    input.notes().forEach(System.err::println);
    return input;
  }

  /** The input, or what stands for it where it is left out. */
  static ImageInput readOrOwn(String word, SavedModel model) {
    return word == null ? own(model) : read(word, model);
  }
}
