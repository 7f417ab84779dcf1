package org.rdvae.training;

import java.io.Serializable;
import org.rdvae.network.Initializer;
import org.rdvae.network.ParameterLayout;

/**
 * The whole state of a training: copies, which later steps do not touch. Vectors are in the order
 * of the model's layout.
 *
 * @param parameters the model as it is to be used, the trained values before the running
 *     statistics; with averaging, the averages of both
 */
public record Snapshot(Position position, float[] parameters, TrainingState state)
    implements Serializable {

  /** The model alone; what it takes to go on may be several times as large. */
  public Snapshot withoutState() {
    return new Snapshot(position, parameters, TrainingState.EMPTY);
  }

  /** The state before the first step. */
  public static Snapshot initial(ParameterLayout layout, long seed) {
    return new Snapshot(
        Position.START, Initializer.initialValues(layout, seed), TrainingState.EMPTY);
  }
}
