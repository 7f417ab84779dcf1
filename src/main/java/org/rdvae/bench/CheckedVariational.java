package org.rdvae.bench;

import java.util.Optional;
import org.rdvae.data.TrainingBatches;
import org.rdvae.network.ParameterLayout;
import org.rdvae.random.RandomStream;
import org.rdvae.tensor.Device;
import org.rdvae.training.Measurement;
import org.rdvae.training.Position;
import org.rdvae.training.StepReport;
import org.rdvae.training.Trainer;
import org.rdvae.training.TrainingListener;
import org.rdvae.training.TrainingSettings;

/**
 * The first steps of a variational autoencoder by the trainer itself. Its batches and noise are
 * functions of the seed and the position, so they are made here a second time.
 */
final class CheckedVariational implements CheckedTraining {
  /** What Adam's first moment holds of the first gradient, 1 - beta1. */
  private static final float FIRST_MOMENT = (float) (1 - BenchSettings.BETA1);

  private final Work.Variational work;
  private final Device device;

  CheckedVariational(Work.Variational work, Device device) {
    // Without a thread that makes batches ahead, because they are made here too.
    this.work =
        new Work.Variational(
            work.architecture(),
            work.objective(),
            BenchSettings.adam(work.batch(), 1, TrainingSettings.Prefetch.OFF),
            work.batches(),
            work.seed());
    this.device = device;
  }

  @Override
  public ParameterLayout layout() {
    return work.architecture().layout();
  }

  @Override
  public int noiseValues() {
    return work.architecture().latents();
  }

  @Override
  public float[] run(int steps, Receiver receiver) {
    Telling telling = new Telling(steps, receiver);
    try (Trainer trainer = work.open(device)) {
      trainer.run(parameters -> new Measurement(0, 0), telling);
    }
    return telling.gradient;
  }

  @Override
  public Optional<float[]> exactGradient() {
    return Optional.empty();
  }

  /** There is nothing to free between runs. */
  @Override
  public void close() {}

  private final class Telling implements TrainingListener {
    private final int steps;
    private final Receiver receiver;
    private final TrainingBatches batches = work.batches();
    private final RandomStream noiseStream =
        new RandomStream(work.seed(), RandomStream.Purpose.TRAINING_NOISE);
    private final float[] images = new float[work.batch() * work.image().size()];
    private final float[] noise = new float[work.batch() * noiseValues()];
    private float[] gradient;

    Telling(int steps, Receiver receiver) {
      this.steps = steps;
      this.receiver = receiver;
    }

    @Override
    public void measured(Position position, StepReport report) {
      long step = position.step() - 1;
      int epoch = (int) (step / batches.stepsPerEpoch());
      int stepInEpoch = (int) (step % batches.stepsPerEpoch());
      batches.fill(epoch, stepInEpoch, images);
      noiseStream.at(epoch, stepInEpoch).fillGaussian(noise, noise.length);
      receiver.step(images, noise, report.loss());
    }

    @Override
    public boolean stepped(Trainer trainer) {
      if (gradient == null) {
        gradient = trainer.snapshot().state().vectors().get("first-moment");
        for (int i = 0; i < gradient.length; i++) {
          gradient[i] /= FIRST_MOMENT;
        }
      }
      return trainer.position().step() < steps;
    }

    @Override
    public void validated(Position position, Measurement validation, boolean isBest) {}
  }
}
