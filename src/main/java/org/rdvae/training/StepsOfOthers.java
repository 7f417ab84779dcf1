package org.rdvae.training;

import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Steps of a training that were no updates of the parameters that go on, because several machines
 * took them at the same time and their results were averaged. The optimiser corrects its moments by
 * the number of updates that they have seen, and counts these out. A single number of the training
 * state, absent where there were none.
 */
final class StepsOfOthers {
  static final String NAME = "steps-of-others";

  private StepsOfOthers() {}

  static long in(TrainingState state) {
    return state.scalars().getOrDefault(NAME, 0.0).longValue();
  }

  static TrainingState join(long steps, TrainingState state) {
    if (steps == 0) {
      return state;
    }
    SortedMap<String, Double> scalars = new TreeMap<>(state.scalars());
    scalars.put(NAME, (double) steps);
    return new TrainingState(state.vectors(), scalars);
  }

  static Snapshot without(Snapshot snapshot) {
    SortedMap<String, Double> scalars = new TreeMap<>(snapshot.state().scalars());
    scalars.remove(NAME);
    return new Snapshot(
        snapshot.position(),
        snapshot.parameters(),
        new TrainingState(snapshot.state().vectors(), scalars));
  }
}
