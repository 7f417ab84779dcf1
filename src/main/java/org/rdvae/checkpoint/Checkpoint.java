package org.rdvae.checkpoint;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.rdvae.base.Failure;
import org.rdvae.model.Architecture;
import org.rdvae.network.ParameterLayout;
import org.rdvae.training.Position;
import org.rdvae.training.Snapshot;

/**
 * A training run at one moment: with the same data it can go on from here as if it had never
 * stopped. Random numbers need no place in it, because they are a function of the seed in the
 * config and of the step.
 *
 * <p>A checkpoint with an optimiser is <em>full</em>; one without is <em>slim</em>, a third of the
 * size, and serves to use the model. The parameters' order counts: the optimiser's moments follow
 * it.
 *
 * @param config the job, as the text of a config file with every setting resolved
 * @param imageHeight rows of an image; with its width and the config it determines the architecture
 * @param imageWidth columns of an image
 */
public record Checkpoint(
    String config,
    int imageHeight,
    int imageWidth,
    List<NamedTensor> parameters,
    Optional<OptimizerState> optimizer,
    Position position,
    Provenance provenance) {
  private static final int SHORT_HASH_DIGITS = 16;

  public Checkpoint {
    if (imageHeight < 1 || imageWidth < 1) {
      throw new IllegalArgumentException(
          "an image has " + imageHeight + " x " + imageWidth + " pixels, at least 1 x 1 expected");
    }
    parameters = List.copyOf(parameters);
    Set<String> names = new HashSet<>();
    long size = 0;
    for (NamedTensor parameter : parameters) {
      if (!names.add(parameter.name())) {
        throw new IllegalArgumentException("two parameters have the name " + parameter.name());
      }
      size += parameter.values().length;
    }
    if (optimizer.isPresent() && optimizer.get().firstMoment().length != size) {
      throw new IllegalArgumentException(
          "the optimiser has "
              + optimizer.get().firstMoment().length
              + " moments for "
              + size
              + " parameters");
    }
  }

  /**
   * What a training has reached, as a full checkpoint. The parameters are copied, the moments
   * handed over.
   */
  public static Checkpoint of(
      String config, Architecture architecture, Snapshot snapshot, Provenance provenance) {
    return new Checkpoint(
        config,
        architecture.height(),
        architecture.width(),
        FlatParameters.split(architecture.layout(), snapshot.parameters()),
        Optional.of(new OptimizerState(snapshot.firstMoment(), snapshot.secondMoment())),
        snapshot.position(),
        provenance);
  }

  /**
   * Where training goes on, the mirror image of {@link #of}.
   *
   * @throws Failure when this checkpoint is slim
   */
  public Snapshot snapshot() {
    OptimizerState state =
        optimizer.orElseThrow(
            () ->
                new Failure(
                    Failure.Kind.BAD_DATA,
                    "The checkpoint of model "
                        + shortModelHash()
                        + " is slim: it has no optimiser state, so training cannot go on from it"));
    return new Snapshot(position, flatParameters(), state.firstMoment(), state.secondMoment());
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

  /** Writes the file, or leaves what was there before. */
  public void write(Path path) {
    CheckpointForm.toFile(this).write(path);
  }

  /** The same model without what only further training needs. */
  public Checkpoint slim() {
    return new Checkpoint(
        config, imageHeight, imageWidth, parameters, Optional.empty(), position, provenance);
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
   * @param expected the architecture's parameters
   * @param path where this checkpoint was read, for the message
   * @throws Failure listing what is missing, unexpected, differently shaped or differently ordered
   */
  public void requireParameters(ParameterLayout expected, Path path) {
    ArchitectureCheck.require(path, parameters, expected);
  }
}
