package org.rdvae.training;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.rdvae.base.Failure;

/**
 * What a training remembers to answer steps whose gradients are not finite: how many there were,
 * and the state to go back to. Saved with every state in whose past it lies, since a resumed
 * training would otherwise go back to another moment than one that was never stopped.
 *
 * <p>In a saved state the count is {@code non-finite-steps}. What is gone back to has names that
 * begin with {@code rollback-}: the state's vectors and numbers by their own, {@code step}, and its
 * parameters as {@code model}, but the running statistics as {@code model-statistics}.
 *
 * @param state to go back to; empty where there is none yet, or none is needed
 * @param answers steps in a row, or rollbacks in an epoch
 */
record RollbackPoint(Optional<Snapshot> state, int answers) {
  private static final String PREFIX = "rollback-";
  private static final String MODEL = "model";
  private static final String MODEL_STATISTICS = MODEL + "-" + TrainingState.STATISTICS;
  private static final String STEP = "step";
  private static final String ANSWERS = "non-finite-steps";

  /** A state with what is remembered. */
  Snapshot joinedTo(Snapshot now, int trained) {
    SortedMap<String, float[]> vectors = new TreeMap<>(now.state().vectors());
    SortedMap<String, Double> scalars = new TreeMap<>(now.state().scalars());
    if (answers > 0) {
      scalars.put(ANSWERS, (double) answers);
    }
    state.ifPresent(
        back -> {
          float[] model = back.parameters();
          vectors.put(PREFIX + MODEL, Arrays.copyOf(model, trained));
          if (model.length > trained) {
            vectors.put(
                PREFIX + MODEL_STATISTICS, Arrays.copyOfRange(model, trained, model.length));
          }
          scalars.put(PREFIX + STEP, (double) back.position().step());
          back.state().vectors().forEach((name, vector) -> vectors.put(PREFIX + name, vector));
          back.state().scalars().forEach((name, value) -> scalars.put(PREFIX + name, value));
        });
    return new Snapshot(now.position(), now.parameters(), new TrainingState(vectors, scalars));
  }

  /**
   * What a state remembers; the mirror image of {@link #joinedTo}.
   *
   * @throws Failure BAD_DATA if the state to go back to is not one of the same training
   */
  static RollbackPoint of(Snapshot joined) {
    TrainingState all = joined.state();
    int answers = all.scalars().getOrDefault(ANSWERS, 0.0).intValue();
    SortedMap<String, float[]> vectors = ofRollback(all.vectors());
    SortedMap<String, Double> scalars = ofRollback(all.scalars());
    if (vectors.isEmpty() && scalars.isEmpty()) {
      return new RollbackPoint(Optional.empty(), answers);
    }
    float[] model = vectors.getOrDefault(MODEL, new float[0]);
    float[] statistics = vectors.getOrDefault(MODEL_STATISTICS, new float[0]);
    double step = scalars.getOrDefault(STEP, -1.0);
    vectors.keySet().removeAll(List.of(MODEL, MODEL_STATISTICS));
    scalars.remove(STEP);
    TrainingState own = without(joined).state();
    if (!(step >= 0 && step < joined.position().step())
        || model.length + statistics.length != joined.parameters().length
        || !vectors.keySet().equals(own.vectors().keySet())
        || !counted(scalars).equals(counted(own.scalars()))) {
      throw new Failure(
          Failure.Kind.BAD_DATA,
          "The training state to go on from holds no whole state to roll back to: expected, behind "
              + PREFIX
              + ", step, model and "
              + String.join(", ", names(own))
              + "; found "
              + String.join(
                  ", ",
                  names(new TrainingState(ofRollback(all.vectors()), ofRollback(all.scalars())))));
    }
    Parameters.requireFinite(all);
    float[] parameters = Arrays.copyOf(model, joined.parameters().length);
    System.arraycopy(statistics, 0, parameters, model.length, statistics.length);
    Position position =
        new Position((long) step, joined.position().epoch(), 0, Double.NaN, 0, 0, false);
    TrainingState state = new TrainingState(vectors, scalars);
    return new RollbackPoint(Optional.of(new Snapshot(position, parameters, state)), answers);
  }

  /** The same state, which remembers nothing. */
  static Snapshot without(Snapshot joined) {
    SortedMap<String, float[]> vectors = new TreeMap<>(joined.state().vectors());
    vectors.keySet().removeIf(name -> name.startsWith(PREFIX));
    SortedMap<String, Double> scalars = new TreeMap<>(joined.state().scalars());
    scalars.keySet().removeIf(name -> name.startsWith(PREFIX) || name.equals(ANSWERS));
    return new Snapshot(
        joined.position(), joined.parameters(), new TrainingState(vectors, scalars));
  }

  /** Names of numbers; which steps were lost is told by a rollback, maybe the first. */
  private static Set<String> counted(SortedMap<String, Double> scalars) {
    Set<String> names = new TreeSet<>(scalars.keySet());
    names.remove(OutlierRule.LOST);
    return names;
  }

  /** By their names without the prefix. */
  private static <T> SortedMap<String, T> ofRollback(SortedMap<String, T> all) {
    SortedMap<String, T> found = new TreeMap<>();
    all.forEach(
        (name, value) -> {
          if (name.startsWith(PREFIX)) {
            found.put(name.substring(PREFIX.length()), value);
          }
        });
    return found;
  }

  private static List<String> names(TrainingState state) {
    return Stream.concat(state.vectors().keySet().stream(), state.scalars().keySet().stream())
        .sorted()
        .toList();
  }
}
