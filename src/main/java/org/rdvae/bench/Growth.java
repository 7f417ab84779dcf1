package org.rdvae.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.rdvae.tensor.Device;

/**
 * Measures how the cost of a training step grows with the sizes of a workload, one at a time.
 *
 * <p>Times are taken in this process, all points in turn and several times over, the smallest
 * median kept: so they share one compiled program and one state of the machine. Peak memory and
 * numbers of threads belong to a process, so each of those is a process of its own.
 */
public final class Growth {
  /**
   * How much care is taken.
   *
   * @param quick few points and few steps, to see that it works
   * @param rounds times that every point is measured
   * @param seconds timed for a point in a round
   */
  public record Effort(boolean quick, int rounds, double seconds) {
    private static final int LEAST_STEPS = 3;
    private static final int MOST_STEPS = 1000;

    int steps(double milliseconds) {
      return (int) Math.max(LEAST_STEPS, Math.min(MOST_STEPS, 1000 * seconds / milliseconds));
    }
  }

  private final Workload workload;
  private final WorkSizes usual;
  private final Device device;
  private final ChildBenchmark child;
  private final Effort effort;
  private final Map<WorkSizes, Double> milliseconds = new HashMap<>();

  /**
   * @param usual the sizes that stay while one is varied
   */
  public Growth(
      Workload workload, WorkSizes usual, Device device, ChildBenchmark child, Effort effort) {
    this.workload = workload;
    this.usual = usual;
    this.device = device;
    this.child = child;
    this.effort = effort;
  }

  /** A curve for each of the sizes that the workload has. */
  public List<GrowthCurve> measure(List<GrowthAxis> axes) {
    List<GrowthAxis> own = axes.stream().filter(axis -> axis.fits(workload)).toList();
    time(own);
    return own.stream().map(this::curve).toList();
  }

  private List<Integer> values(GrowthAxis axis) {
    return axis.values(
        workload,
        usual,
        effort.quick(),
        Math.max(device.threads(), Runtime.getRuntime().availableProcessors()));
  }

  /** Every other round goes through the points backwards, against a machine that slows down. */
  private void time(List<GrowthAxis> axes) {
    List<WorkSizes> all =
        new ArrayList<>(
            axes.stream()
                .filter(axis -> axis != GrowthAxis.THREADS)
                .flatMap(axis -> values(axis).stream().map(v -> axis.in(usual, v)))
                .distinct()
                .toList());
    for (int round = 0; round < effort.rounds(); round++) {
      for (WorkSizes sizes : all) {
        milliseconds.merge(sizes, time(sizes), Math::min);
      }
      Collections.reverse(all);
    }
  }

  private double time(WorkSizes sizes) {
    Work work = workload.work(sizes);
    double first = TrainingBenchmark.time(work, device, 1, 1).millisecondsPerStep();
    int steps = effort.steps(first);
    return TrainingBenchmark.time(work, device, steps / 2, steps).millisecondsPerStep();
  }

  private GrowthCurve curve(GrowthAxis axis) {
    return new GrowthCurve(axis, values(axis).stream().map(value -> point(axis, value)).toList());
  }

  private GrowthPoint point(GrowthAxis axis, int value) {
    WorkSizes sizes = axis.in(usual, value);
    if (axis != GrowthAxis.THREADS) {
      ChildBenchmark.Result alone = child.run(workload, sizes, device.threads(), 1, 2);
      return planned(value, sizes, milliseconds.get(sizes), alone.peakMegabytes());
    }
    double least = Double.POSITIVE_INFINITY;
    OptionalDouble peak = OptionalDouble.empty();
    for (int round = 0; round < effort.rounds(); round++) {
      ChildBenchmark.Result result =
          effort.quick()
              ? child.run(workload, sizes, value, 1, 2)
              : child.run(workload, sizes, value, workload.warmup(), workload.steps());
      least = Math.min(least, result.milliseconds());
      peak = result.peakMegabytes();
    }
    return planned(value, sizes, least, peak);
  }

  private GrowthPoint planned(int value, WorkSizes sizes, double time, OptionalDouble peak) {
    try (StepParts step = StepParts.of(workload.work(sizes), device)) {
      return new GrowthPoint(
          value,
          step.parts().stream().mapToDouble(StepPart::gigaflop).sum(),
          step.plannedBytes() / 1048576.0,
          time,
          peak);
    }
  }
}
