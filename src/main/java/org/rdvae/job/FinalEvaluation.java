package org.rdvae.job;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;
import org.rdvae.checkpoint.AtomicFile;
import org.rdvae.config.Job;
import org.rdvae.data.Split;
import org.rdvae.data.Splits;
import org.rdvae.report.EvaluationReport;
import org.rdvae.report.RunFolder;
import org.rdvae.tensor.Device;

/** The end of a run: its best model measured on the test images, as a file of the run folder. */
final class FinalEvaluation {
  /** The same for all runs, so that their results differ by the models only. */
  private static final long SEED = 1;

  private FinalEvaluation() {}

  /**
   * Measures and writes.
   *
   * @param data of the run, as it was read for the training
   * @return what was written; empty if the work was interrupted, and then there is no file
   */
  static Optional<EvaluationReport> measure(
      Path folder, Job job, Splits data, Supplier<Device> device, WatchedWork work) {
    SavedModel best = SavedModel.load(RunFolder.bestCheckpoint(folder));
    Optional<EvaluationReport> report =
        new ModelEvaluation(
                new ModelData(best, job.data(), data), Split.TEST, job.evaluation().images())
            .run(device, job.evaluation().importanceSamples(), SEED, work);
    report.ifPresent(
        found -> {
          found.writeEvents(folder, best.checkpoint().position().step());
          AtomicFile.write(
              RunFolder.evaluation(folder),
              out -> out.write(found.json().getBytes(StandardCharsets.UTF_8)));
        });
    return report;
  }
}
