package org.rdvae.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntToLongFunction;
import java.util.stream.IntStream;
import org.rdvae.bench.StepPart.Direction;
import org.rdvae.tensor.Device;

/**
 * Where the time of a training step goes: each layer by itself, and what lies between them.
 *
 * <p>Means over the faster half of the steps, judged by the whole step: a median of each part would
 * be as steady, but medians do not add up to one.
 *
 * @param milliseconds of a whole step, its clock readings included
 * @param rows in the order in which a step first meets them
 */
public record LayerProfile(int threads, int steps, double milliseconds, List<Row> rows) {

  /**
   * One layer, or one thing that is done between layers.
   *
   * @param kind what the config calls such a layer; empty for what is no layer
   * @param forward milliseconds
   * @param backward milliseconds
   * @param forwardGigaflop in products, 10^9 multiplications and additions
   */
  public record Row(
      String name,
      String kind,
      double forward,
      double backward,
      double forwardGigaflop,
      double backwardGigaflop) {
    public double milliseconds() {
      return forward + backward;
    }
  }

  public LayerProfile {
    rows = List.copyOf(rows);
  }

  /** What is left of the whole step: the clock readings. */
  public double rest() {
    return milliseconds - rows.stream().mapToDouble(Row::milliseconds).sum();
  }

  /** Runs {@code warmup} steps and then times {@code steps} more. */
  public static LayerProfile measure(Work work, Device device, int warmup, int steps) {
    try (StepParts step = StepParts.of(work, device)) {
      StepPart[] parts = step.parts().toArray(StepPart[]::new);
      long[][] nanos = new long[steps][parts.length];
      long[] whole = new long[steps];
      for (int i = -warmup; i < steps; i++) {
        int row = Math.max(i, 0);
        long begin = System.nanoTime();
        run(parts, nanos[row]);
        whole[row] = System.nanoTime() - begin;
      }
      return of(parts, nanos, whole, device.threads());
    }
  }

  private static void run(StepPart[] parts, long[] nanos) {
    for (int part = 0; part < parts.length; part++) {
      long begin = System.nanoTime();
      parts[part].operation().run();
      nanos[part] = System.nanoTime() - begin;
    }
  }

  private static LayerProfile of(StepPart[] parts, long[][] nanos, long[] whole, int threads) {
    int[] fastest =
        IntStream.range(0, whole.length)
            .boxed()
            .sorted((a, b) -> Long.compare(whole[a], whole[b]))
            .limit((whole.length + 1) / 2)
            .mapToInt(Integer::intValue)
            .toArray();
    Map<String, Row> rows = new LinkedHashMap<>();
    for (int i = 0; i < parts.length; i++) {
      int part = i;
      double milliseconds = mean(fastest, step -> nanos[step][part]);
      rows.merge(parts[part].name(), row(parts[part], milliseconds), LayerProfile::sum);
    }
    return new LayerProfile(
        threads, whole.length, mean(fastest, step -> whole[step]), new ArrayList<>(rows.values()));
  }

  private static double mean(int[] steps, IntToLongFunction nanos) {
    return IntStream.of(steps).mapToLong(nanos).average().orElse(0) / 1e6;
  }

  private static Row row(StepPart part, double milliseconds) {
    boolean forward = part.direction() == Direction.FORWARD;
    return new Row(
        part.name(),
        part.kind(),
        forward ? milliseconds : 0,
        forward ? 0 : milliseconds,
        forward ? part.gigaflop() : 0,
        forward ? 0 : part.gigaflop());
  }

  private static Row sum(Row a, Row b) {
    return new Row(
        a.name(),
        a.kind(),
        a.forward() + b.forward(),
        a.backward() + b.backward(),
        a.forwardGigaflop() + b.forwardGigaflop(),
        a.backwardGigaflop() + b.backwardGigaflop());
  }
}
