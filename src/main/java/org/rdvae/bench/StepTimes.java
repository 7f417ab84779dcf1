package org.rdvae.bench;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import org.rdvae.training.Measurement;
import org.rdvae.training.Position;
import org.rdvae.training.StepReport;
import org.rdvae.training.Trainer;
import org.rdvae.training.TrainingListener;

/**
 * Listens to a training and takes the time of each step after a warm-up; ends the training when it
 * has enough.
 */
final class StepTimes implements TrainingListener {
  private final ThreadMXBean memory = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private final int warmup;
  private final double[] milliseconds;
  private int done;
  private long stepBegun;
  private long nativeNanos;
  private long optimizerNanos;
  private long allocated;

  StepTimes(int warmup, int steps) {
    this.warmup = warmup;
    milliseconds = new double[steps];
  }

  @Override
  public boolean stepped(Trainer trainer) {
    long now = System.nanoTime();
    int timed = done - warmup;
    if (timed == 0) {
      nativeNanos = -trainer.nativeNanos();
      optimizerNanos = -trainer.optimizerNanos();
      allocated = -memory.getCurrentThreadAllocatedBytes();
    } else if (timed > 0) {
      milliseconds[timed - 1] = (now - stepBegun) / 1e6;
    }
    boolean enough = timed == milliseconds.length;
    if (enough) {
      nativeNanos += trainer.nativeNanos();
      optimizerNanos += trainer.optimizerNanos();
      allocated += memory.getCurrentThreadAllocatedBytes();
    }
    done++;
    stepBegun = System.nanoTime();
    return !enough;
  }

  @Override
  public void measured(Position position, StepReport report) {}

  @Override
  public void validated(Position position, Measurement validation, boolean isBest) {}

  TrainingBenchmark.Result result(int threads) {
    double total = Arrays.stream(milliseconds).sum() * 1e6;
    double[] sorted = milliseconds.clone();
    Arrays.sort(sorted);
    int steps = sorted.length;
    return new TrainingBenchmark.Result(
        threads,
        steps,
        sorted[steps / 2],
        sorted[0],
        sorted[steps * 9 / 10],
        nativeNanos / total,
        optimizerNanos / total,
        allocated / steps);
  }
}
