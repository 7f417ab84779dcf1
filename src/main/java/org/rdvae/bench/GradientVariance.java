package org.rdvae.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntConsumer;
import org.rdvae.base.KebabCase;
import org.rdvae.data.TrainingBatches;
import org.rdvae.model.Architecture;
import org.rdvae.model.PlannedVae;
import org.rdvae.network.ParameterSpec;
import org.rdvae.objective.BetaSchedule;
import org.rdvae.objective.ObjectiveSettings;
import org.rdvae.random.RandomStream;
import org.rdvae.tensor.Device;
import org.rdvae.tensor.Kernels;
import org.rdvae.tensor.Precision;
import org.rdvae.training.StepInput;

/**
 * The variance and the cost of each estimator of the gradient that a trained model admits. Batches
 * are real ones; of each the gradient is estimated many times with other noise and the parameters
 * as they are. The variance of every encoder parameter's gradient over the noise is averaged over
 * the parameters and the batches. What counts is its ratio to that of the reparameterised estimator
 * of the same bound, which is the first of each bound.
 */
public final class GradientVariance {
  private static final int WARM_UP = 3;

  /**
   * Of one estimator.
   *
   * @param rate whether the rate is in closed form or by samples
   * @param variance mean over encoder parameters and batches
   * @param relative to the first row of the same bound
   * @param milliseconds of a forward and a backward pass, median
   */
  public record Row(
      String bound,
      int samples,
      String estimator,
      String rate,
      double variance,
      double relative,
      double milliseconds) {}

  /**
   * How much is measured.
   *
   * @param batches of images
   * @param repeats estimates for each batch, at least 2
   * @param samples for each image, of the bound of several samples
   */
  public record Extent(int batches, int repeats, int samples) {}

  private final Device device;
  private final Architecture architecture;
  private final float[] values;
  private final TrainingBatches images;
  private final Extent extent;
  private final long seed;
  private final int[] encoder;

  /**
   * @param values of the model
   * @param seed of the noise, which is the same for all estimators of as many samples
   */
  public GradientVariance(
      Device device,
      Architecture architecture,
      float[] values,
      TrainingBatches images,
      Extent extent,
      long seed) {
    this.device = device;
    this.architecture = architecture;
    this.values = values;
    this.images = images;
    this.extent = extent;
    this.seed = seed;
    encoder = encoderPlaces(architecture);
  }

  /** Where the parameters of the posteriors and of what they read lie in the flat vector. */
  private static int[] encoderPlaces(Architecture architecture) {
    List<int[]> ranges = new ArrayList<>();
    for (ParameterSpec parameter : architecture.layout().parameters()) {
      String name = "." + parameter.name();
      boolean isEncoder =
          name.contains(".encoder.") || name.contains(".joined.") || name.contains(".posterior.");
      if (parameter.trained() && isEncoder) {
        int first = architecture.layout().offset(parameter.name());
        int[] range = new int[(int) parameter.size()];
        Arrays.setAll(range, i -> first + i);
        ranges.add(range);
      }
    }
    return ranges.stream().flatMapToInt(Arrays::stream).toArray();
  }

  /** Number of gradients that {@link #measure} will estimate. */
  public int total() {
    return Math.multiplyExact(
        estimates().size(), Math.multiplyExact(extent.batches(), extent.repeats()));
  }

  private List<GradientEstimate> estimates() {
    return GradientEstimate.of(architecture, extent.samples());
  }

  /**
   * Measures.
   *
   * @param progress told how many gradients are estimated
   */
  public List<Row> measure(IntConsumer progress) {
    List<Row> rows = new ArrayList<>();
    int done = 0;
    for (GradientEstimate estimate : estimates()) {
      int before = done;
      Measured measured = measure(estimate, some -> progress.accept(before + some));
      double reference =
          rows.stream()
              .filter(row -> row.bound().equals(estimate.name()))
              .mapToDouble(Row::variance)
              .findFirst()
              .orElse(measured.variance());
      rows.add(
          new Row(
              estimate.name(),
              estimate.bound().samples(),
              KebabCase.of(estimate.estimator().name()),
              estimate.closedFormRate() ? "closed form" : "sampled",
              measured.variance(),
              measured.variance() / reference,
              measured.milliseconds()));
      done += extent.batches() * extent.repeats();
    }
    return rows;
  }

  private record Measured(double variance, double milliseconds) {}

  private Measured measure(GradientEstimate estimate, IntConsumer progress) {
    ObjectiveSettings settings = estimate.objective();
    int batch = images.batchSize();
    RandomStream noise = new RandomStream(seed, RandomStream.Purpose.TRAINING_NOISE);
    double[] milliseconds = new double[Math.multiplyExact(extent.batches(), extent.repeats())];
    StepInput input = new StepInput(images, architecture);
    float[] inputs = new float[input.size()];
    double variance = 0;
    try (Kernels kernels = device.kernels(Precision.FLOAT32)) {
      PlannedVae vae =
          new PlannedVae(
              kernels, architecture, settings, new BetaSchedule(settings.beta(), 1), batch, seed);
      vae.parameters().values().write(values);
      for (int i = 0; i < extent.batches(); i++) {
        input.fill(0, i, inputs);
        StepInput.write(inputs, vae);
        GradientSpread spread = new GradientSpread(encoder);
        for (int repeat = i == 0 ? -WARM_UP : 0; repeat < extent.repeats(); repeat++) {
          int estimated = i * extent.repeats() + repeat;
          vae.latents().drawNoise(noise.at(i, Math.max(repeat, 0)));
          vae.dropoutMasks().draw(i, Math.max(repeat, 0));
          long begin = System.nanoTime();
          vae.forward();
          vae.gradient(0);
          long end = System.nanoTime();
          if (repeat >= 0) {
            milliseconds[estimated] = (end - begin) / 1e6;
            spread.add(vae.parameters().gradients());
            progress.accept(estimated + 1);
          }
        }
        variance += spread.meanVariance() / extent.batches();
      }
    }
    Arrays.sort(milliseconds);
    return new Measured(variance, milliseconds[milliseconds.length / 2]);
  }
}
