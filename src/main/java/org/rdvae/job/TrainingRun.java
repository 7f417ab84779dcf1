package org.rdvae.job;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.rdvae.base.Failure;
import org.rdvae.checkpoint.Checkpoint;
import org.rdvae.checkpoint.Provenance;
import org.rdvae.config.ConfigWriter;
import org.rdvae.config.Job;
import org.rdvae.data.Binarizer;
import org.rdvae.data.DataLoader;
import org.rdvae.data.OrderedBatches;
import org.rdvae.data.Remedy;
import org.rdvae.data.Splits;
import org.rdvae.data.TrainingBatches;
import org.rdvae.evaluation.ElboValidator;
import org.rdvae.model.Architecture;
import org.rdvae.model.Vae;
import org.rdvae.model.VaeSession;
import org.rdvae.report.EvaluationReport;
import org.rdvae.report.ProgressLine;
import org.rdvae.report.RunFolder;
import org.rdvae.report.RunRecorder;
import org.rdvae.report.VaeView;
import org.rdvae.tensor.Device;
import org.rdvae.tensor.DeviceChoice;
import org.rdvae.tensor.DeviceRequest;
import org.rdvae.training.MemoryEstimate;
import org.rdvae.training.SharedSteps;
import org.rdvae.training.Snapshot;
import org.rdvae.training.Trainer;

/**
 * A training from its job to the files of its run folder: new, or resumed from where an earlier
 * process left it.
 */
public final class TrainingRun {
  private static final int EXAMPLES = 24;

  private final Job job;
  private final Path folderPath;
  private final OptionalInt threads;
  private final DeviceChoice device;
  private final int terminalColumns;

