package org.rdvae.bench;

import java.util.List;
import org.rdvae.data.TrainingBatches;
import org.rdvae.model.Architecture;
import org.rdvae.network.FeatureShape;
import org.rdvae.network.LayerSpec;
import org.rdvae.objective.ObjectiveSettings;
import org.rdvae.tensor.Device;
import org.rdvae.training.Snapshot;
import org.rdvae.training.Trainer;
import org.rdvae.training.TrainingSettings;

/**
 * What a training step is timed on: the trainer's own step, or a plain autoencoder's for the
 * comparison with libraries that have no variational one.
 */
public sealed interface Work {
  /** Shape of one image. */
  FeatureShape image();

  /** Images in a step. */
  int batch();

  /** A variational autoencoder as a job trains it. */
  record Variational(
      Architecture architecture,
      ObjectiveSettings objective,
      TrainingSettings training,
      TrainingBatches batches,
      long seed)
      implements Work {
    @Override
    public FeatureShape image() {
      return architecture.image();
    }

    @Override
    public int batch() {
      return batches.batchSize();
    }

    /** The state before the first step. */
    Snapshot start() {
      return Snapshot.initial(architecture.layout(), seed);
    }

    /** A trainer that has done nothing yet. */
    Trainer open(Device device) {
      return new Trainer(device, architecture, objective, training, batches, seed, start());
    }
  }

  /**
   * A plain autoencoder on random images: mean squared error over all values, and the optimiser of
   * the trainer.
   *
   * @param noisyCode whether uniform noise from -1/2 to 1/2 is added to the encoder's output, which
   *     stands for rounding while a codec learns; Balle, Laparra and Simoncelli, End-to-end
   *     Optimized Image Compression, ICLR 2017, arXiv:1611.01704
   */
  record Plain(
      List<LayerSpec> encoder,
      List<LayerSpec> decoder,
      FeatureShape image,
      int batch,
      boolean noisyCode)
      implements Work {}
}
