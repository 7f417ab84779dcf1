package org.rdvae.bench;

import java.util.OptionalDouble;
import org.rdvae.tensor.Device;
import org.rdvae.training.Measurement;
import org.rdvae.training.Position;
import org.rdvae.training.StepReport;
import org.rdvae.training.Trainer;
import org.rdvae.training.TrainingListener;

/**
 * Times whole training steps. Of a variational autoencoder it is the trainer's own step, drawing
 * noise and batches included.
 */
public final class TrainingBenchmark {

  /**
   * What was measured.
   *
   * @param millisecondsPerStep median
   * @param nativeFraction part of the time spent inside native calls
   * @param optimizerFraction part spent in the optimiser, its copies to and from native memory
   *     included
   * @param allocatedBytesPerStep Java memory allocated by the thread that trains
   * @param peakMegabytes largest resident set of the process so far, in units of 2^20 bytes
   */
  public record Result(
      int threads,
      int steps,
      double millisecondsPerStep,
      double fastest,
      double p90,
      double nativeFraction,
      double optimizerFraction,
      long allocatedBytesPerStep,
      OptionalDouble peakMegabytes) {
    /** The rest: batches, noise, Java around the calls. */
    public double otherFraction() {
      return 1 - nativeFraction - optimizerFraction;
    }
  }

  private TrainingBenchmark() {}

  /** Runs {@code warmup} steps and then times {@code steps} more, each by itself. */
  public static Result time(Work work, Device device, int warmup, int steps) {
    StepTimes times = new StepTimes(warmup, steps);
    if (work instanceof Work.Variational variational) {
      try (Trainer trainer = variational.open(device)) {
        trainer.run(parameters -> new Measurement(0, 0), new Timing(times));
      }
    } else {
      try (PlainTraining training = new PlainTraining(device, (Work.Plain) work)) {
        do {
          training.step();
        } while (times.stepped(training.kernels().clock().nanos(), training.optimizerNanos()));
      }
    }
    return times.result(device.threads());
  }

  private record Timing(StepTimes times) implements TrainingListener {
    @Override
    public boolean stepped(Trainer trainer) {
      return times.stepped(trainer.nativeNanos(), trainer.optimizerNanos());
    }

    @Override
    public void measured(Position position, StepReport report) {}

    @Override
    public void validated(Position position, Measurement validation, boolean isBest) {}
  }
}
