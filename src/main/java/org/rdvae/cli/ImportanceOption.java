package org.rdvae.cli;

import org.rdvae.job.SavedModel;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** How many samples estimate an image's likelihood. */
final class ImportanceOption {
  @Option(
      names = "--importance-samples",
      paramLabel = "K",
      description =
          "Samples for each image. (default: evaluation.importance-samples of the model's config)")
  private Integer samples;

  void check(CommandSpec command) {
    Arguments.between(command, "--importance-samples", samples, 1, 1_000_000);
  }

  int of(SavedModel model) {
    return samples != null ? samples : model.job().evaluation().importanceSamples();
  }
}
