package org.rdvae.spark;

import java.util.List;
import java.util.concurrent.Callable;
import org.rdvae.job.ImageInput;
import org.rdvae.job.SavedModel;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code encode} on Spark. */
@Command(
    name = "encode",
    mixinStandardHelpOptions = true,
    description =
        "Writes the posterior's mean and log standard deviation of every picture, as Parquet with"
            + " the columns path, latents, log_stddev and model.")
final class CorpusEncode implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "CHECKPOINT", description = "Model to encode with.")
  private String checkpoint;

  @Parameters(index = "1..*", paramLabel = "INPUT", description = CorpusOptions.INPUTS)
  private List<String> inputs = List.of();

  @Mixin private CorpusOptions options;

  @Override
  public Integer call() {
    return options.run(
        inputs,
        models -> {
          SavedModel model = SavedModel.load(models.local(checkpoint));
          ImageInput.requirePictures("encode", model);
          return model.checkpoint();
        },
        read -> new EncodeWork(read.modelHash(), options.threads()));
  }
}
