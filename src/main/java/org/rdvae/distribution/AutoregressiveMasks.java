package org.rdvae.distribution;

import org.rdvae.tensor.Kernels;
import org.rdvae.tensor.Tensor;

/**
 * Which weights of a network with one hidden layer are there, so that output i depends on inputs
 * before i only. Input and output i have place i, or latents − 1 − i in the other order; hidden
 * unit k has place k mod latents. A hidden unit sees the inputs of smaller places; an output sees
 * the hidden units of its own and smaller places. The hidden units of place 0 see the context
 * alone.
 *
 * <p>Germain, Gregor, Murray and Larochelle, MADE: Masked Autoencoder for Distribution Estimation,
 * ICML 2015, arXiv:1502.03509, section 4.
 */
record AutoregressiveMasks(int latents, int units, boolean backwards) {

  private int place(int i) {
    return backwards ? latents - 1 - i : i;
  }

  /** Of the weights from inputs to hidden units, shape [latents, units]. */
  Tensor input(Kernels kernels) {
    float[] mask = new float[Math.multiplyExact(latents, units)];
    for (int i = 0; i < latents; i++) {
      for (int k = 0; k < units; k++) {
        mask[i * units + k] = place(i) < k % latents ? 1 : 0;
      }
    }
    return Constants.matrix(kernels, latents, units, mask);
  }

  /** Of the weights from hidden units to outputs, shape [units, latents]. */
  Tensor output(Kernels kernels) {
    float[] mask = new float[Math.multiplyExact(units, latents)];
    for (int k = 0; k < units; k++) {
      for (int i = 0; i < latents; i++) {
        mask[k * latents + i] = k % latents <= place(i) ? 1 : 0;
      }
    }
    return Constants.matrix(kernels, units, latents, mask);
  }
}
