package org.rdvae.training;

import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.rdvae.base.Failure;

/**
 * What an objective remembers between steps, such as a multiplier, as a part of the training state:
 * single numbers under names of its own.
 */
final class ObjectiveMemory {
  private ObjectiveMemory() {}

  /**
   * Gives an objective its part of a state to go on from.
   *
   * @return the same without that part
   * @throws Failure BAD_DATA if it lacks some after the first step
   */
  static Snapshot recall(Trainable objective, Snapshot start) {
    SortedMap<String, Double> others = new TreeMap<>(start.state().scalars());
    Set<String> own = objective.memory().keySet();
    if (start.position().step() > 0 && !others.keySet().containsAll(own)) {
      throw new Failure(
          Failure.Kind.BAD_DATA,
          "The training state to go on from does not fit the objective: expected "
              + String.join(", ", own.stream().sorted().toList())
              + "; found "
              + (others.isEmpty() ? "nothing" : String.join(", ", others.keySet())));
    }
    objective.recall(others);
    others.keySet().removeAll(own);
    return new Snapshot(
        start.position(), start.parameters(), new TrainingState(start.state().vectors(), others));
  }

  /** A state with the objective's part. */
  static TrainingState join(Trainable objective, TrainingState state) {
    SortedMap<String, Double> all = new TreeMap<>(state.scalars());
    all.putAll(objective.memory());
    return new TrainingState(state.vectors(), all);
  }
}
