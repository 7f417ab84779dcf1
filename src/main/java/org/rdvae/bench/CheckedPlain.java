package org.rdvae.bench;

import java.util.Optional;
import org.rdvae.network.ParameterLayout;
import org.rdvae.tensor.Device;
import org.rdvae.tensor.Precision;

/** The first steps of a plain autoencoder. */
final class CheckedPlain implements CheckedTraining {
  private final Work.Plain work;
  private final Device device;
  private final PlainTraining training;

  CheckedPlain(Work.Plain work, Device device) {
    this.work = work;
    this.device = device;
    training = new PlainTraining(device, work);
  }

  @Override
  public ParameterLayout layout() {
    return training.layout();
  }

  @Override
  public int noiseValues() {
    return training.noiseValues();
  }

  @Override
  public float[] run(int steps, Receiver receiver) {
    float[] gradient = new float[training.layout().trained()];
    for (int step = 0; step < steps; step++) {
      training.forward();
      double loss = training.loss();
      training.backward();
      if (step == 0) {
        training.parameters().gradients().read(gradient);
      }
      training.update();
      receiver.step(training.images(step), training.noise(step), loss);
    }
    return gradient;
  }

  @Override
  public Optional<float[]> exactGradient() {
    try (PlainTraining exact = new PlainTraining(device.kernels(Precision.FLOAT64), work, 1)) {
      exact.forward();
      exact.backward();
      float[] gradient = new float[exact.layout().trained()];
      exact.parameters().gradients().read(gradient);
      return Optional.of(gradient);
    }
  }

  @Override
  public void close() {
    training.close();
  }
}
