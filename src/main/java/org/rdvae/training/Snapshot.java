package org.rdvae.training;

import org.rdvae.network.Initializer;
import org.rdvae.network.ParameterLayout;

/**
 * The whole state of a training: copies, which later steps do not touch. Vectors are in the order
 * of the model's layout.
 */
public record Snapshot(
    Position position, float[] parameters, float[] firstMoment, float[] secondMoment) {

  /** The state before the first step. */
  public static Snapshot initial(ParameterLayout layout, long seed) {
    int size = layout.size();
    return new Snapshot(
        Position.START, Initializer.initialValues(layout, seed), new float[size], new float[size]);
  }
}
