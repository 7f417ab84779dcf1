package org.rdvae.training;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.rdvae.base.Failure;
import org.rdvae.training.ClusterSettings.Mode;
import org.rdvae.training.TrainingSettings.OnNonFinite;

/**
 * The steps of a training that several executors take: the driver's side, which holds the state
 * between rounds and nothing else. A round that is lost is done again from there.
 *
 * <pre>
 * state - round, to all - each its steps - mean of parameters and moments - state
 * </pre>
 *
 * <p>With averaging, executors take their steps from the same parameters independently; McMahan et
 * al., Communication-Efficient Learning of Deep Networks from Decentralized Data, AISTATS 2017,
 * arXiv:1602.05629, with a random share of the data in each round, and weights by steps. The
 * moments of the optimiser are averaged too, as in Yu, Jin and Yang, On the Linear Speedup Analysis
 * of Communication Efficient Momentum SGD, ICML 2019, arXiv:1905.03817.
 */
public final class SharedSteps implements TrainingSteps {
  private final TrainingSettings settings;
  private final ClusterSettings cluster;
  private final int stepsPerEpoch;
  private final Rounds rounds;
  private Snapshot now;
  private int answers;
  private boolean isRoundOpen;
  private boolean diverged;
  private long waitedNanos;

  /** Brings rounds to the executors and their results back. */
  public interface Rounds extends AutoCloseable {
    /** Executors that share a round. */
    int executors();

    /**
     * Has a round done.
     *
     * @param notes told of what is being waited for, or done again, in a sentence
     * @return empty if it cannot be, because the process is ending
     * @throws Failure that an executor reported, or because none is left
     */
    Optional<RoundResult> run(Snapshot from, Round round, Consumer<String> notes);

    @Override
    void close();
  }

  /**
   * A round, done.
   *
   * @param mean of the executors' vectors by their weights; its position and its single numbers do
   *     not count
   * @param reports of all executors
   */
  public record RoundResult(Snapshot mean, List<ShardReport> reports) {}

  /**
   * @param rounds closed together with this, also if there is to be none
   * @param start where to begin
   */
  public SharedSteps(
      Rounds rounds,
      TrainingSettings settings,
      ClusterSettings cluster,
      int stepsPerEpoch,
      Snapshot start) {
    this.rounds = rounds;
    this.settings = settings;
    this.cluster = cluster;
    this.stepsPerEpoch = stepsPerEpoch;
    try {
      requireShareable(settings, cluster, rounds.executors());
      answers = RollbackPoint.of(start).answers();
    } catch (RuntimeException | Error e) {
      rounds.close();
      throw e;
    }
    now = RollbackPoint.without(start);
  }

  /**
   * Refuses what cannot be done together.
   *
   * @param executors 0 if that is not known yet
   * @throws Failure BAD_CONFIG
   */
  public static void requireShareable(
      TrainingSettings settings, ClusterSettings cluster, int executors) {
    if (settings.onNonFinite() == OnNonFinite.ROLLBACK) {
      throw new Failure(
          Failure.Kind.BAD_CONFIG,
          "training.on-non-finite: expected stop or skip on a cluster, where nobody holds the state"
              + " of the last epoch's end, found rollback");
    }
    if (cluster.mode() == Mode.SYNCHRONOUS && executors > 0 && settings.batch() % executors != 0) {
      throw new Failure(
          Failure.Kind.BAD_CONFIG,
          "training.batch: expected a multiple of the "
              + executors
              + " executors, since synchronous steps share each batch equally, found "
              + settings.batch()
              + "; set training.batch or cluster.executors");
    }
  }

  @Override
  public int take(Position from, TrainingListener listener) {
    Round round = Round.next(from, stepsPerEpoch, cluster, rounds.executors());
    long begin = System.nanoTime();
    isRoundOpen = true;
    Optional<RoundResult> done = rounds.run(now, round, listener::note);
    isRoundOpen = false;
    if (done.isEmpty()) {
      return 0;
    }
    List<ShardReport> reports = done.get().reports();
    answer(round, reports, listener);
    Skips skips = new Skips(now, round, reports);
    now =
        new Snapshot(
            from.after(round.steps()),
            done.get().mean().parameters(),
            new TrainingState(
                done.get().mean().state().vectors(),
                RoundScalars.merge(now, round, reports, skips)));
    long computed = reports.stream().mapToLong(ShardReport::computedNanos).max().orElse(0);
    waitedNanos += Math.max(0, System.nanoTime() - begin - computed);
    report(round, reports, skips, listener);
    return round.steps();
  }

  /** What executors that share each step measured of one is its mean over their parts. */
  private static void report(
      Round round, List<ShardReport> reports, Skips skips, TrainingListener listener) {
    List<ShardReport.Logged> all =
        reports.stream()
            .flatMap(shard -> shard.logged().stream())
            .sorted(Comparator.comparingInt(ShardReport.Logged::index))
            .toList();
    int each = round.parts();
    for (int first = 0; first + each <= all.size(); first += each) {
      List<StepReport> parts =
          all.subList(first, first + each).stream().map(ShardReport.Logged::report).toList();
      int index = all.get(first).index();
      listener.measured(
          round.from().after(index + 1), StepReport.mean(parts).withSkipped(skips.until(index)));
    }
  }

  /** As on one machine, where steps come one after another. */
  private void answer(Round round, List<ShardReport> reports, TrainingListener listener) {
    String[] complaints = new String[round.steps()];
    for (ShardReport shard : reports) {
      for (ShardReport.Complaint complaint : shard.complaints()) {
        complaints[complaint.index()] = complaint.text();
      }
    }
    for (int i = 0; i < complaints.length; i++) {
      if (complaints[i] == null) {
        answers = 0;
        continue;
      }
      answers++;
      if (settings.onNonFinite() == OnNonFinite.STOP) {
        throw diverged(complaints[i]);
      } else if (answers >= Divergence.MOST_ANSWERS) {
        throw diverged(Divergence.again(settings, complaints[i]));
      }
      listener.notFinite(round.from().after(i), complaints[i] + "; the step is left out");
    }
  }

  @Override
  public void keep(Position position) {}

  @Override
  public float[] model() {
    return now.parameters().clone();
  }

  @Override
  public Snapshot snapshot(Position position) {
    if (diverged) {
      throw new IllegalStateException("the training diverged and has no state to go on from");
    }
    if (!Divergence.isFinite(now.parameters())) {
      throw diverged("after step " + position.step() + " a parameter is not finite");
    }
    return new RollbackPoint(Optional.empty(), answers)
        .joinedTo(new Snapshot(position, now.parameters(), now.state()), 0);
  }

  /**
   * A round that could not be done left nothing behind. What failed after one was done, such as a
   * listener that could not write, failed in between: the state is then ahead of what was reported
   * and of the position, or the best model was never kept.
   */
  @Override
  public boolean isWhole() {
    return isRoundOpen && !diverged;
  }

  @Override
  public Failure diverged(String where) {
    diverged = true;
    return Divergence.failure(settings, where);
  }

  /** Of the time that rounds took, what the slowest executor did not compute. */
  @Override
  public long waitedNanos() {
    return waitedNanos;
  }

  @Override
  public void close() {
    rounds.close();
  }
}
