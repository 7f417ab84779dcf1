package org.rdvae.spark;

import java.util.List;
import java.util.concurrent.Callable;
import org.rdvae.job.ImageInput;
import org.rdvae.job.SavedModel;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code score} on Spark. */
@Command(
    name = "score",
    mixinStandardHelpOptions = true,
    description = {
      "Writes how likely a model finds every picture, as Parquet with the columns path, nll, elbo,"
          + " rate, distortion, complexity and excess in nats, bits_per_dimension and"
          + " nll_bits_per_dimension, importance_samples, seed and model.",
      "A picture's noise follows from --seed and its path; the seed in its row gives the same"
          + " numbers with rdvae score."
    })
final class CorpusScore implements Callable<Integer> {
  private static final int MOST_SAMPLES = 1_000_000;

  @Parameters(index = "0", paramLabel = "CHECKPOINT", description = "Model to score with.")
  private String checkpoint;

  @Parameters(index = "1..*", paramLabel = "INPUT", description = CorpusOptions.INPUTS)
  private List<String> inputs = List.of();

  @Option(
      names = "--importance-samples",
      paramLabel = "K",
      description =
          "Samples for each image. (default: evaluation.importance-samples of the model's config)")
  private Integer samples;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Start of the noise. (default: ${DEFAULT-VALUE})")
  private long seed;

  @Mixin private CorpusOptions options;

  @Override
  public Integer call() {
    if (samples != null && (samples < 1 || samples > MOST_SAMPLES)) {
      throw options.refusal(
          "--importance-samples: expected a whole number from 1 to "
              + MOST_SAMPLES
              + ", found "
              + samples);
    }
    return options.run(
        inputs,
        models -> {
          SavedModel model = SavedModel.load(models.local(checkpoint));
          ImageInput.requirePictures("score", model);
          if (samples == null) {
            samples = model.job().evaluation().importanceSamples();
          }
          return model.checkpoint();
        },
        read -> new ScoreWork(read.modelHash(), options.threads(), samples, seed));
  }
}
