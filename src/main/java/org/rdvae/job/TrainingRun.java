package org.rdvae.job;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.rdvae.base.Failure;
import org.rdvae.checkpoint.Checkpoint;
import org.rdvae.checkpoint.Provenance;
import org.rdvae.config.Job;
import org.rdvae.data.DataLoader;
import org.rdvae.data.Remedy;
import org.rdvae.data.Splits;
import org.rdvae.data.TrainingBatches;
import org.rdvae.model.Architecture;
import org.rdvae.report.EvaluationReport;
import org.rdvae.report.RunFolder;
import org.rdvae.tensor.Device;
import org.rdvae.tensor.DeviceChoice;
import org.rdvae.tensor.DeviceRequest;
import org.rdvae.training.Snapshot;

/**
 * A training from its job to the files of its run folder: new, or resumed from where an earlier
 * process left it.
 */
public final class TrainingRun {
  private final Job job;
  private final Path folderPath;
  private final OptionalInt threads;
  private final TrainingPlace place;
  private final int terminalColumns;
  private final Optional<Splits> given;

  /** Kept for the evaluation: a folder of pictures takes long to read. */
  private Splits data;

  /**
   * A training on the CPU.
   *
   * @param threads asked for by the user; if absent, a resumed run keeps its number and a new one
   *     takes the machine's default
   * @param terminalColumns width of the terminal for progress; 0 writes plain lines
   */
  public TrainingRun(Job job, Path folderPath, OptionalInt threads, int terminalColumns) {
    this(job, folderPath, threads, DeviceChoice.of(DeviceRequest.CPU), terminalColumns);
  }

  /**
   * A training on a device of choice, the other parameters being as above.
   *
   * @param device opened once the data are read; the user is told which it is, and why
   */
  public TrainingRun(
      Job job, Path folderPath, OptionalInt threads, DeviceChoice device, int terminalColumns) {
    this(job, folderPath, threads, new LocalPlace(device), terminalColumns, Optional.empty());
  }

  /** A training on the CPUs of a cluster; this process keeps the run and validates. */
  public TrainingRun(
      Job job,
      Path folderPath,
      OptionalInt threads,
      ClusterTraining.Request cluster,
      int terminalColumns) {
    this(job, folderPath, threads, new ClusterPlace(cluster), terminalColumns, Optional.empty());
  }

  /** A training on the CPU, of examples that need not be read any more. */
  public TrainingRun(Job job, Path folderPath, OptionalInt threads, Splits given) {
    this(
        job,
        folderPath,
        threads,
        new LocalPlace(DeviceChoice.of(DeviceRequest.CPU)),
        0,
        Optional.of(given));
  }

  private TrainingRun(
      Job job,
      Path folderPath,
      OptionalInt threads,
      TrainingPlace place,
      int terminalColumns,
      Optional<Splits> given) {
    this.job = job;
    this.folderPath = folderPath;
    this.threads = threads;
    this.place = place;
    this.terminalColumns = terminalColumns;
    this.given = given;
  }

  /** Trains a new run from parameters drawn by its seed, or goes on with one. */
  public boolean train(boolean resume, BooleanSupplier interrupted) {
    return train(resume, Optional.empty(), interrupted);
  }

