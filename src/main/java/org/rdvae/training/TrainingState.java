package org.rdvae.training;

import java.io.Serializable;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What training needs beside the model and its position to go on: vectors as long as the trained
 * parameters (the optimiser's moments or velocity; with averaging, the parameters themselves),
 * vectors of running statistics, and single numbers, each by the name that its owner gives it.
 * Empty before the first step.
 *
 * <p>The vectors are handed over and not copied: neither side writes to them afterwards. Hence
 * {@code equals} compares their identity.
 */
public record TrainingState(SortedMap<String, float[]> vectors, SortedMap<String, Double> scalars)
    implements Serializable {
  /**
   * With averaging, the running statistics of the last step, as many as the model has. Absent where
   * it has none. The names of all vectors of this length, and no others, end so.
   */
  public static final String STATISTICS = "statistics";

  /** Whether a vector is as long as the model's running statistics are. */
  public static boolean isOfStatistics(String vector) {
    return vector.endsWith(STATISTICS);
  }

  /** Nothing remembered yet: all vectors are zeros. */
  public static final TrainingState EMPTY = new TrainingState(new TreeMap<>(), new TreeMap<>());

  public TrainingState {
    vectors = Collections.unmodifiableSortedMap(new TreeMap<>(vectors));
    scalars = Collections.unmodifiableSortedMap(new TreeMap<>(scalars));
  }
}
