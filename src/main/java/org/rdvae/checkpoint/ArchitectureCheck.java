package org.rdvae.checkpoint;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.rdvae.base.Failure;
import org.rdvae.network.ParameterLayout;
import org.rdvae.network.ParameterSpec;
import org.rdvae.training.TrainingState;

/**
 * Compares the parameters of a file with those of an architecture and reports every difference at
 * once.
 */
final class ArchitectureCheck {
  /** Differences of one kind that are written out; the others are counted. */
  private static final int MOST_LISTED = 8;

  private ArchitectureCheck() {}

  static void require(Path path, Checkpoint checkpoint, ParameterLayout expected) {
    List<NamedTensor> found = checkpoint.parameters();
    Map<String, String> unexpected = new LinkedHashMap<>();
    found.forEach(tensor -> unexpected.put(tensor.name(), describe(tensor.name(), tensor.shape())));
    List<String> missing = new ArrayList<>();
    List<String> reshaped = new ArrayList<>();
    for (ParameterSpec parameter : expected.parameters()) {
      String wanted = describe(parameter.name(), FlatParameters.shape(parameter));
      String other = unexpected.remove(parameter.name());
      if (other == null) {
        missing.add(wanted);
      } else if (!wanted.equals(other)) {
        reshaped.add(wanted + " expected, " + other + " found");
      }
    }
    List<String> differences = new ArrayList<>();
    list("missing", missing, differences);
    list("unexpected", List.copyOf(unexpected.values()), differences);
    list("differently shaped", reshaped, differences);
    if (differences.isEmpty()) {
      // The vectors of training are flat in the order of the parameters, so another order is
      // another meaning.
      list("differently ordered", misplaced(found, expected.parameters()), differences);
      checkpoint.training().ifPresent(state -> vectors(state, expected.trained(), differences));
    }
    if (!differences.isEmpty()) {
      throw new Failure(
          Failure.Kind.BAD_DATA,
          path
              + " holds the parameters of another architecture; "
              + String.join("; ", differences));
    }
  }

  /** That the statistics are as many as are left, the checkpoint itself has made sure of. */
  private static void vectors(TrainingState state, int trained, List<String> differences) {
    List<String> wrong = new ArrayList<>();
    state
        .vectors()
        .forEach(
            (name, vector) -> {
              if (!TrainingState.isOfStatistics(name) && vector.length != trained) {
                wrong.add(name + " of " + vector.length);
              }
            });
    list("training vectors that do not have " + trained + " values", wrong, differences);
  }

  private static String describe(String name, long[] shape) {
    return name + " " + Arrays.toString(shape);
  }

  private static List<String> misplaced(List<NamedTensor> found, List<ParameterSpec> expected) {
    List<String> misplaced = new ArrayList<>();
    for (int i = 0; i < expected.size(); i++) {
      if (!expected.get(i).name().equals(found.get(i).name())) {
        misplaced.add(expected.get(i).name() + " expected, " + found.get(i).name() + " found");
      }
    }
    return misplaced;
  }

  private static void list(String what, List<String> items, List<String> differences) {
    if (items.size() > MOST_LISTED) {
      String listed = String.join(", ", items.subList(0, MOST_LISTED));
      differences.add(what + ": " + listed + " and " + (items.size() - MOST_LISTED) + " more");
    } else if (!items.isEmpty()) {
      differences.add(what + ": " + String.join(", ", items));
    }
  }
}