  /**
   * Trains until the job is done or {@code interrupted} says so; either way everything is saved,
   * unless there is nothing yet, see {@link #isSaved}.
   *
   * @param resume whether to go on with the run in the folder; without it the folder must be empty
   * @param startFrom a checkpoint whose parameters a new run begins with; a resumed one must have
   *     begun with it
   * @return whether the job is done
   */
  public boolean train(boolean resume, Optional<Path> startFrom, BooleanSupplier interrupted) {
    place.require(job);
    Optional<StartingModel> model = StartingModel.read(startFrom);
    try (RunFolder folder = resume ? RunFolder.resume(folderPath) : RunFolder.create(folderPath)) {
      // A process may have died between making the folder and writing its first checkpoint.
      Optional<Checkpoint> last =
          resume && isSaved() ? Optional.of(lastOf(folder)) : Optional.empty();
      StartingModel.requireBegun(model, last, folder);
      Optional<Splits> read =
          given.isPresent()
              ? given
              : new WatchedWork(terminalColumns, interrupted)
                  .reading(progress -> DataLoader.load(job.data(), progress, Remedy.SETTINGS));
      if (read.isEmpty()) {
        return false;
      }
      data = read.get();
      TrainingBatches batches =
          TrainingBatches.of(data, job.data().augmentation(), job.seed(), job.training().batch());
      Architecture architecture =
          ImageSizes.architecture(
              job.model(), ImageSizes.of(data.train()), Failure.Kind.BAD_CONFIG, "");
      ClassLabels.require(data.name(), data.train(), architecture);
      ClassLabels.require(data.name(), data.validation(), architecture);
      ClassLabels.require(data.name(), data.test(), architecture);
      data.notes().forEach(System.err::println);
      model.ifPresent(begun -> begun.require(architecture.layout(), data.words()));
      last.ifPresent(
          checkpoint ->
              checkpoint.requireParameters(architecture.layout(), folder.lastCheckpoint()));
      Device opened = place.device().open(place.threads(threads, last));
      Provenance provenance =
          RunProvenance.withBeginning(model, last, RunProvenance.of(opened, data.fingerprint()));
      last.ifPresent(checkpoint -> Resumption.compare(checkpoint.provenance(), provenance));
      // Finished or not, a slim model is refused.
      Optional<Snapshot> saved = last.map(Checkpoint::snapshot);
      if (last.isPresent() && last.get().position().finished()) {
        // What a process that was killed left behind goes.
        folder.begin();
        return true;
      }
      RunBeginning.announce(place.device(), opened, place.memory(opened, architecture, job));
      last.ifPresent(checkpoint -> Resumption.sayWhere(checkpoint.provenance(), place.isShared()));
      // Not before it is known to fit.
      Snapshot start =
          saved.orElseGet(() -> StartingModel.snapshot(model, architecture.layout(), job.seed()));
      try (TrainingPlace.Opened ready = place.open(folderPath, job, opened)) {
        folder.begin();
        return new StartedRun(job, folder, data, architecture, opened, terminalColumns)
            .train(ready, batches, ready.provenance(provenance), start, interrupted);
      }
    }
  }

  /** Whether there is something to resume: reading the data is not. */
  public boolean isSaved() {
    return RunFolder.isSaved(folderPath);
  }

  /**
   * Measures the best model on the test images, into the run folder; to be called when {@link
   * #train} says that the job is done.
   *
   * @return empty if it was interrupted
   */
  public Optional<EvaluationReport> evaluate(
      Supplier<Device> measuredOn, BooleanSupplier interrupted) {
    return FinalEvaluation.measure(
        folderPath, job, data, measuredOn, new WatchedWork(terminalColumns, interrupted));
  }

  /**
   * Writes the report of the run, to be called when {@link #train} says that the job is done.
   *
   * @return what to tell the user, a line each; a report that cannot be made is no more than that
   */
  public List<String> report(Supplier<Device> encodedOn) {
    return RunReporting.finish(folderPath, Optional.ofNullable(data), Optional.of(encodedOn));
  }

  /**
   * The state to resume from, which must be that of this very job: what the run writes and measures
   * aside.
   */
  private Checkpoint lastOf(RunFolder folder) {
    Path path = folder.lastCheckpoint();
    Checkpoint checkpoint = Checkpoint.read(path);
    Job saved = SavedModel.job(checkpoint, path);
    Job wanted =
        new Job(
            job.seed(),
            job.data().withPath(saved.data().path()),
            job.model(),
            job.objective(),
            job.training(),
            saved.cluster(),
            saved.evaluation(),
            saved.run());
    Resumption.requireSame(wanted, saved, folder, "run, evaluation, cluster and data.path");
    return checkpoint;
  }
}
