package org.rdvae.bench;

import java.util.Optional;
import org.rdvae.network.ParameterLayout;
import org.rdvae.tensor.Device;

/**
 * A work whose first steps are made with all that goes in and comes out told, so that another
 * program can repeat them.
 */
interface CheckedTraining extends AutoCloseable {
  /** Is told of each step; the arrays are the teller's and change with the next step. */
  @FunctionalInterface
  interface Receiver {
    /**
     * Takes one step.
     *
     * @param images row-major [batch, height, width, channels]
     * @param noise row-major [batch, values]
     * @param loss by the parameters before the step's update
     */
    void step(float[] images, float[] noise, double loss);
  }

  static CheckedTraining of(Work work, Device device) {
    return work instanceof Work.Variational variational
        ? new CheckedVariational(variational, device)
        : new CheckedPlain((Work.Plain) work, device);
  }

  ParameterLayout layout();

  /** Values of noise for an image. */
  int noiseValues();

  /** Makes so many steps from the beginning and returns the gradient of the first. */
  float[] run(int steps, Receiver receiver);

  /** The first step's gradient computed in float64; none where the work has no such plan. */
  Optional<float[]> exactGradient();

  @Override
  void close();
}
