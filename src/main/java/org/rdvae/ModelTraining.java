package org.rdvae;

import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Supplier;
import org.rdvae.config.ConfigReader;
import org.rdvae.config.Job;
import org.rdvae.data.Splits;
import org.rdvae.job.TrainingRun;
import org.rdvae.report.RunFolder;
import org.rdvae.tensor.Device;

/**
 * Trains a model as {@code rdvae train} does, on examples that the program hands over: the best
 * model is measured on the test examples, and the run folder has the same files, the report among
 * them. Progress goes to standard error.
 */
public final class ModelTraining {
  private final Job job;
  private final IteratorExamples examples;

  /**
   * Reads the config, all of it checked.
   *
   * @param config its file
   * @param examples what to train on
   * @param sets overrides such as {@code training.epochs=20}
   * @throws org.rdvae.base.Failure if there is something wrong with it
   */
  public ModelTraining(Path config, IteratorExamples examples, String... sets) {
    job = ConfigReader.read(config, List.of(sets));
    this.examples = examples;
  }

  /**
   * Trains a new model until the job is done.
   *
   * @param runFolder empty, or not there
   * @return the best model
   * @throws org.rdvae.base.Failure if the data do not fit the config, if the training diverges, or
   *     if files cannot be written
   */
  public TrainedModel train(Path runFolder) {
    return train(runFolder, false);
  }

  /**
   * Goes on with a training that was interrupted.
   *
   * @param runFolder its folder
   * @return the best model
   */
  public TrainedModel resume(Path runFolder) {
    return train(runFolder, true);
  }

  private TrainedModel train(Path runFolder, boolean resume) {
    Splits data = examples.read(job.data());
    TrainingRun run = new TrainingRun(job, runFolder, OptionalInt.empty(), data);
    run.train(resume, () -> false);
    Supplier<Device> device = () -> Device.cpu(Device.defaultThreads());
    run.evaluate(device, () -> false);
    run.report(device).forEach(System.err::println);
    return TrainedModel.load(RunFolder.bestCheckpoint(runFolder));
  }
}
