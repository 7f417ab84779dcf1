package org.rdvae.training;

import java.util.Map;
import java.util.function.Function;
import org.rdvae.training.TrainingSettings.Optimizer;

/**
 * {@link Adam} on a gradient of which each parameter tensor's part g was first divided by its own
 * L2 norm: g / (|g| + 1e-7). Layers with small gradients then move as much as those with large
 * ones, and a single wild step weighs no more in the moments than any other.
 *
 * <p>The optimiser of the code to Tomczak and Welling, VAE with a VampPrior, AISTATS 2018. Epsilon
 * is added after the bias correction here and before it there, which matters only while the second
 * moment is near epsilon². A weight decay is Adam's here, apart from the gradient. Clipping the
 * whole gradient changes next to nothing, since the division undoes it.
 */
final class AdamNormGrad implements ParameterOptimizer {
  /** Added to the norms. */
  static final double SMALLEST = 1e-7;

  private final Adam adam;
  private final GradientNorms norms;
  private double scale;

  AdamNormGrad(
      Optimizer.AdamNormGrad settings,
      GradientNorms norms,
      Function<String, ChunkedVector> memory) {
    adam = new Adam(adam(settings), memory);
    this.norms = norms;
  }

  /** What is done with the divided gradient. */
  static Optimizer.Adam adam(Optimizer.AdamNormGrad settings) {
    return new Optimizer.Adam(
        settings.learningRate(),
        settings.beta1(),
        settings.beta2(),
        settings.epsilon(),
        settings.weightDecay());
  }

  @Override
  public boolean needsNorms() {
    return true;
  }

  @Override
  public void begin(long update, double rateFactor, double gradientScale) {
    adam.begin(update, rateFactor, 1);
    scale = gradientScale;
  }

  @Override
  public void update(int chunk, float[] gradient, float[] parameters) {
    int first = chunk * ChunkedVector.CHUNK;
    int tensor = norms.tensorAt(first);
    int from = 0;
    while (from < parameters.length) {
      int to = Math.min(parameters.length, norms.end(tensor) - first);
      double norm = norms.ofTensor(tensor);
      multiply(gradient, from, to, (float) (scale / (scale * norm + SMALLEST)));
      tensor++;
      from = to;
    }
    adam.update(chunk, gradient, parameters);
  }

  private static void multiply(float[] values, int from, int to, float factor) {
    for (int i = from; i < to; i++) {
      values[i] *= factor;
    }
  }

  @Override
  public Map<String, ChunkedVector> memory() {
    return adam.memory();
  }
}
