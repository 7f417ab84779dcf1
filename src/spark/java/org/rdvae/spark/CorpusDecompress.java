package org.rdvae.spark;

import java.util.List;
import java.util.concurrent.Callable;
import org.rdvae.job.ModelStore;
import org.rdvae.job.PhotoFormat;
import org.rdvae.job.SavedCodec;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code decompress} on Spark. */
@Command(
    name = "decompress",
    mixinStandardHelpOptions = true,
    description =
        "Turns every .rdv file of one model back into a picture below files/ in the folder of the"
            + " job, and writes a manifest as Parquet, with the columns of compress.")
final class CorpusDecompress implements Callable<Integer> {
  @Parameters(arity = "0..*", paramLabel = "INPUT", description = CorpusOptions.INPUTS)
  private List<String> inputs = List.of();

  @Option(
      names = "--model",
      paramLabel = "CHECKPOINT",
      description =
          "The model that compressed; files of others are bad. (default: the shipped one)")
  private String model;

  @Option(
      names = "--format",
      paramLabel = "png|pnm",
      defaultValue = "png",
      description = "png keeps the colour profile; pnm is PGM or PPM. (default: ${DEFAULT-VALUE})")
  private PhotoFormat format;

  @Mixin private CorpusOptions options;

  @Override
  public Integer call() {
    return options.run(
        inputs,
        models ->
            SavedCodec.load(model == null ? ModelStore.standard().shipped() : models.local(model))
                .checkpoint(),
        read -> new DecompressWork(read.modelHash(), options.threads(), format));
  }
}
