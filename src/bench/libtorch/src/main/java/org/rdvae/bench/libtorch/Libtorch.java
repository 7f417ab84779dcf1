package org.rdvae.bench.libtorch;

import java.io.IOException;
import java.util.Map;
import org.bytedeco.pytorch.global.torch;
import org.rdvae.bench.peer.Arguments;
import org.rdvae.bench.peer.Run;
import org.rdvae.bench.peer.Workload;

/** The workloads on libtorch; see the README. */
public final class Libtorch {
  private static final long SEED = 1;

  private Libtorch() {}

  public static void main(String[] words) throws IOException {
    Arguments arguments = new Arguments(words, Map.of("--layout", "nchw", "--blas", "mkl"));
    Workload workload = arguments.workload();
    String layout = arguments.choice("--layout", "nchw", "channels-last");
    String asked = arguments.choice("--blas", "mkl", "openblas");
    Blas.requireThreadsInTheEnvironment(arguments.threads());
    torch.set_num_threads(arguments.threads());
    torch.manual_seed(SEED);
    Blas blas = Blas.inUse(asked);
    Run.run(
        workload.isVariational()
            ? new TorchPeer(blas, "-", new VariationalAutoencoder(workload))
            : new TorchPeer(
                blas,
                layout,
                new ConvolutionalAutoencoder(
                    workload,
                    layout.equals("nchw")
                        ? torch.MemoryFormat.Contiguous
                        : torch.MemoryFormat.ChannelsLast)),
        arguments);
  }
}
