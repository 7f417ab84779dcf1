package org.rdvae.job;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BooleanSupplier;
import org.rdvae.checkpoint.Checkpoint;
import org.rdvae.checkpoint.Provenance;
import org.rdvae.codec.CodecArchitecture;
import org.rdvae.codec.CodecMeter;
import org.rdvae.config.CodecJob;
import org.rdvae.config.ConfigWriter;
import org.rdvae.data.PhotoPatches;
import org.rdvae.data.PhotoSet;
import org.rdvae.evaluation.CodecValidator;
import org.rdvae.report.CodecView;
import org.rdvae.report.ProgressLine;
import org.rdvae.report.RunFolder;
import org.rdvae.report.RunRecorder;
import org.rdvae.tensor.Device;
import org.rdvae.tensor.DeviceChoice;
import org.rdvae.tensor.DeviceRequest;
import org.rdvae.training.CodecTraining;
import org.rdvae.training.MemoryEstimate;
import org.rdvae.training.Snapshot;
import org.rdvae.training.Trainer;

/** The training of a codec from its job to the files of its run folder: new, or resumed. */
public final class CodecRun {
  /** Patches that are validated at a time. */
  private static final int ROWS = 8;

  private final CodecJob job;
  private final Path folderPath;
  private final OptionalInt threads;
  private final DeviceChoice device;
  private final int terminalColumns;

  /**
   * A training on the CPU.
   *
   * @param threads asked for by the user; if absent, a resumed run keeps its number and a new one
   *     takes the machine's default
   * @param terminalColumns width of the terminal for progress; 0 writes plain lines
   */
  public CodecRun(CodecJob job, Path folderPath, OptionalInt threads, int terminalColumns) {
    this(job, folderPath, threads, DeviceChoice.of(DeviceRequest.CPU), terminalColumns);
  }

  /**
   * A training on a device of choice, the other parameters being as above.
   *
   * @param device opened once the data are read; the user is told which it is, and why
   */
  public CodecRun(
      CodecJob job,
      Path folderPath,
      OptionalInt threads,
      DeviceChoice device,
      int terminalColumns) {
    this.job = job;
    this.folderPath = folderPath;
    this.threads = threads;
    this.device = device;
    this.terminalColumns = terminalColumns;
  }

  /**
   * Trains until the job is done or {@code interrupted} says so; either way everything is saved,
   * unless nothing was read yet.
   *
   * @param resume whether to go on with the run in the folder; without it the folder must be empty
   * @param startFrom a checkpoint whose parameters a new run begins with; a resumed one must have
   *     begun with it
   * @return whether the job is done
   */
  public boolean train(boolean resume, Optional<Path> startFrom, BooleanSupplier interrupted) {
    Optional<StartingModel> model = StartingModel.read(startFrom);
    try (RunFolder folder = resume ? RunFolder.resume(folderPath) : RunFolder.create(folderPath)) {
      Optional<Checkpoint> last =
          resume && RunFolder.isSaved(folderPath) ? Optional.of(lastOf(folder)) : Optional.empty();
      CodecArchitecture architecture =
          new CodecArchitecture(job.codec(), job.data().patch(), job.data().patch());
      last.ifPresent(
          state -> state.requireParameters(architecture.layout(), folder.lastCheckpoint()));
      model.ifPresent(begun -> begun.require(architecture.layout(), List.of()));
      StartingModel.requireBegun(model, last, folder);
      // Finished or not, a slim model is refused.
      Optional<Snapshot> saved = last.map(Checkpoint::snapshot);
      Optional<PhotoSet> read =
          new WatchedWork(terminalColumns, interrupted)
              .reading(progress -> PhotoSet.read(job.data(), progress));
      if (read.isEmpty()) {
        return false;
      }
      PhotoSet photos = read.get();
      photos.notes().forEach(System.err::println);
      Device opened = device.open(Resumption.threads(threads, last));
      Provenance provenance =
          RunProvenance.withBeginning(model, last, RunProvenance.of(opened, photos.fingerprint()));
      last.ifPresent(state -> Resumption.compare(state.provenance(), provenance));
      if (last.isPresent() && last.get().position().finished()) {
        // What a process that was killed left behind goes.
        folder.begin();
        return true;
      }
      MemoryEstimate memory =
          MemoryEstimate.of(
              opened, architecture, job.training(), ROWS, job.data().validationValues());
      RunBeginning.announce(device, opened, memory);
      // Not before it is known to fit.
      Snapshot start =
          saved.orElseGet(() -> StartingModel.snapshot(model, architecture.layout(), job.seed()));
      return train(folder, photos, opened, architecture, provenance, start, interrupted);
    }
  }

  /**
   * Writes the report of the run, to be called when {@link #train} says that the job is done.
   *
   * @return what to tell the user, a line each; a report that cannot be made is no more than that
   */
  public List<String> report() {
    return RunReporting.finish(folderPath, Optional.empty(), Optional.empty());
  }

  private boolean train(
      RunFolder folder,
      PhotoSet photos,
      Device opened,
      CodecArchitecture architecture,
      Provenance provenance,
      Snapshot start,
      BooleanSupplier interrupted) {
    folder.begin();
    String config = ConfigWriter.plain(job);
    long begun = start.position().step();
    RunBeginning.write(folder, begun, config, provenance);
    RunRecorder.cutBack(folder, begun);
    int batch = job.training().batch();
    PhotoPatches patches = photos.batches(batch, job.seed());
    long totalSteps = (long) job.training().epochs() * patches.stepsPerEpoch();
    float[] toValidate = photos.validationPatches();
    int count = job.data().validationPatches();
    ProgressLine progress = new ProgressLine(System.err, terminalColumns, totalSteps, begun);
    try (CodecMeter meter = new CodecMeter(opened, architecture, Math.min(ROWS, count))) {
      CodecValidator validator = new CodecValidator(meter, toValidate, count);
      CodecView view = new CodecView(validator, meter, toValidate, count, job.data().patch());
      try (RunRecorder recorder =
              new RunRecorder(
                  folder,
                  new RunRecorder.Job(job.run(), job.training(), begun, totalSteps),
                  progress,
                  view,
                  snapshot -> Checkpoint.of(config, architecture, snapshot, provenance),
                  interrupted);
          Trainer trainer =
              new Trainer(
                  opened,
                  kernels -> new CodecTraining(kernels, architecture, batch, job.seed()),
                  job.training(),
                  patches::fill,
                  patches.stepsPerEpoch(),
                  start)) {
        progress.message(
            String.format(
                Locale.ROOT,
                "%s: %,d parameters, %,d pictures, %s -> %s",
                begun == 0 ? "training" : "resuming at step " + begun,
                architecture.layout().size(),
                photos.training().size(),
                opened.threadWords(),
                folder.path()));
        if (begun == 0) {
          recorder.save(start);
        }
        Resumption.run(trainer, validator, recorder);
        return trainer.position().finished();
      }
    }
  }

  private Checkpoint lastOf(RunFolder folder) {
    Path path = folder.lastCheckpoint();
    Checkpoint checkpoint = Checkpoint.read(path);
    CodecJob saved = SavedCodec.job(checkpoint, path);
    CodecJob wanted =
        new CodecJob(
            job.seed(),
            job.data().withPaths(saved.data()),
            job.codec(),
            job.training(),
            saved.run());
    Resumption.requireSame(wanted, saved, folder, "run, data.path and data.validation-path");
    return checkpoint;
  }
}
