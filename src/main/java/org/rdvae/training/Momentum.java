package org.rdvae.training;

import java.util.Map;
import java.util.function.Function;
import org.rdvae.training.TrainingSettings.Optimizer;

/**
 * Stochastic gradient descent with momentum, in PyTorch's form: the learning rate is no part of the
 * velocity, and the gradient enters it undamped.
 *
 * <pre>
 * d = g + decay p;  v = momentum v + d
 * p = p - rate v                       plain
 * p = p - rate (d + momentum v)        Nesterov
 * </pre>
 *
 * <p>Unlike Adam's, this weight decay is part of the gradient and so of the velocity. Sutskever et
 * al., On the Importance of Initialization and Momentum in Deep Learning, ICML 2013, have the rate
 * inside the velocity instead, which differs when the rate changes.
 */
final class Momentum implements ParameterOptimizer {
  static final String VELOCITY = "velocity";

  private final Optimizer.Momentum settings;
  private final ChunkedVector velocity;
  private float scale;
  private float rate;

  Momentum(Optimizer.Momentum settings, Function<String, ChunkedVector> memory) {
    this.settings = settings;
    velocity = memory.apply(VELOCITY);
  }

  @Override
  public void begin(long update, double rateFactor, double gradientScale) {
    scale = (float) gradientScale;
    rate = (float) (rateFactor * settings.learningRate());
  }

  @Override
  public void update(int chunk, float[] gradient, float[] parameters) {
    float momentum = (float) settings.momentum();
    // p moves by rate (ofGradient d + ofVelocity v) in both forms.
    update(
        gradient,
        velocity.chunk(chunk),
        parameters,
        parameters.length,
        scale,
        (float) settings.weightDecay(),
        momentum,
        settings.nesterov() ? 1 : 0,
        settings.nesterov() ? momentum : 1,
        rate);
  }

  private static void update(
      float[] gradient,
      float[] v,
      float[] p,
      int count,
      float scale,
      float decay,
      float momentum,
      float ofGradient,
      float ofVelocity,
      float rate) {
    for (int i = 0; i < count; i++) {
      float d = gradient[i] * scale + decay * p[i];
      float newV = momentum * v[i] + d;
      v[i] = newV;
      p[i] -= rate * (ofGradient * d + ofVelocity * newV);
    }
  }

  @Override
  public Map<String, ChunkedVector> memory() {
    return Map.of(VELOCITY, velocity);
  }
}