  private final Optional<Splits> given;
  private final Optional<ClusterTraining.Request> asked;

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
    this(job, folderPath, threads, device, terminalColumns, Optional.empty(), Optional.empty());
  }

  /** A training on the CPUs of a cluster; this process keeps the run and validates. */
  public TrainingRun(
      Job job,
      Path folderPath,
      OptionalInt threads,
      ClusterTraining.Request cluster,
      int terminalColumns) {
    this(
        job,
        folderPath,
        threads,
        DeviceChoice.of(DeviceRequest.CPU),
        terminalColumns,
        Optional.empty(),
        Optional.of(cluster));
  }

  /** A training on the CPU, of examples that need not be read any more. */
  public TrainingRun(Job job, Path folderPath, OptionalInt threads, Splits given) {
    this(
        job,
        folderPath,
        threads,
        DeviceChoice.of(DeviceRequest.CPU),
        0,
        Optional.of(given),
        Optional.empty());
  }

  private TrainingRun(
      Job job,
      Path folderPath,
      OptionalInt threads,
      DeviceChoice device,
      int terminalColumns,
      Optional<Splits> given,
      Optional<ClusterTraining.Request> asked) {
    this.given = given;
    this.asked = asked;
    this.job = job;
    this.folderPath = folderPath;
    this.threads = threads;
    this.device = device;
    this.terminalColumns = terminalColumns;
  }

  /**
   * Trains until the job is done or {@code interrupted} says so; either way everything is saved,
   * unless there is nothing yet, see {@link #isSaved}.
   *
   * @param resume whether to go on with the run in the folder; without it the folder must be empty
   * @return whether the job is done
   */
  public boolean train(boolean resume, BooleanSupplier interrupted) {
    if (asked.isPresent()) {
      SharedSteps.requireShareable(job.training(), job.cluster(), job.cluster().executors());
    }
    try (RunFolder folder = resume ? RunFolder.resume(folderPath) : RunFolder.create(folderPath)) {
      // A process may have died between making the folder and writing its first checkpoint.
      Optional<Checkpoint> last =
          resume && isSaved() ? Optional.of(lastOf(folder)) : Optional.empty();
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
          new TrainingBatches(
              data.train(),
              new Binarizer(data.binarization(), job.seed()),
              job.seed(),
              job.training().batch());
      Architecture architecture =
          ImageSizes.architecture(
              job.model(), ImageSizes.of(data.train()), Failure.Kind.BAD_CONFIG, "");
      ClassLabels.require(data.name(), data.train(), architecture);
      ClassLabels.require(data.name(), data.validation(), architecture);
      ClassLabels.require(data.name(), data.test(), architecture);
      data.notes().forEach(System.err::println);
      last.ifPresent(
          checkpoint ->
              checkpoint.requireParameters(architecture.layout(), folder.lastCheckpoint()));
      Device opened =
          device.open(
              asked.isPresent()
                  ? asked.get().training().threads(threads)
                  : Resumption.threads(threads, last));
      Provenance provenance = RunProvenance.of(opened, data.fingerprint());
      last.ifPresent(checkpoint -> Resumption.compare(checkpoint.provenance(), provenance));
      Optional<Snapshot> saved = last.map(Checkpoint::snapshot);
      if (RunBeginning.isFinished(last, folder)) {
        return true;
      }
      MemoryEstimate memory =
          MemoryEstimate.of(opened, architecture, job.objective(), job.training(), SavedModel.ROWS);
      RunBeginning.announce(device, opened, memory);
      last.ifPresent(checkpoint -> Resumption.sayWhere(checkpoint.provenance(), asked.isPresent()));
      Snapshot start = saved.orElseGet(() -> Snapshot.initial(architecture.layout(), job.seed()));
      return train(folder, batches, opened, architecture, provenance, start, interrupted);
    }
  }

  /** Whether there is something to resume: reading the data is not. */
  public boolean isSaved() {
    return isSaved(folderPath);
  }

  /** Whether there is something in the folder to resume. */
  public static boolean isSaved(Path folder) {
    return Files.exists(RunFolder.lastCheckpoint(folder));
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

  private boolean train(
      RunFolder folder,
      TrainingBatches batches,
      Device opened,
      Architecture architecture,
      Provenance provenance,
      Snapshot start,
      BooleanSupplier interrupted) {
    folder.begin();
    if (asked.isEmpty()) {
      return train(
          folder, batches, opened, architecture, provenance, start, interrupted, Optional.empty());
    }
    ClusterTraining.Request request = asked.get();
    System.err.println("connecting to " + request.master());
    try (ClusterTraining.Cluster cluster =
        request
            .training()
            .connect(
                request.master(), folderPath.getFileName().toString(), job, opened.threads())) {
      return train(
          folder,
          batches,
          opened,
          architecture,
          RunProvenance.withCluster(provenance, cluster.words()),
          start,
          interrupted,
          Optional.of(cluster));
    }
  }

  private boolean train(
      RunFolder folder,
      TrainingBatches batches,
      Device opened,
      Architecture architecture,
      Provenance provenance,
      Snapshot start,
      BooleanSupplier interrupted,
      Optional<ClusterTraining.Cluster> cluster) {
    String config = ConfigWriter.plain(job);
    RunRecorder.cutBack(folder, start.position().step());
    OrderedBatches validation =
        new OrderedBatches(data.validation(), new Binarizer(data.binarization(), job.seed()));
    ProgressLine progress =
        new ProgressLine(System.err, terminalColumns, totalSteps(batches), start.position().step());
    try (VaeSession session =
            new Vae(architecture, start.parameters()).open(opened, SavedModel.ROWS);
        RunRecorder recorder =
            new RunRecorder(
                folder,
                new RunRecorder.Job(
                    job.run(),
                    job.training().epochs(),
                    start.position().step(),
                    totalSteps(batches),
                    batches.batchSize()),
                progress,
                view(session, validation, architecture),
                snapshot ->
                    Checkpoint.of(config, architecture, snapshot, provenance)
                        .withVocabulary(data.words()),
                interrupted);
        Trainer trainer = trainer(batches, opened, architecture, start, cluster)) {
      progress.message(
          String.format(
              Locale.ROOT,
              "%s: %,d parameters, %s, %s -> %s",
              start.position().step() == 0
                  ? "training"
                  : "resuming at step " + start.position().step(),
              architecture.layout().size(),
              data.name(),
              cluster
                  .map(ClusterTraining.Cluster::words)
                  .orElseGet(() -> opened.threads() + " threads"),
              folder.path()));
      if (!job.objective().bound().isLowerBound()) {
        progress.message(
            "the training loss is not a bound on the likelihood: the order of the bound is below 0,"
                + " and its value may be too good; what is validated is the ELBO");
      }
      RunBeginning.write(folder, start.position().step(), config, provenance);
      if (start.position().step() == 0) {
        recorder.save(start);
      }
      Resumption.run(
          trainer,
          new ElboValidator(session, validation, data.validation().count(), job.seed()),
          recorder);
      return trainer.position().finished();
    }
  }

  private Trainer trainer(
      TrainingBatches batches,
      Device opened,
      Architecture architecture,
      Snapshot start,
      Optional<ClusterTraining.Cluster> cluster) {
    if (cluster.isEmpty()) {
      return new Trainer(
          opened, architecture, job.objective(), job.training(), batches, job.seed(), start);
    }
    int stepsPerEpoch = batches.stepsPerEpoch();
    return new Trainer(
        new SharedSteps(
            cluster.get().rounds(data.fingerprint(), start),
            job.training(),
            job.cluster(),
            stepsPerEpoch,
            start),
        job.objective(),
        job.training(),
        stepsPerEpoch,
        start.position());
  }

  private VaeView view(VaeSession session, OrderedBatches validation, Architecture architecture) {
    int examples = Math.min(EXAMPLES, data.validation().count());
    float[] images = new float[examples * architecture.pixels()];
    validation.fillInOrder(0, examples, images);
    return new VaeView(session, job.seed(), images, validation.classes(0, examples), examples);
  }

  private long totalSteps(TrainingBatches batches) {
    return (long) job.training().epochs() * batches.stepsPerEpoch();
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
