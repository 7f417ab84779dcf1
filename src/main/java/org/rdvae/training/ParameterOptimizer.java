package org.rdvae.training;

import java.util.Map;
import java.util.function.Function;
import org.rdvae.training.TrainingSettings.Optimizer;

/**
 * How a gradient changes parameters, and what is remembered from step to step for it. {@link
 * TrainedParameters} calls {@link #begin} once in an update and then {@link #update} once for each
 * piece, in any order and from several threads.
 */
sealed interface ParameterOptimizer permits Adam, AdamNormGrad, Momentum {
  /**
   * The optimiser of the settings.
   *
   * @param norms of the gradient by tensors, measured before each update if {@link #needsNorms}
   * @param memory makes the vector of a given name: zeros, or what an earlier process remembered
   */
  static ParameterOptimizer of(
      Optimizer settings, GradientNorms norms, Function<String, ChunkedVector> memory) {
    if (settings instanceof Optimizer.Momentum momentum) {
      return new Momentum(momentum, memory);
    }
    if (settings instanceof Optimizer.AdamNormGrad adamNormGrad) {
      return new AdamNormGrad(adamNormGrad, norms, memory);
    }
    return new Adam((Optimizer.Adam) settings, memory);
  }

  /** Whether the norms of the tensors must be measured before an update. */
  default boolean needsNorms() {
    return false;
  }

  /**
   * Prepares an update.
   *
   * @param update number of this update, from 1
   * @param rateFactor the schedule's factor on the learning rate
   * @param gradientScale factor on the gradient, for clipping
   */
  void begin(long update, double rateFactor, double gradientScale);

  /**
   * Updates the parameters of one piece.
   *
   * @param chunk number of the piece
   * @param gradient its gradient, from index 0; may be overwritten
   */
  void update(int chunk, float[] gradient, float[] parameters);

  /** The live vectors that must be kept for training to go on, by name. */
  Map<String, ChunkedVector> memory();
}
