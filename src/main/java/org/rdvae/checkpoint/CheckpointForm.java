package org.rdvae.checkpoint;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.rdvae.base.Failure;
import org.rdvae.training.Position;
import org.rdvae.training.TrainingState;

/**
 * A checkpoint as text and tensors, and back: two mirror images. Every tensor of a file must have
 * its place in the checkpoint; metadata keys that are not known here are ignored, so that later
 * writers may add some.
 *
 * <p>What training needs to go on is named by whoever needs it; here it is only told apart from the
 * parameters, by the beginning of its names.
 */
final class CheckpointForm {
  /** How the names of a training state's tensors and numbers begin. */
  static final String STATE = "optimizer.";

  private static final String KIND = "rdvae.kind";
  private static final String FULL = "full";
  private static final String SLIM = "slim";
  private static final String CONFIG = "config";
  private static final String IMAGE_HEIGHT = "image.height";
  private static final String IMAGE_WIDTH = "image.width";
  private static final String IMAGE_CHANNELS = "image.channels";
  private static final String STEP = "position.step";
  private static final String EPOCH = "position.epoch";
  private static final String STEP_IN_EPOCH = "position.step-in-epoch";
  private static final String BEST_SCORE = "position.best-score";
  private static final String BEST_STEP = "position.best-step";
  private static final String EPOCHS_SINCE_BEST = "position.epochs-since-best";
  private static final String FINISHED = "position.finished";
  private static final String PROVENANCE = "provenance.";

  /** Words have no spaces in them. */
  private static final String VOCABULARY = "vocabulary";

  private static final List<String> REQUIRED =
      List.of(
          IMAGE_HEIGHT,
          IMAGE_WIDTH,
          STEP,
          EPOCH,
          STEP_IN_EPOCH,
          BEST_SCORE,
          BEST_STEP,
          EPOCHS_SINCE_BEST,
          FINISHED,
          CONFIG);

  private CheckpointForm() {}

  /**
   * What is written.
   *
   * @param parameterType F32, or F16, which rounds the parameters
   */
  static Safetensors toFile(Checkpoint checkpoint, StoredTensor.Type parameterType) {
    Map<String, String> metadata = new LinkedHashMap<>();
    Map<String, StoredTensor> tensors = new LinkedHashMap<>();
    metadata.put(KIND, checkpoint.training().isPresent() ? FULL : SLIM);
    metadata.put(IMAGE_HEIGHT, Integer.toString(checkpoint.imageHeight()));
    metadata.put(IMAGE_WIDTH, Integer.toString(checkpoint.imageWidth()));
    if (checkpoint.imageChannels() != 1) {
      metadata.put(IMAGE_CHANNELS, Integer.toString(checkpoint.imageChannels()));
    }
    Position position = checkpoint.position();
    metadata.put(STEP, Long.toString(position.step()));
    metadata.put(EPOCH, Integer.toString(position.epoch()));
    metadata.put(STEP_IN_EPOCH, Integer.toString(position.stepInEpoch()));
    metadata.put(BEST_SCORE, Double.toString(position.bestScore()));
    metadata.put(BEST_STEP, Long.toString(position.bestStep()));
    metadata.put(EPOCHS_SINCE_BEST, Integer.toString(position.epochsSinceBest()));
    metadata.put(FINISHED, Boolean.toString(position.finished()));
    for (NamedTensor parameter : checkpoint.parameters()) {
      tensors.put(
          parameter.name(),
          parameterType == StoredTensor.Type.F16
              ? new StoredTensor.Halves(parameter.shape(), parameter.values())
              : new StoredTensor.Floats(parameter.shape(), parameter.values()));
    }
    checkpoint.training().ifPresent(state -> put(state, metadata, tensors));
    checkpoint.provenance().values().forEach((key, value) -> metadata.put(PROVENANCE + key, value));
    if (!checkpoint.vocabulary().isEmpty()) {
      metadata.put(VOCABULARY, String.join(" ", checkpoint.vocabulary()));
    }
    metadata.put(CONFIG, checkpoint.config());
    return new Safetensors(metadata, tensors);
  }

  private static void put(
      TrainingState state, Map<String, String> metadata, Map<String, StoredTensor> tensors) {
    state.scalars().forEach((name, value) -> metadata.put(STATE + name, Double.toString(value)));
    state.vectors().forEach((name, vector) -> tensors.put(STATE + name, flat(vector)));
  }

  /** The mirror image of {@link #put}. */
  private static TrainingState take(
      Map<String, String> metadata, Map<String, StoredTensor> tensors) {
    SortedMap<String, Double> scalars = new TreeMap<>();
    for (String key : metadata.keySet()) {
      if (key.startsWith(STATE)) {
        scalars.put(key.substring(STATE.length()), parse(metadata, key, Double::valueOf));
      }
    }
    SortedMap<String, float[]> vectors = new TreeMap<>();
    for (String name : List.copyOf(tensors.keySet())) {
      if (name.startsWith(STATE)) {
        vectors.put(name.substring(STATE.length()), unflat(name, tensors.remove(name)));
      }
    }
    return new TrainingState(vectors, scalars);
  }

  static Checkpoint fromFile(Safetensors file, Path path) {
    try {
      return fromFile(file);
    } catch (IllegalArgumentException e) {
      throw new Failure(
          Failure.Kind.BAD_DATA, path + " is not a valid checkpoint: " + e.getMessage(), e);
    }
  }

