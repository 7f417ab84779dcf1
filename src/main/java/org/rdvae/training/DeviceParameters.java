package org.rdvae.training;

import java.util.SortedMap;
import java.util.TreeMap;
import org.rdvae.tensor.AdamRates;
import org.rdvae.tensor.Kernels;
import org.rdvae.tensor.Operation;
import org.rdvae.tensor.Scalar;
import org.rdvae.tensor.Tensor;
import org.rdvae.training.TrainingSettings.Optimizer;

/**
 * The parameters of a training whose memory Java does not see: they and both moments of Adam stay
 * on the device, and a step reads nothing from it.
 *
 * <pre>
 * m, v = moments of the gradient;  p = (1 - rate decay) p - rate' m / (sqrt(v) + epsilon')
 * rate' = rate sqrt(1 - b2^t) / (1 - b1^t),  epsilon' = epsilon sqrt(1 - b2^t)
 * </pre>
 *
 * <p>which is {@link Adam}, with the bias correction in two numbers.
 *
 * <p>The norm of the gradient is read only in the steps that are logged. A gradient that is not
 * finite spoils the moments for good, so that the norm, a validation or a checkpoint that comes
 * later finds it; none of them goes on from there.
 *
 * <p>Adam alone, without clipping, outlier rule and averages: what needs the norm in every step, or
 * another copy, goes through Java.
 */
final class DeviceParameters implements Parameters {
  private static final String FIRST_MOMENT = "first-moment";
  private static final String SECOND_MOMENT = "second-moment";

  private final Optimizer.Adam settings;
  private final int logEvery;
  private final Tensor values;
  private final Tensor firstMoment;
  private final Tensor secondMoment;
  private final AdamRates rates;
  private final Scalar keptShare;
  private final Operation[] update;
  private final Operation measureNorm;
  private final Tensor squaredNorm;
  private double norm;

  /**
   * @param size of the trained values
   * @param state the optimiser's, to begin with
   */
  DeviceParameters(
      Kernels kernels,
      TrainingSettings training,
      int size,
      Tensor gradients,
      Tensor values,
      TrainingState state) {
    settings = (Optimizer.Adam) training.optimizer();
    logEvery = training.logEvery();
    this.values = values;
    Tensor gradient = kernels.view(gradients, 0, 1, size);
    Tensor trained = kernels.view(values, 0, 1, size);
    firstMoment = kernels.tensor(1, size);
    secondMoment = kernels.tensor(1, size);
    firstMoment.write(state.vectors().get(FIRST_MOMENT));
    secondMoment.write(state.vectors().get(SECOND_MOMENT));
    rates = new AdamRates(settings.beta1(), settings.beta2());
    Tensor change = kernels.tensor(1, size);
    Operation adam = kernels.adam(gradient, firstMoment, secondMoment, rates, change);
    Operation subtract = kernels.subtract(trained, change, trained);
    keptShare = kernels.scalar(1);
    update =
        settings.weightDecay() > 0
            ? new Operation[] {adam, kernels.scale(trained, keptShare, trained), subtract}
            : new Operation[] {adam, subtract};
    squaredNorm = kernels.tensor(1, 1);
    measureNorm = kernels.multiplyMatrices(gradient, false, gradient, true, squaredNorm);
  }

  /** Whether training with these settings can stay on a device. */
  static boolean serve(TrainingSettings settings) {
    return settings.optimizer() instanceof Optimizer.Adam
        && settings.clipNorm() == 0
        && settings.skipNormFactor() == 0
        && settings.averaging().decay() == 0
        && settings.onNonFinite() == TrainingSettings.OnNonFinite.STOP;
  }

  @Override
  public double update(long step, double rateFactor) {
    double number = step + 1.0;
    if ((step + 1) % logEvery == 0) {
      measureNorm.run();
      norm = Math.sqrt(squaredNorm.get(0));
    }
    double learningRate = rateFactor * settings.learningRate();
    double correction = Math.sqrt(1 - Math.pow(settings.beta2(), number));
    rates.set(
        learningRate * correction / (1 - Math.pow(settings.beta1(), number)),
        settings.epsilon() * correction);
    if (settings.weightDecay() > 0) {
      keptShare.set(1 - learningRate * settings.weightDecay());
    }
    Operation.runAll(update);
    return norm;
  }

  @Override
  public void restore() {
    throw new IllegalStateException("no step is left out on a device");
  }

  @Override
  public void goBack(Snapshot to) {
    throw new IllegalStateException("no step is left out on a device");
  }

  @Override
  public float[] model() {
    return copy(values);
  }

  @Override
  public TrainingState state() {
    SortedMap<String, float[]> vectors = new TreeMap<>();
    vectors.put(FIRST_MOMENT, copy(firstMoment));
    vectors.put(SECOND_MOMENT, copy(secondMoment));
    return new TrainingState(vectors, new TreeMap<>());
  }

  private static float[] copy(Tensor tensor) {
    float[] values = new float[Math.toIntExact(tensor.size())];
    tensor.read(values);
    return values;
  }

  @Override
  public long skippedSteps() {
    return 0;
  }

  /** The kernels own everything. */
  @Override
  public void close() {}
}
