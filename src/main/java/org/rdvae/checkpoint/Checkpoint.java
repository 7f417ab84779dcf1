package org.rdvae.checkpoint;

import java.nio.file.Path;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.rdvae.base.Failure;
import org.rdvae.codec.CodecArchitecture;
import org.rdvae.model.Architecture;
import org.rdvae.network.FeatureShape;
import org.rdvae.network.ParameterLayout;
import org.rdvae.training.Position;
import org.rdvae.training.Snapshot;
import org.rdvae.training.TrainingState;

/**
 * A training run at one moment: with the same data it can go on from here as if it had never
 * stopped. Random numbers need no place in it, because they are a function of the seed in the
 * config and of the step.
 *
 * <p>A checkpoint with a training state is <em>full</em>; one without is <em>slim</em>, for Adam a
 * third of the size, and serves to use the model. The parameters' order counts: the vectors of the
 * state follow it.
 *
 * @param config the job, as the text of a config file with every setting resolved
 * @param imageHeight rows of an image; its size and the config determine the architecture
 * @param imageWidth columns of an image
 * @param imageChannels values of a pixel
 * @param parameters the model as it is to be used, running statistics included
 * @param training what training needs to go on; its vectors cover the first of the parameters, all
 *     but the running statistics, or those ({@link TrainingState#isOfStatistics})
 * @param vocabulary the word that each column of an example counts; empty unless it was trained on
 *     texts
 */
