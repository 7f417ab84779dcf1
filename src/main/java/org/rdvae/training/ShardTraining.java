package org.rdvae.training;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.rdvae.data.TrainingBatches;
import org.rdvae.model.Architecture;
import org.rdvae.objective.ObjectiveSettings;
import org.rdvae.tensor.Device;
import org.rdvae.tensor.Precision;
import org.rdvae.tensor.Tensor;
import org.rdvae.training.TrainingSettings.OnNonFinite;

/**
 * An executor's side of a training that several share: a planned model, which takes its part of one
 * round after another. What it returns depends on the round and the state handed to it, and on
 * nothing that it did before, so that any other can do the same part again. On the CPU. Belongs to
 * one thread at a time; owns its tensors until closed.
 */
public final class ShardTraining implements AutoCloseable {
  private final Architecture architecture;
  private final TrainingSettings settings;
  private final TrainingBatches batches;
  private final int parts;
  private final boolean prefetch;
  private final Learner learner;
  private final int trained;

  /** Of all executors that take part in a step. */
  public interface Exchange {
    /** Replaces numbers by the mean of everybody's, the same for all to the bit. */
    void mean(float[] values);
  }

  /**
   * @param batches whole, also if a batch is shared
   * @param parts of a batch; one of them is taken here
   * @param start any state of the training
   */
  public ShardTraining(
      Device device,
      Architecture architecture,
      ObjectiveSettings objective,
      TrainingSettings settings,
      TrainingBatches batches,
      long seed,
      int parts,
      Snapshot start) {
    this.architecture = architecture;
    this.settings = settings;
    this.batches = batches;
    this.parts = parts;
    prefetch = settings.prefetch().isOn(device.threads());
    trained = architecture.layout().trained();
    learner =
        new Learner(
            device.kernels(Precision.FLOAT32),
            VaeTraining.plan(
                architecture,
                objective,
                batches.stepsPerEpoch(),
                batches.batchSize() / parts,
                seed),
            settings,
            batches.stepsPerEpoch(),
            start,
            device.threadsBetweenCalls());
  }

  /**
   * Does one executor's part.
   *
   * @param exchange used if a batch is shared
   */
  public ShardResult run(Snapshot start, Round round, int executor, Exchange exchange) {
    long begin = System.nanoTime();
    learner.restart(start);
    boolean shares = round.parts() > 1;
    Meeting meeting = new Meeting(exchange, trained);
    List<ShardReport.Logged> logged = new ArrayList<>();
    List<ShardReport.Complaint> complaints = new ArrayList<>();
    List<Integer> skipped = new ArrayList<>();
    long others = learner.stepsOfOthers();
    int steps = round.stepsOf(executor);
    Position from = round.from();
    try (BatchFeed feed = feed(round, executor, steps)) {
      for (int own = 0; own < steps; own++) {
        int index = round.index(executor, own);
        long step = from.step() + index;
        learner.othersTook(others + index - own);
        float[] batch = feed.next();
        learner.model().load(batch);
        long skippedBefore = learner.skippedSteps();
        boolean sound =
            learner.step(
                step,
                from.epoch(),
                // Executors that share a batch must not draw the same noise for their parts.
                Math.multiplyExact(from.stepInEpoch() + index, parts) + (shares ? executor : 0),
                batch,
                shares ? meeting : Learner.GradientStage.NONE);
        if (learner.skippedSteps() > skippedBefore) {
          skipped.add(index);
        }
        if (!sound) {
          complaints.add(new ShardReport.Complaint(index, learner.complaint(step)));
          if (settings.onNonFinite() == OnNonFinite.STOP) {
            break; // The parameters may be lost.
          }
          learner.restore();
        }
        if (learner.isLogged(step + 1)) {
          logged.add(new ShardReport.Logged(index, learner.report(step)));
        }
      }
    }
    Snapshot end = end(round, shares ? meeting : null);
    ShardReport report =
        new ShardReport(
            executor,
            steps,
            skipped,
            end.state().scalars(),
            logged,
            complaints,
            System.nanoTime() - begin - meeting.waitedNanos);
    return new ShardResult(report, shares ? (executor == 0 ? 1 : 0) : steps, end);
  }

  /** Batches by their number among the executor's own. */
  private BatchFeed feed(Round round, int executor, int steps) {
    int rows = batches.batchSize() / parts;
    StepInput input = new StepInput(batches, architecture, rows * (parts > 1 ? executor : 0), rows);
    Position from = round.from();
    BatchSource own =
        (epoch, step, target) ->
            input.fill(from.epoch(), from.stepInEpoch() + round.index(executor, step), target);
    return new BatchFeed(own, input.size(), 1, steps, 0, prefetch);
  }

  /** Where a batch is shared all have the same parameters, but statistics of their own. */
  private Snapshot end(Round round, Meeting meeting) {
    float[] values = learner.values();
    TrainingState state = learner.state();
    if (meeting != null && values.length > trained) {
      meeting.meanFrom(values, trained);
      SortedMap<String, float[]> vectors = new TreeMap<>(state.vectors());
      vectors.forEach(
          (name, vector) -> {
            if (TrainingState.isOfStatistics(name)) {
              meeting.meanFrom(vector, 0);
            }
          });
    }
    return new Snapshot(round.from().after(round.steps()), values, state);
  }

  /** Executors meet in every step. */
  private static final class Meeting implements Learner.GradientStage {
    private final Exchange exchange;
    private final int trained;
    private float[] gradient = {};
    private long waitedNanos;

    private Meeting(Exchange exchange, int trained) {
      this.exchange = exchange;
      this.trained = trained;
    }

    @Override
    public void replace(Tensor gradients) {
      if (gradient.length != trained) {
        gradient = new float[trained];
      }
      gradients.read(0, gradient, 0, trained);
      mean(gradient);
      gradients.write(0, gradient, 0, trained);
    }

    private void meanFrom(float[] values, int first) {
      float[] tail = Arrays.copyOfRange(values, first, values.length);
      mean(tail);
      System.arraycopy(tail, 0, values, first, tail.length);
    }

    private void mean(float[] values) {
      long begin = System.nanoTime();
      exchange.mean(values);
      waitedNanos += System.nanoTime() - begin;
    }
  }

  @Override
  public void close() {
    learner.close();
  }
}
