package org.rdvae.training;

import java.util.Map;
import java.util.function.Function;
import org.rdvae.training.TrainingSettings.Optimizer;

/**
 * Adam, with both moments in Java arrays.
 *
 * <pre>
 * m = b1 m + (1 - b1) g;  v = b2 v + (1 - b2) g²
 * p = (1 - rate decay) p - rate / (1 - b1^t) * m / (sqrt(v / (1 - b2^t)) + epsilon)
 * </pre>
 *
 * <p>Kingma and Ba, ICLR 2015, algorithm 1. Epsilon is added after the bias correction, as there
 * and in PyTorch, not before it as in ND4J.
 *
 * <p>Why a plain loop: the just-in-time compiler makes vector code of it, which is some ten times
 * faster than ND4J's updater operation. {@link ChunkedVector} says what that takes.
 */
final class Adam implements ParameterOptimizer {
  static final String FIRST_MOMENT = "first-moment";
  static final String SECOND_MOMENT = "second-moment";

  private final Optimizer.Adam settings;
  private final ChunkedVector firstMoment;
  private final ChunkedVector secondMoment;
  private float scale;
  private float rate;
  private float correction;
  private float decay;

  Adam(Optimizer.Adam settings, Function<String, ChunkedVector> memory) {
    this.settings = settings;
    firstMoment = memory.apply(FIRST_MOMENT);
    secondMoment = memory.apply(SECOND_MOMENT);
  }

  @Override
  public void begin(long update, double rateFactor, double gradientScale) {
    double learningRate = rateFactor * settings.learningRate();
    scale = (float) gradientScale;
    rate = (float) (learningRate / (1 - Math.pow(settings.beta1(), (double) update)));
    correction = (float) (1 / Math.sqrt(1 - Math.pow(settings.beta2(), (double) update)));
    decay = (float) (learningRate * settings.weightDecay());
  }

  @Override
  public void update(int chunk, float[] gradient, float[] parameters) {
    update(
        gradient,
        firstMoment.chunk(chunk),
        secondMoment.chunk(chunk),
        parameters,
        parameters.length,
        scale,
        (float) settings.beta1(),
        (float) (1 - settings.beta1()),
        (float) settings.beta2(),
        (float) (1 - settings.beta2()),
        (float) settings.epsilon(),
        rate,
        correction,
        decay);
  }

  private static void update(
      float[] gradient,
      float[] m,
      float[] v,
      float[] p,
      int count,
      float scale,
      float beta1,
      float rest1,
      float beta2,
      float rest2,
      float epsilon,
      float rate,
      float correction,
      float decay) {
    for (int i = 0; i < count; i++) {
      float g = gradient[i] * scale;
      float newM = beta1 * m[i] + rest1 * g;
      float newV = beta2 * v[i] + rest2 * g * g;
      m[i] = newM;
      v[i] = newV;
      p[i] -= rate * newM / ((float) Math.sqrt(newV) * correction + epsilon) + decay * p[i];
    }
  }

  @Override
  public Map<String, ChunkedVector> memory() {
    return Map.of(FIRST_MOMENT, firstMoment, SECOND_MOMENT, secondMoment);
  }
}
