package org.rdvae.bench.dl4j;

import java.io.IOException;
import java.util.Map;
import org.rdvae.bench.peer.Arguments;
import org.rdvae.bench.peer.Run;
import org.rdvae.bench.peer.Workload;

/** The workloads on Deeplearning4j; see the README. */
public final class Deeplearning4j {
  private Deeplearning4j() {}

  public static void main(String[] words) throws IOException {
    Arguments arguments = new Arguments(words, Map.of("--mode", "shipped"));
    Workload workload = arguments.workload();
    Mode mode =
        switch (arguments.choice("--mode", "shipped", "best", "vae-layer")) {
          case "best" -> Mode.BEST;
          case "vae-layer" -> Mode.VAE_LAYER;
          default -> Mode.SHIPPED;
        };
    if (mode == Mode.VAE_LAYER) {
      if (workload != Workload.MLP) {
        throw new IllegalArgumentException(
            "--mode vae-layer: expected --workload mlp, found " + workload.label());
      }
      Run.run(new VaeLayerPeer(workload), arguments);
    } else if (workload.isVariational()) {
      Run.run(new VariationalPeer(workload, mode), arguments);
    } else {
      Run.run(new ConvolutionalPeer(workload, mode), arguments);
    }
  }
}
