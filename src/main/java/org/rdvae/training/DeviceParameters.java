package org.rdvae.training;

import java.util.Arrays;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.rdvae.tensor.Kernels;
import org.rdvae.tensor.Operation;
import org.rdvae.tensor.Tensor;
import org.rdvae.training.TrainingSettings.OnNonFinite;

/**
 * The parameters of a training whose memory Java does not see: they, what the optimiser remembers
 * and their average stay on the device. The steps and formulas are those of {@link
 * TrainedParameters}, in operations of the device.
 *
 * <pre>
 * gradient - norm - outlier? - clip - optimiser - average
 * </pre>
 *
 * <p>A step reads nothing from the device; its norm, and how many steps were left out, are read
 * when they are reported. A gradient that cannot be used spoils all parameters for good, so that
 * the next report, validation or checkpoint finds it; none of them goes on from there. Only a
 * training that is to go on after such a step reads the norm, a single number, in every step, and
 * leaves the judgement to Java.
 */
final class DeviceParameters implements Parameters {
  private final int logEvery;
  private final boolean goesOn;
  private final int size;
  private final Tensor values;
  private final DeviceGradient gradient;
  private final DeviceOutliers outliers;
  private final OutlierRule judge;
  private final DeviceOptimizer optimizer;
  private final DeviceAverage average;
  private final DeviceStatistics statistics;
  private final Operation[] measure;
  private final Operation[] scale;
  private final Operation keep;
  private final Operation putBack;
  private double norm;

  /**
   * @param tensorEnds where each trained tensor ends in the flat vector
   * @param values all values of the model; the start's are written to it
   */
  DeviceParameters(
      Kernels kernels,
      TrainingSettings settings,
      int[] tensorEnds,
      Tensor gradients,
      Tensor values,
      Snapshot start) {
    this.values = values;
    logEvery = settings.logEvery();
    goesOn = settings.onNonFinite() != OnNonFinite.STOP;
    size = tensorEnds[tensorEnds.length - 1];
    TrainingState state = start.state();
    values.write(lastValues(start));
    gradient = new DeviceGradient(kernels, settings, tensorEnds, gradients);
    judge = new OutlierRule(settings.skipNormFactor(), goesOn, state.scalars());
    outliers =
        judge.isOn() && !goesOn
            ? new DeviceOutliers(
                kernels, settings.skipNormFactor(), gradient.norm(), state.scalars())
            : null;
    optimizer =
        DeviceOptimizer.of(
            kernels,
            settings.optimizer(),
            gradient,
            outliers,
            kernels.view(values, 0, 1, size),
            name -> vector(kernels, state.vectors().get(name)));
    double decay = settings.averaging().decay();
    SortedSet<String> needed = new TreeSet<>(optimizer.memory().keySet());
    needed.addAll(judge.memory().keySet());
    if (decay > 0) {
      needed.add(TrainedParameters.PARAMETERS);
      if (values.size() > size) {
        needed.add(TrainingState.STATISTICS);
      }
    }
    Parameters.requireUsable(start, needed);
    average =
        decay > 0 ? new DeviceAverage(kernels, decay, outliers, values, start.parameters()) : null;
    measure = gradient.measuring().toArray(Operation[]::new);
    scale = gradient.scaling().toArray(Operation[]::new);
    statistics =
        outliers != null && values.size() > size
            ? new DeviceStatistics(kernels, outliers, values, size)
            : null;
    boolean leavesOut = settings.onNonFinite() == OnNonFinite.SKIP || (goesOn && judge.isOn());
    Tensor lastGood = leavesOut ? kernels.tensor(1, Math.toIntExact(values.size())) : null;
    keep = leavesOut ? kernels.copy(values, lastGood) : () -> {};
    putBack = leavesOut ? kernels.copy(lastGood, values) : () -> {};
    keep.run();
  }

  private Tensor vector(Kernels kernels, float[] stored) {
    Tensor vector = kernels.tensor(1, size);
    if (stored != null) {
      vector.write(stored);
    }
    return vector;
  }

  @Override
  public double update(long step, double rateFactor) {
    Operation.runAll(measure);
    if (goesOn || (step + 1) % logEvery == 0) {
      norm = gradient.readNorm();
    }
    if (goesOn) {
      if (!Parameters.isSound(norm)) {
        judge.leaveOut();
      } else if (judge.skips(step, norm)) {
        putBack.run();
      } else {
        apply(judge.update(step), rateFactor);
        keep.run();
      }
    } else if (outliers != null) {
      outliers.judge(judge.remembered(step));
      if (statistics != null) {
        statistics.settle();
      }
      apply(judge.update(step), rateFactor);
    } else {
      apply(judge.update(step), rateFactor);
    }
    return norm;
  }

  private void apply(long update, double rateFactor) {
    Operation.runAll(scale);
    optimizer.update(update, rateFactor);
    if (average != null) {
      average.update(update);
    }
  }

  /** Only steps that a training goes on after are put back: others never leave one out. */
  @Override
  public void restore() {
    putBack.run();
  }

  @Override
  public void goBack(Snapshot to, long steps) {
    SortedMap<String, float[]> vectors = to.state().vectors();
    optimizer.memory().forEach((name, vector) -> vector.write(vectors.get(name)));
    if (average != null) {
      average.values().write(to.parameters());
    }
    judge.goBack(to.state().scalars(), steps);
    values.write(lastValues(to));
    keep.run();
  }

  /** The values of the last step, which with averaging are not the model's. */
  private float[] lastValues(Snapshot of) {
    float[] last = of.parameters().clone();
    SortedMap<String, float[]> vectors = of.state().vectors();
    float[] parameters = vectors.getOrDefault(TrainedParameters.PARAMETERS, new float[0]);
    float[] statistics = vectors.getOrDefault(TrainingState.STATISTICS, new float[0]);
    System.arraycopy(parameters, 0, last, 0, parameters.length);
    System.arraycopy(statistics, 0, last, size, statistics.length);
    return last;
  }

  @Override
  public float[] model() {
    return copy(average == null ? values : average.values());
  }

  @Override
  public TrainingState state() {
    SortedMap<String, float[]> vectors = new TreeMap<>();
    optimizer.memory().forEach((name, vector) -> vectors.put(name, copy(vector)));
    if (average != null) {
      float[] last = copy(values);
      vectors.put(TrainedParameters.PARAMETERS, Arrays.copyOf(last, size));
      if (last.length > size) {
        vectors.put(TrainingState.STATISTICS, Arrays.copyOfRange(last, size, last.length));
      }
    }
    SortedMap<String, Double> scalars = new TreeMap<>(judge.memory());
    if (outliers != null) {
      scalars.putAll(outliers.memory());
    }
    return new TrainingState(vectors, scalars);
  }

  private static float[] copy(Tensor tensor) {
    float[] copied = new float[Math.toIntExact(tensor.size())];
    tensor.read(copied);
    return copied;
  }

  @Override
  public long skippedSteps() {
    return outliers == null ? judge.skipped() : outliers.skipped();
  }

  /** The kernels own everything. */
  @Override
  public void close() {}
}
