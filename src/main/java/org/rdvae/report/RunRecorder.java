package org.rdvae.report;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.rdvae.checkpoint.Checkpoint;
import org.rdvae.training.Measurement;
import org.rdvae.training.Position;
import org.rdvae.training.Snapshot;
import org.rdvae.training.StepReport;
import org.rdvae.training.Trainer;
import org.rdvae.training.TrainingListener;
import org.rdvae.training.TrainingSettings;

/**
 * Turns the events of a training into the files of its run folder and the progress line.
 *
 * <p>A checkpoint states that everything before it was reported: metrics are flushed to the disk
 * first, then the best model, then the state to resume from, so that whatever moment a process dies
 * at, the best model on disk is that of the state on disk, or of a later moment which the resumed
 * run will reach again.
 */
public final class RunRecorder implements TrainingListener, AutoCloseable {
  /**
   * What never changes during a run.
   *
   * @param firstStep where this process began
   */
  public record Job(
      RunSettings settings, TrainingSettings training, long firstStep, long totalSteps) {}

  private final RunFolder folder;
  private final Job job;
  private final ProgressLine progress;
  private final RunView view;
  private final Function<Snapshot, Checkpoint> checkpoints;
  private final BooleanSupplier interrupted;
  private final JsonLines metrics;
  private final JsonLines timing;
  private final RunEvents events;

  private Measurement latest;
  private double loss;
  private boolean bestIsNew;
  private Snapshot best;
  private long savedAt = System.nanoTime();
  private long timedAt = savedAt;
  private long timedStep = -1;
  private long waitedNanos;
  private long timedWaitedNanos;

  /**
   * @param view shows the parameters just validated whenever {@link #validated} is called
   * @param checkpoints adds to a training state what a checkpoint has beside it
   * @param interrupted asked after every step, with a cluster after every round; once true, the run
   *     is saved and ends
   */
  public RunRecorder(
      RunFolder folder,
      Job job,
      ProgressLine progress,
      RunView view,
      Function<Snapshot, Checkpoint> checkpoints,
      BooleanSupplier interrupted) {
    this.folder = folder;
    this.job = job;
    this.progress = progress;
    this.view = view;
    this.checkpoints = checkpoints;
    this.interrupted = interrupted;
    metrics = new JsonLines(folder.metrics());
    timing = new JsonLines(folder.timing());
    events = new RunEvents(folder.path(), job.firstStep, progress::message);
  }

  /** Cuts the files of a resumed run back to the step of its checkpoint. */
  public static void cutBack(RunFolder folder, long step) {
    JsonLines.cut(folder.metrics(), step);
    JsonLines.cut(folder.timing(), step);
  }

  @Override
  public void measured(Position position, StepReport report) {
    latest = report.batch();
    loss = report.loss();
    Map<String, Object> line = line("train", position, latest);
    if (!report.levelRates().isEmpty()) {
      line.put("rate_by_level", report.levelRates());
    }
    line.put("loss", loss);
    line.put("beta", report.beta());
    line.put("learning_rate", report.learningRate());
    line.put("gradient_norm", report.gradientNorm());
    line.put("skipped_steps", report.skippedSteps());
    metrics.add(line);
    events.line("train", line);
  }

  @Override
  public void notFinite(Position position, String answer) {
    progress.message(answer);
  }

  @Override
  public void note(String words) {
    progress.message(words);
  }

  @Override
  public void validated(Position position, Measurement validation, boolean isBest) {
    bestIsNew = isBest || bestIsNew;
    Map<String, Object> line = line("validation", position, validation);
    view.putValidation(line);
    line.put("best", isBest);
    metrics.add(line);
    events.line("validation", line);
    if (view.hasPictures() && (isPictureTime(position.epoch()) || position.finished())) {
      events.pictures(position.step(), view.draw(folder, position.epoch()));
    }
    recordTiming(position);
    progress.message(
        String.format(
            Locale.ROOT,
            "epoch %3d/%d  validation: %s%s",
            position.epoch(),
            job.training.epochs(),
            view.words(validation),
            isBest ? "  best" : ""));
  }

  /** Whether a picture was due since the validation before this one. */
  private boolean isPictureTime(int epoch) {
    int every = job.settings.pictureEvery();
    int before = (epoch - 1) / job.training.validateEvery() * job.training.validateEvery();
    return every > 0 && epoch / every > before / every;
  }

  private Map<String, Object> line(String type, Position position, Measurement measurement) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("type", type);
    line.put("step", position.step());
    line.put("epoch", position.epoch());
    view.put(line, measurement);
    return line;
  }

  private void recordTiming(Position position) {
    long now = System.nanoTime();
    if (timedStep >= 0) {
      double seconds = (now - timedAt) / 1e9;
      Map<String, Object> line = new LinkedHashMap<>();
      line.put("step", position.step());
      line.put("epoch", position.epoch());
      line.put("seconds", seconds);
      line.put("images_per_second", (position.step() - timedStep) * job.training.batch() / seconds);
      line.put("waiting_share", (waitedNanos - timedWaitedNanos) / 1e9 / seconds);
      line.put(
          "heap_bytes", Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory());
      timing.add(line);
      events.line("timing", line);
    }
    timedAt = now;
    timedStep = position.step();
    timedWaitedNanos = waitedNanos;
  }

  @Override
  public boolean stepped(Trainer trainer) {
    Position position = trainer.position();
    waitedNanos = trainer.waitedNanos();
    if (timedStep < 0) {
      timedAt = System.nanoTime();
      timedStep = position.step();
      timedWaitedNanos = waitedNanos;
    }
    if (bestIsNew) {
      best = trainer.snapshot().withoutState();
      bestIsNew = false;
    }
    if (progress.isDue()) {
      showProgress(position);
    }
    boolean stop = interrupted.getAsBoolean();
    boolean due = System.nanoTime() - savedAt >= job.settings.checkpointMinutes() * 60e9;
    if (stop || due || position.finished()) {
      save(trainer.snapshot());
    }
    if (stop || position.finished()) {
      progress.clear();
    }
    return !stop;
  }

  private void showProgress(Position position) {
    String words =
        String.format(
            Locale.ROOT,
            "epoch %d/%d",
            Math.min(position.epoch() + 1, job.training.epochs()),
            job.training.epochs());
    long steps = position.step() - timedStep;
    if (steps > 0) {
      double seconds = (System.nanoTime() - timedAt) / 1e9;
      words += String.format(Locale.ROOT, " %.0f img/s", steps * job.training.batch() / seconds);
    }
    if (latest != null) {
      words += " " + view.progress(loss, latest);
    }
    progress.show(position.step(), words);
  }

  /** Writes the state of the run, the best model first. */
  public void save(Snapshot snapshot) {
    metrics.force();
    timing.force();
    saveBest();
    checkpoints.apply(snapshot).write(folder.lastCheckpoint());
    savedAt = System.nanoTime();
  }

  /**
   * Writes the best model, if there is one since the last time.
   *
   * @return the file of the run's best model; empty if it has none yet
   */
  public Optional<Path> saveBest() {
    Path file = folder.bestCheckpoint();
    if (best != null) {
      checkpoints.apply(best).slim().write(file);
      best = null;
    }
    return Optional.of(file).filter(Files::exists);
  }

  @Override
  public void close() {
    // A failure's message must not stand behind a half-drawn bar.
    progress.clear();
    metrics.close();
    timing.close();
    events.close();
  }
}
