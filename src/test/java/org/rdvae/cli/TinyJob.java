package org.rdvae.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import org.rdvae.config.ConfigReader;
import org.rdvae.job.TinyFiles;
import org.rdvae.job.TrainingRun;

/**
 * The job of {@link TinyFiles}, as commands.
 *
 * @param config the config file; its images lie in the folder {@code images} beside it
 */
public record TinyJob(Path config) {

  /** Writes the images and the config into a folder. */
  public static TinyJob in(Path folder) {
    return new TinyJob(TinyFiles.write(folder));
  }

  Path images() {
    return config.resolveSibling("images");
  }

  Path trainingFile() {
    return images().resolve("train-images-idx3-ubyte");
  }

  Path testFile() {
    return images().resolve("t10k-images-idx3-ubyte");
  }

  /** The words of a training of this job. */
  public Object[] train(Path runFolder, Object... more) {
    List<Object> words =
        new ArrayList<>(List.of("train", config, "--run-dir", runFolder, "--threads", 1));
    words.addAll(Arrays.asList(more));
    return words.toArray();
  }

  /** Trains into the run folder and returns it. */
  public Path trained(Path runFolder, Object... more) {
    CommandResult.done(train(runFolder, more));
    return runFolder;
  }

  /** Trains a single step, as if interrupted then, and returns the run folder. */
  Path stopped(Path runFolder) {
    TrainingRun run =
        new TrainingRun(ConfigReader.read(config, List.of()), runFolder, OptionalInt.of(1), 0);
    CommandResult result = CommandResult.capture(() -> run.train(false, () -> true) ? 1 : 0);
    assertThat(result.code()).isZero();
    return runFolder;
  }

  public static Path best(Path runFolder) {
    return runFolder.resolve("checkpoints").resolve("best.safetensors");
  }

  public static Path last(Path runFolder) {
    return runFolder.resolve("checkpoints").resolve("last.safetensors");
  }
}
