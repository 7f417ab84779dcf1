package org.rdvae.cli;

import org.rdvae.bench.Work;
import org.rdvae.bench.WorkSizes;
import org.rdvae.bench.Workload;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** A workload and its sizes. */
final class WorkloadOptions {
  private static final int MOST = 1_000_000;

  @Spec(Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = "--workload",
      paramLabel = "mlp|gated|conv|codec",
      defaultValue = "mlp",
      description = {
        "mlp: VAE 784-512-512-(2x32), batch 128; gated: VAE 784-300-300-(2x40), gated layers,"
            + " batch 100;",
        "conv: autoencoder of 32 x 32 pictures, batch 64; codec: autoencoder of 128 x 128 pictures,"
            + " 5 x 5 kernels, batch 8. (default: ${DEFAULT-VALUE})"
      })
  private Workload workload;

  @Option(names = "--batch", paramLabel = "N", description = "Another batch.")
  private Integer batch;

  @Option(
      names = "--width",
      paramLabel = "N",
      description = "Another number of hidden units, or of channels of the first layer.")
  private Integer width;

  @Option(
      names = "--latents",
      paramLabel = "N",
      description = "Another number of latent variables; mlp and gated only.")
  private Integer latents;

  @Option(names = "--side", paramLabel = "N", description = "Another height and width of pictures.")
  private Integer side;

  Workload workload() {
    return workload;
  }

  Work work() {
    return workload.work(sizes());
  }

  /** The workload's own, but for those that were given. */
  WorkSizes sizes() {
    Arguments.between(command, "--batch", batch, 1, MOST);
    Arguments.between(command, "--width", width, 1, MOST);
    Arguments.between(command, "--latents", latents, 1, MOST);
    Arguments.between(command, "--side", side, 1, MOST);
    WorkSizes usual = workload.sizes();
    return new WorkSizes(
        batch == null ? usual.batch() : batch,
        width == null ? usual.width() : width,
        latents == null ? usual.latents() : latents,
        side == null ? usual.side() : side);
  }
}
