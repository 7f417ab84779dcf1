package org.rdvae.job;

import java.util.Locale;
import java.util.function.BooleanSupplier;
import org.rdvae.checkpoint.Checkpoint;
import org.rdvae.checkpoint.Provenance;
import org.rdvae.config.ConfigWriter;
import org.rdvae.config.Job;
import org.rdvae.data.Binarizer;
import org.rdvae.data.OrderedBatches;
import org.rdvae.data.Splits;
import org.rdvae.data.TrainingBatches;
import org.rdvae.evaluation.BoundValidator;
import org.rdvae.evaluation.ElboValidator;
import org.rdvae.model.Architecture;
import org.rdvae.model.Vae;
import org.rdvae.model.VaeSession;
import org.rdvae.objective.Bound;
import org.rdvae.report.ProgressLine;
import org.rdvae.report.RunFolder;
import org.rdvae.report.RunRecorder;
import org.rdvae.report.VaeView;
import org.rdvae.tensor.Device;
import org.rdvae.training.Snapshot;
import org.rdvae.training.Trainer;
import org.rdvae.training.Validator;

/**
 * A training of which everything has been read and checked: its steps, and what is kept of them.
 */
final class StartedRun {
  private static final int EXAMPLES = 24;

  private final Job job;
  private final RunFolder folder;
  private final Splits data;
  private final Architecture architecture;
  private final Device device;
  private final int terminalColumns;

  /**
   * @param device that validates
   * @param terminalColumns width of the terminal for progress; 0 writes plain lines
   */
  StartedRun(
      Job job,
      RunFolder folder,
      Splits data,
      Architecture architecture,
      Device device,
      int terminalColumns) {
    this.job = job;
    this.folder = folder;
    this.data = data;
    this.architecture = architecture;
    this.device = device;
    this.terminalColumns = terminalColumns;
  }

  /** Trains until the job is done or {@code interrupted} says so, and says whether it is done. */
  boolean train(
      TrainingPlace.Opened place,
      TrainingBatches batches,
      Provenance provenance,
      Snapshot start,
      BooleanSupplier interrupted) {
    String config = ConfigWriter.plain(job);
    long begun = start.position().step();
    RunBeginning.write(folder, begun, config, provenance);
    RunRecorder.cutBack(folder, begun);
    OrderedBatches validation =
        new OrderedBatches(data.validation(), new Binarizer(data.binarization(), job.seed()));
    long totalSteps = (long) job.training().epochs() * batches.stepsPerEpoch();
    ProgressLine progress = new ProgressLine(System.err, terminalColumns, totalSteps, begun);
    try (VaeSession session =
            new Vae(architecture, start.parameters()).open(device, SavedModel.rows(architecture));
        RunRecorder recorder =
            new RunRecorder(
                folder,
                new RunRecorder.Job(job.run(), job.training(), begun, totalSteps),
                progress,
                view(session, validation),
                snapshot ->
                    Checkpoint.of(config, architecture, snapshot, provenance)
                        .withVocabulary(data.words()),
                interrupted);
        Trainer trainer = place.trainer(architecture, batches, data.fingerprint(), start)) {
      progress.message(
          String.format(
              Locale.ROOT,
              "%s: %,d parameters, %s, %s -> %s",
              begun == 0 ? "training" : "resuming at step " + begun,
              architecture.layout().size(),
              data.name(),
              place.words(),
              folder.path()));
      if (!job.objective().bound().isLowerBound()) {
        progress.message(
            "the training loss is not a bound on the likelihood: the order of the bound is below 0,"
                + " and its value may be too good; what is validated is the importance-weighted one");
      }
      if (begun == 0) {
        recorder.save(start);
      }
      Resumption.run(trainer, validator(session, validation), recorder);
      return trainer.position().finished();
    }
  }

  private Validator validator(VaeSession session, OrderedBatches validation) {
    Bound bound = job.objective().bound();
    int count = data.validation().count();
    return bound.isElbo()
        ? new ElboValidator(session, validation, count, job.seed())
        : new BoundValidator(session, validation, count, bound.samples(), job.seed());
  }

  private VaeView view(VaeSession session, OrderedBatches validation) {
    int examples = Math.min(EXAMPLES, data.validation().count());
    float[] images = new float[examples * architecture.pixels()];
    validation.fillInOrder(0, examples, images);
    return new VaeView(session, job.seed(), images, validation.classes(0, examples), examples);
  }
}
