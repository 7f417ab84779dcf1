package org.rdvae.bench;

import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * How cost grows along one size, in a model of two numbers each:
 *
 * <pre>
 * milliseconds = a + b x    x: 10^9 multiplications and additions a step; for threads, 1 / threads
 *                           (the serial part a and the parallel part b of Amdahl's law)
 * megabytes    = c + d p    p: planned megabytes
 * milliseconds ~ value^e    the exponent, between the smallest and the largest value
 * </pre>
 *
 * <p>No number of a model is below 0: see {@link GrowthLine}.
 */
public record GrowthCurve(GrowthAxis axis, List<GrowthPoint> points) {
  public GrowthCurve {
    points = List.copyOf(points);
  }

  /** x of the model of time. */
  public double work(GrowthPoint point) {
    return axis == GrowthAxis.THREADS ? 1.0 / point.value() : point.gigaflop();
  }

  /** The model of time, if there are two points. */
  public Optional<GrowthLine> time() {
    return line(points, this::work, GrowthPoint::milliseconds);
  }

  /** The model of memory, if it was measured at two points. */
  public Optional<GrowthLine> memory() {
    return line(
        points.stream().filter(point -> point.peakMegabytes().isPresent()).toList(),
        GrowthPoint::plannedMegabytes,
        point -> point.peakMegabytes().getAsDouble());
  }

  private static Optional<GrowthLine> line(
      List<GrowthPoint> points, ToDoubleFunction<GrowthPoint> x, ToDoubleFunction<GrowthPoint> y) {
    return points.size() < 2
        ? Optional.empty()
        : Optional.of(
            GrowthLine.through(
                points.stream().mapToDouble(x).toArray(),
                points.stream().mapToDouble(y).toArray()));
  }

  /** e; not a number with fewer than two points. */
  public double exponent() {
    GrowthPoint first = points.get(0);
    GrowthPoint last = points.get(points.size() - 1);
    return Math.log(last.milliseconds() / first.milliseconds())
        / Math.log((double) last.value() / first.value());
  }

  /** Points that the model of time misses by more than a quarter. */
  public List<GrowthPoint> bends() {
    return time()
        .map(
            line ->
                points.stream()
                    .filter(point -> line.bendsAt(work(point), point.milliseconds()))
                    .toList())
        .orElse(List.of());
  }
}
