package org.rdvae.bench.libtorch;

import java.util.Map;
import org.bytedeco.pytorch.Module;
import org.bytedeco.pytorch.Tensor;

/** A model that torch trains. */
interface Autoencoder {
  Module module();

  /** By the names that rdvae gives them. */
  Map<String, Tensor> parameters();

  /** From values in the order image, row, column, channel. */
  Tensor images(float[] values);

  /** From values in the same order. */
  Tensor noise(float[] values);

  /** What is minimised, a scalar. */
  Tensor loss(Batch batch);
}