  private static Checkpoint fromFile(Safetensors file) {
    Map<String, String> metadata = file.metadata();
    Map<String, StoredTensor> tensors = new LinkedHashMap<>(file.tensors());
    String kind = metadata.get(KIND);
    if (!isCheckpoint(metadata)) {
      throw new IllegalArgumentException(
          KIND
              + " is "
              + (kind == null ? "missing" : "\"" + kind + "\"")
              + ", full or slim expected");
    }
    requireKeys(metadata);
    Position position =
        new Position(
            parse(metadata, STEP, Long::valueOf),
            parse(metadata, EPOCH, Integer::valueOf),
            parse(metadata, STEP_IN_EPOCH, Integer::valueOf),
            parse(metadata, BEST_SCORE, Double::valueOf),
            parse(metadata, BEST_STEP, Long::valueOf),
            parse(metadata, EPOCHS_SINCE_BEST, Integer::valueOf),
            parse(metadata, FINISHED, CheckpointForm::parseBoolean));
    Optional<TrainingState> training =
        kind.equals(FULL) ? Optional.of(take(metadata, tensors)) : Optional.empty();
    for (String name : tensors.keySet()) {
      if (name.startsWith(STATE)) {
        throw new IllegalArgumentException(
            "tensor " + name + " is unexpected in a slim checkpoint");
      }
    }
    requireOneType(kind, tensors);
    List<NamedTensor> parameters = new ArrayList<>();
    tensors.forEach(
        (name, tensor) ->
            parameters.add(new NamedTensor(name, tensor.shape(), parameter(name, tensor))));
    Map<String, String> provenance = new LinkedHashMap<>();
    metadata.forEach(
        (key, value) -> {
          if (key.startsWith(PROVENANCE)) {
            provenance.put(key.substring(PROVENANCE.length()), value);
          }
        });
    return new Checkpoint(
        metadata.get(CONFIG),
        parse(metadata, IMAGE_HEIGHT, Integer::valueOf),
        parse(metadata, IMAGE_WIDTH, Integer::valueOf),
        metadata.containsKey(IMAGE_CHANNELS)
            ? parse(metadata, IMAGE_CHANNELS, Integer::valueOf)
            : 1,
        parameters,
        training,
        position,
        new Provenance(provenance),
        metadata.containsKey(VOCABULARY)
            ? List.of(metadata.get(VOCABULARY).split(" ", -1))
            : List.of());
  }

  /** Half the digits are enough to use a model, not to go on with, and all have as many. */
  private static void requireOneType(String kind, Map<String, StoredTensor> parameters) {
    String first = null;
    for (Map.Entry<String, StoredTensor> parameter : parameters.entrySet()) {
      boolean isHalf = parameter.getValue() instanceof StoredTensor.Halves;
      if (isHalf && kind.equals(FULL)) {
        throw new IllegalArgumentException(
            "tensor " + parameter.getKey() + " has type F16, F32 expected in a full checkpoint");
      }
      if (first == null) {
        first = parameter.getKey();
      } else if (isHalf != (parameters.get(first) instanceof StoredTensor.Halves)) {
        throw new IllegalArgumentException(
            "tensor "
                + parameter.getKey()
                + " has type "
                + parameter.getValue().type()
                + ", that of tensor "
                + first
                + " expected: "
                + parameters.get(first).type());
      }
    }
  }

  /** Whether a file with this metadata says that it is a checkpoint. */
  static boolean isCheckpoint(Map<String, String> metadata) {
    return FULL.equals(metadata.get(KIND)) || SLIM.equals(metadata.get(KIND));
  }

  private static void requireKeys(Map<String, String> metadata) {
    List<String> missing = new ArrayList<>(REQUIRED);
    missing.removeAll(metadata.keySet());
    if (!missing.isEmpty()) {
      throw new IllegalArgumentException("its metadata lacks " + String.join(", ", missing));
    }
  }

  private static <T> T parse(Map<String, String> metadata, String key, Function<String, T> parser) {
    try {
      return parser.apply(metadata.get(key));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          key + " is \"" + metadata.get(key) + "\", which is not a value of its kind", e);
    }
  }

  private static Boolean parseBoolean(String text) {
    if (!text.equals("true") && !text.equals("false")) {
      throw new IllegalArgumentException(text);
    }
    return text.equals("true");
  }

  private static StoredTensor flat(float[] values) {
    return new StoredTensor.Floats(new long[] {values.length}, values);
  }

  private static float[] unflat(String name, StoredTensor tensor) {
    if (tensor.shape().length != 1) {
      throw new IllegalArgumentException(
          "tensor " + name + " has " + tensor.shape().length + " dimensions, 1 expected");
    }
    return floats(name, tensor);
  }

  private static float[] parameter(String name, StoredTensor tensor) {
    return tensor instanceof StoredTensor.Halves halves ? halves.values() : floats(name, tensor);
  }

  private static float[] floats(String name, StoredTensor tensor) {
    if (tensor instanceof StoredTensor.Floats floats) {
      return floats.values();
    }
    throw new IllegalArgumentException(
        "tensor " + name + " has type " + tensor.type() + ", F32 expected");
  }
}