public record Checkpoint(
    String config,
    int imageHeight,
    int imageWidth,
    int imageChannels,
    List<NamedTensor> parameters,
    Optional<TrainingState> training,
    Position position,
    Provenance provenance,
    List<String> vocabulary) {
  private static final int SHORT_HASH_DIGITS = 16;

  public Checkpoint {
    if (imageHeight < 1 || imageWidth < 1) {
      throw new IllegalArgumentException(
          "an image has " + imageHeight + " x " + imageWidth + " pixels, at least 1 x 1 expected");
    }
    if (imageChannels < 1) {
      throw new IllegalArgumentException(
          "an image has " + imageChannels + " channels, at least 1 expected");
    }
    if ((double) imageHeight * imageWidth * imageChannels > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "an image has "
              + imageHeight
              + " x "
              + imageWidth
              + " x "
              + imageChannels
              + " values, fewer than 2^31 expected");
    }
    parameters = List.copyOf(parameters);
    vocabulary = List.copyOf(vocabulary);
    Set<String> names = new HashSet<>();
    long size = 0;
    for (NamedTensor parameter : parameters) {
      if (!names.add(parameter.name())) {
        throw new IllegalArgumentException("two parameters have the name " + parameter.name());
      }
      size += parameter.values().length;
    }
    requireEqualVectors(training, size);
  }

  /** A checkpoint of a model that was not trained on texts. */
  public Checkpoint(
      String config,
      int imageHeight,
      int imageWidth,
      int imageChannels,
      List<NamedTensor> parameters,
      Optional<TrainingState> training,
      Position position,
      Provenance provenance) {
    this(
        config,
        imageHeight,
        imageWidth,
        imageChannels,
        parameters,
        training,
        position,
        provenance,
        List.of());
  }

  private static void requireEqualVectors(Optional<TrainingState> training, long parameters) {
    SortedMap<String, float[]> vectors =
        new TreeMap<>(training.map(TrainingState::vectors).orElse(Collections.emptySortedMap()));
    SortedMap<String, float[]> statistics = new TreeMap<>(vectors);
    statistics.keySet().removeIf(name -> !TrainingState.isOfStatistics(name));
    vectors.keySet().removeAll(statistics.keySet());
    int trained = vectors.isEmpty() ? 0 : vectors.get(vectors.firstKey()).length;
    statistics.forEach((name, vector) -> requireTheRest(name, vector.length, trained, parameters));
    vectors.forEach(
        (name, vector) -> {
          if (vector.length != trained || vector.length > parameters) {
            throw new IllegalArgumentException(
                "the training vector "
                    + name
                    + " has "
                    + vector.length
                    + " values; as many as "
                    + vectors.firstKey()
                    + " and at most "
                    + parameters
                    + " expected");
          }
        });
  }

  private static void requireTheRest(String name, int statistics, int trained, long parameters) {
    if (statistics != parameters - trained) {
      throw new IllegalArgumentException(
          "the training vector "
              + name
              + " has "
              + statistics
              + " values; "
              + (parameters - trained)
              + " expected, what the other vectors leave of "
              + parameters);
    }
  }

  /**
   * What a training has reached, as a full checkpoint. The parameters are copied, the rest is
   * handed over.
   */
  public static Checkpoint of(
      String config, Architecture architecture, Snapshot snapshot, Provenance provenance) {
    return of(config, architecture.image(), architecture.layout(), snapshot, provenance);
  }

  /** The same of a codec; the image is a patch. */
  public static Checkpoint of(
      String config, CodecArchitecture architecture, Snapshot snapshot, Provenance provenance) {
    return of(config, architecture.picture(), architecture.layout(), snapshot, provenance);
  }

  private static Checkpoint of(
      String config,
      FeatureShape image,
      ParameterLayout layout,
      Snapshot snapshot,
      Provenance provenance) {
    return new Checkpoint(
        config,
        image.height(),
        image.width(),
        image.channels(),
        FlatParameters.split(layout, snapshot.parameters()),
        Optional.of(snapshot.state()),
        snapshot.position(),
        provenance);
  }

  /**
   * Where training goes on, the mirror image of {@link #of}.
   *
   * @throws Failure when this checkpoint is slim
   */
  public Snapshot snapshot() {
    TrainingState state =
        training.orElseThrow(
            () ->
                new Failure(
                    Failure.Kind.BAD_DATA,
                    "The checkpoint of model "
                        + shortModelHash()
                        + " is slim: it has no training state, so training cannot go on from it"));
    return new Snapshot(position, flatParameters(), state);
  }

  /** A copy of all parameters, one after the other. */
  public float[] flatParameters() {
    return FlatParameters.join(parameters);
  }

  /**
   * Reads a full or slim checkpoint after verifying all of it.
   *
   * @throws Failure naming the path and what is wrong
   */
  public static Checkpoint read(Path path) {
    return CheckpointForm.fromFile(Safetensors.read(path), path);
  }

  /**
   * The checkpoint that a verified file holds.
   *
   * @return empty if it is of another kind
   * @throws Failure naming the path and what is wrong
   */
  public static Optional<Checkpoint> in(Safetensors file, Path path) {
    return CheckpointForm.isCheckpoint(file.metadata())
        ? Optional.of(CheckpointForm.fromFile(file, path))
        : Optional.empty();
  }

  /** Writes the file, or leaves what was there before. */
  public void write(Path path) {
    CheckpointForm.toFile(this, StoredTensor.Type.F32).write(path);
  }

  /** Writes the file of a {@link #halved} model in half the bytes, or leaves what was there. */
  public void writeHalved(Path path) {
    CheckpointForm.toFile(this, StoredTensor.Type.F16).write(path);
  }

  /** The same model without what only further training needs. */
  public Checkpoint slim() {
    return new Checkpoint(
        config,
        imageHeight,
        imageWidth,
        imageChannels,
        parameters,
        Optional.empty(),
        position,
        provenance,
        vocabulary);
  }

  /**
   * The slim form with every parameter rounded to the nearest number of 16 bits (IEEE 754
   * binary16): another model, with a hash of its own, whose results differ a little.
   *
   * @throws Failure naming a parameter that is too large for 16 bits, which end at 65504
   */
  public Checkpoint halved() {
    return new Checkpoint(
        config,
        imageHeight,
        imageWidth,
        imageChannels,
        parameters.stream().map(HalfPrecision::rounded).toList(),
        Optional.empty(),
        position,
        provenance,
        vocabulary);
  }

  /** The same with the words that its columns count. */
  public Checkpoint withVocabulary(List<String> words) {
    return new Checkpoint(
        config,
        imageHeight,
        imageWidth,
        imageChannels,
        parameters,
        training,
        position,
        provenance,
        words);
  }

  /**
   * The model's identity: the SHA-256, in hex, of its parameters and of nothing else. The page on
   * the format says how it is taken.
   */
  public String modelHash() {
    return ModelHash.of(parameters);
  }

  /** The first 16 digits of {@link #modelHash}, for names and messages. */
  public String shortModelHash() {
    return modelHash().substring(0, SHORT_HASH_DIGITS);
  }

  /**
   * Makes sure that this checkpoint belongs to an architecture.
   *
   * @param expected the architecture's parameters; the vectors of a training state must be as long
   *     as those of them that are trained
   * @param path where this checkpoint was read, for the message
   * @throws Failure listing what is missing, unexpected, differently shaped or differently ordered
   */
  public void requireParameters(ParameterLayout expected, Path path) {
    ArchitectureCheck.require(path, this, expected);
  }
}
