package org.rdvae.job;

import org.rdvae.base.Failure;
import org.rdvae.bench.Work;
import org.rdvae.config.Job;
import org.rdvae.data.DataLoader;
import org.rdvae.data.Splits;
import org.rdvae.data.TrainingBatches;
import org.rdvae.model.Architecture;

/** A training job as work to be timed: the same data, model and settings, and no files. */
public final class BenchedJob {
  private BenchedJob() {}

  /** Reads the job's data. */
  public static Work of(Job job) {
    Splits data = DataLoader.load(job.data());
    Architecture architecture =
        ImageSizes.architecture(
            job.model(), ImageSizes.of(data.train()), Failure.Kind.BAD_CONFIG, "");
    ClassLabels.require(data.name(), data.train(), architecture);
    return new Work.Variational(
        architecture,
        job.objective(),
        job.training(),
        TrainingBatches.of(data, job.data().augmentation(), job.seed(), job.training().batch()),
        job.seed());
  }
}
