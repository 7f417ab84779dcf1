package org.rdvae.bench.peer;

import java.util.List;
import java.util.Map;

/**
 * A model with its optimiser, as another framework trains it.
 *
 * @param <B> a batch, as that framework holds it
 */
public interface Peer<B> {
  /** Name of the results, as in {@code libtorch-mkl}. */
  String runner();

  /** Order of the values of an image: nchw, channels-last or nhwc, or - where there is but one. */
  String layout();

  /** What was measured, beside Java. */
  Map<String, String> versions();

  /** The parameters by the names that rdvae gives them. */
  List<Parameter> parameters();

  /**
   * Copies a batch in.
   *
   * @param noise the random values of its step; empty if each step is to draw its own
   */
  B batch(float[] images, float[] noise);

  /** Trains on the batch. */
  void step(B batch);

  /** The gradient of the mean loss of the batch, without an update. */
  void gradient(B batch);

  /** The mean loss of the batch of the last step, before its update. */
  double loss();
}
