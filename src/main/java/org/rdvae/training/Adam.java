package org.rdvae.training;

import java.util.Arrays;
import org.rdvae.tensor.Tensor;
import org.rdvae.training.TrainingSettings.Optimizer;

/**
 * Adam, with the parameters' master copy and both moments in Java arrays.
 *
 * <pre>
 * m = b1 m + (1 - b1) g;  v = b2 v + (1 - b2) g²
 * p = (1 - rate decay) p - rate / (1 - b1^t) * m / (sqrt(v / (1 - b2^t)) + epsilon)
 * </pre>
 *
 * <p>Kingma and Ba, ICLR 2015, algorithm 1. Epsilon is added after the bias correction, as there
 * and in PyTorch, not before it as in ND4J.
 *
 * <p>Why loops over {@code float[]} chunks: the just-in-time compiler turns them into vector code,
 * which it does not do for NIO buffers, and that is some ten times faster than ND4J's updater
 * operation. All arrays are as long as the model and share one index: with different indices
 * ({@code gradient[i]}, {@code m[first + i]}) the compiler gives up on vectors, at ten times the
 * cost. Working chunk by chunk keeps a chunk of all arrays in the second-level cache.
 */
public final class Adam {
  private static final int CHUNK = 8192;

  private final Optimizer.Adam settings;
  private final float[] parameters;
  private final float[] firstMoment;
  private final float[] secondMoment;
  private final float[] gradient;
  private final float[] chunk = new float[CHUNK];
  private final float[] squares = new float[CHUNK];

  /** Starts with zero moments. The parameters are copied. */
  public Adam(Optimizer.Adam settings, float[] parameters) {
    this(settings, parameters, new float[parameters.length], new float[parameters.length]);
  }

  /** Continues with the given moments. Everything is copied. */
  public Adam(
      Optimizer.Adam settings, float[] parameters, float[] firstMoment, float[] secondMoment) {
    this.settings = settings;
    this.parameters = parameters.clone();
    this.firstMoment = firstMoment.clone();
    this.secondMoment = secondMoment.clone();
    gradient = new float[parameters.length];
  }

  /** L2 norm of the gradient; not finite if any element is not. */
  public double gradientNorm(Tensor gradients) {
    Arrays.fill(squares, 0);
    for (int first = 0; first < parameters.length; first += CHUNK) {
      int count = Math.min(CHUNK, parameters.length - first);
      gradients.read(first, chunk, 0, count);
      addSquares(chunk, squares, count);
    }
    double sum = 0;
    for (float square : squares) {
      sum += square;
    }
    return Math.sqrt(sum);
  }

  /**
   * Many independent sums, one per place of the chunk: the compiler may not reorder a single float
   * sum into vectors.
   */
  private static void addSquares(float[] values, float[] sums, int count) {
    for (int i = 0; i < count; i++) {
      sums[i] += values[i] * values[i];
    }
  }

  /**
   * One step: updates the moments and the parameters, and writes the parameters to native memory.
   *
   * @param step number of this step, from 1
   * @param rateFactor the schedule's factor on the learning rate
   * @param gradientScale factor on the gradient, for clipping
   */
  public void update(
      Tensor gradients, Tensor values, long step, double rateFactor, double gradientScale) {
    float rate =
        (float)
            (rateFactor
                * settings.learningRate()
                / (1 - Math.pow(settings.beta1(), (double) step)));
    float correction = (float) (1 / Math.sqrt(1 - Math.pow(settings.beta2(), (double) step)));
    float decay = (float) (rateFactor * settings.learningRate() * settings.weightDecay());
    for (int first = 0; first < parameters.length; first += CHUNK) {
      int count = Math.min(CHUNK, parameters.length - first);
      gradients.read(first, gradient, first, count);
      update(
          gradient,
          firstMoment,
          secondMoment,
          parameters,
          first,
          first + count,
          (float) gradientScale,
          (float) settings.beta1(),
          (float) (1 - settings.beta1()),
          (float) settings.beta2(),
          (float) (1 - settings.beta2()),
          (float) settings.epsilon(),
          rate,
          correction,
          decay);
      values.write(first, parameters, first, count);
    }
  }

  private static void update(
      float[] gradient,
      float[] m,
      float[] v,
      float[] p,
      int first,
      int end,
      float scale,
      float beta1,
      float rest1,
      float beta2,
      float rest2,
      float epsilon,
      float rate,
      float correction,
      float decay) {
    for (int i = first; i < end; i++) {
      float g = gradient[i] * scale;
      float newM = beta1 * m[i] + rest1 * g;
      float newV = beta2 * v[i] + rest2 * g * g;
      m[i] = newM;
      v[i] = newV;
      p[i] -= rate * newM / ((float) Math.sqrt(newV) * correction + epsilon) + decay * p[i];
    }
  }

  /** The live parameters; whoever keeps them copies them. */
  float[] parameters() {
    return parameters;
  }

  float[] firstMoment() {
    return firstMoment;
  }

  float[] secondMoment() {
    return secondMoment;
  }
}
