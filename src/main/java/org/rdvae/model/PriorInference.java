package org.rdvae.model;

import java.util.ArrayList;
import java.util.List;
import org.rdvae.distribution.PlannedPrior;
import org.rdvae.distribution.PosteriorHead;
import org.rdvae.distribution.PriorPlace;
import org.rdvae.network.ParameterTensors;
import org.rdvae.random.RandomStream;
import org.rdvae.tensor.Kernels;
import org.rdvae.tensor.Tensor;

/**
 * The top level's prior in a session: its density at rows of z, and draws. A prior of learned
 * images is made of what the encoder says of them, which is known once the parameters are.
 */
final class PriorInference {
  private final Architecture architecture;
  private final ParameterTensors parameters;
  private final PlannedEncoder encoder;
  private final Tensor images;
  private final List<Tensor> pseudoHeads = new ArrayList<>();
  private final PlannedPrior prior;
  private final float[] host;

  /**
   * @param images what the encoder reads
   * @param z rows of the top level's variables
   */
  PriorInference(
      Kernels kernels,
      Architecture architecture,
      ParameterTensors parameters,
      Tensor images,
      PlannedEncoder encoder,
      Tensor z) {
    this.architecture = architecture;
    this.parameters = parameters;
    this.encoder = encoder;
    this.images = images;
    LevelFamily top = architecture.topFamily();
    int pseudoInputs = architecture.prior().pseudoInputs();
    int widest = architecture.pixels();
    if (pseudoInputs > 0) {
      for (PosteriorHead head : top.posterior().heads(top.latents())) {
        pseudoHeads.add(kernels.tensor(pseudoInputs, head.units()));
        widest = Math.max(widest, head.units());
      }
    }
    host = new float[pseudoInputs == 0 ? 0 : Math.multiplyExact(images.rows(), widest)];
    prior =
        architecture
            .prior()
            .plan(
                new PriorPlace(
                    kernels,
                    Architecture.PRIOR,
                    top.posterior(),
                    parameters,
                    z,
                    pseudoHeads,
                    null));
  }

  /** To be called whenever the parameters changed. */
  void refresh() {
    int pseudoInputs = architecture.prior().pseudoInputs();
    int values = architecture.pixels();
    for (int first = 0; first < pseudoInputs; first += images.rows()) {
      int some = Math.min(images.rows(), pseudoInputs - first);
      Tensor learned = parameters.value(Architecture.PSEUDO_INPUTS);
      learned.read(first * values, host, 0, some * values);
      for (int i = 0; i < some * values; i++) {
        host[i] = Math.min(Math.max(host[i], 0), 1);
      }
      images.write(0, host, 0, some * values);
      encoder.forward();
      for (int i = 0; i < pseudoHeads.size(); i++) {
        int units = pseudoHeads.get(i).columns();
        encoder.heads().get(i).read(0, host, 0, some * units);
        pseudoHeads.get(i).write(first * units, host, 0, some * units);
      }
    }
  }

  /** Computes the density at all rows of z. */
  void logDensity() {
    prior.logDensity();
  }

  /** log p(z) in nats of a row of z. */
  double logDensity(int row) {
    return prior.logDensities().get(row);
  }

  /** Draws rows of the top level's variables. */
  void draw(RandomStream stream, double temperature, int count, float[] z) {
    prior.draw(stream, temperature, count, z);
  }
}
