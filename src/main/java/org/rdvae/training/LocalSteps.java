package org.rdvae.training;

import java.util.Optional;
import org.rdvae.base.Failure;
import org.rdvae.tensor.Kernels;
import org.rdvae.training.TrainingSettings.OnNonFinite;

/** The steps of a training on one machine, one at a time. Belongs to one thread. */
final class LocalSteps implements TrainingSteps {
  private final TrainingSettings settings;
  private final Learner learner;
  private final BatchesAhead ahead;
  private final BatchFeed feed;

  private Snapshot lastGood;
  private int answers;
  private boolean diverged;

  /**
   * @param kernels closed together with this, also if there is to be none
   * @param start where to begin: {@link Snapshot#initial} or a saved state
   * @param prefetch whether a thread of its own makes the batches
   * @param updateThreads at most for an update of the parameters
   */
  LocalSteps(
      Kernels kernels, TrainingPlan plan, Snapshot start, boolean prefetch, int updateThreads) {
    settings = plan.settings();
    learner =
        new Learner(kernels, plan.model(), settings, plan.stepsPerEpoch(), start, updateThreads);
    try {
      RollbackPoint remembered = RollbackPoint.of(start);
      answers = remembered.answers();
      if (settings.onNonFinite() == OnNonFinite.ROLLBACK) {
        lastGood = remembered.state().orElse(null);
      }
      ahead =
          prefetch && !kernels.areInJavasMemory()
              ? new BatchesAhead(kernels, plan.source(), learner.model().inputs())
              : null;
      feed =
          new BatchFeed(
              ahead == null ? plan.source() : ahead,
              learner.model().batchValues(),
              settings.epochs(),
              plan.stepsPerEpoch(),
              start.position().step(),
              prefetch);
      if (lastGood == null) {
        keep(start.position());
      }
    } catch (RuntimeException | Error e) {
      learner.close();
      throw e;
    }
  }

  @Override
  public int take(Position from, TrainingListener listener) {
    requireSound();
    long step = from.step();
    float[] batch = feed.next();
    if (ahead == null) {
      learner.model().load(batch);
    } else {
      ahead.load(batch);
    }
    boolean sound =
        learner.step(step, from.epoch(), from.stepInEpoch(), batch, Learner.GradientStage.NONE);
    if (!sound) {
      answer(from, listener);
    } else if (settings.onNonFinite() == OnNonFinite.SKIP) {
      answers = 0;
    }
    if (learner.isLogged(step + 1)) {
      listener.measured(from.after(1), learner.report(step));
    }
    return 1;
  }

  /** A gradient that is not finite, or too large to be squared. */
  private void answer(Position position, TrainingListener listener) {
    String where = learner.complaint(position.step());
    answers++;
    if (settings.onNonFinite() == OnNonFinite.STOP) {
      throw diverged(where);
    } else if (answers >= Divergence.MOST_ANSWERS) {
      throw diverged(Divergence.again(settings, where));
    } else if (settings.onNonFinite() == OnNonFinite.SKIP) {
      learner.restore();
      listener.notFinite(position, where + "; the step is left out");
    } else {
      learner.goBack(lastGood, position.step() + 1 - lastGood.position().step());
      listener.notFinite(
          position, where + "; back to the parameters of step " + lastGood.position().step());
    }
  }

  @Override
  public void keep(Position position) {
    if (settings.onNonFinite() == OnNonFinite.ROLLBACK && !position.finished()) {
      lastGood = state(position);
      answers = 0;
    }
  }

  @Override
  public float[] model() {
    return learner.values();
  }

  @Override
  public Snapshot snapshot(Position position) {
    boolean goesBack =
        lastGood != null && !position.finished() && lastGood.position().step() < position.step();
    return new RollbackPoint(Optional.ofNullable(goesBack ? lastGood : null), answers)
        .joinedTo(state(position), learner.model().layout().trained());
  }

  private Snapshot state(Position position) {
    requireSound();
    float[] values = learner.values();
    if (!Divergence.isFinite(values)) {
      throw diverged("after step " + position.step() + " a parameter is not finite");
    }
    return new Snapshot(position, values, learner.state());
  }

  @Override
  public Failure diverged(String where) {
    diverged = true;
    return Divergence.failure(settings, where);
  }

  private void requireSound() {
    if (diverged) {
      throw new IllegalStateException("the training diverged and has no state to go on from");
    }
  }

  /** What failed may have been in the middle of a step. */
  @Override
  public boolean isWhole() {
    return false;
  }

  Learner learner() {
    return learner;
  }

  @Override
  public long waitedNanos() {
    return feed.waitedNanos();
  }

  @Override
  public void close() {
    feed.close();
    learner.close();
  }
}
