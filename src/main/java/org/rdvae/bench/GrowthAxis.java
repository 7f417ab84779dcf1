package org.rdvae.bench;

import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.rdvae.base.KebabCase;

/** One size of a workload that is varied while the others stay. */
public enum GrowthAxis {
  BATCH(16, 4),
  WIDTH(8, 4),
  LATENTS(16, 16),
  SIDE(2, 4),
  THREADS(1, 1);

  private final int down;
  private final int up;

  GrowthAxis(int down, int up) {
    this.down = down;
    this.up = up;
  }

  /** As the command line has it. */
  public String title() {
    return KebabCase.of(name());
  }

  /** Whether the workload has such a size. */
  boolean fits(Workload workload) {
    return this != LATENTS || workload.hasLatents();
  }

  /**
   * The values to try, rising; the given size among them.
   *
   * @param quick that and one other
   * @param cores most threads
   */
  List<Integer> values(Workload workload, WorkSizes given, boolean quick, int cores) {
    if (this == THREADS) {
      TreeSet<Integer> threads = new TreeSet<>(List.of(1, cores));
      IntStream.iterate(2, n -> n < cores && !quick, n -> 2 * n).forEach(threads::add);
      return List.copyOf(threads);
    }
    int size = of(given);
    TreeSet<Integer> values = new TreeSet<>();
    values.add(size);
    for (int part = 2; part <= (quick ? 2 : down); part *= 2) {
      values.add(Math.max(1, size / part));
    }
    for (int factor = 2; factor <= up && !quick; factor *= 2) {
      values.add(size * factor);
    }
    values.removeIf(value -> this == SIDE && !workload.takesSide(value));
    return List.copyOf(values);
  }

  private int of(WorkSizes sizes) {
    return switch (this) {
      case BATCH -> sizes.batch();
      case WIDTH -> sizes.width();
      case LATENTS -> sizes.latents();
      case SIDE -> sizes.side();
      case THREADS -> throw new IllegalStateException("threads are no size of a workload");
    };
  }

  /** The sizes with this one changed. */
  WorkSizes in(WorkSizes sizes, int value) {
    return switch (this) {
      case BATCH -> new WorkSizes(value, sizes.width(), sizes.latents(), sizes.side());
      case WIDTH -> new WorkSizes(sizes.batch(), value, sizes.latents(), sizes.side());
      case LATENTS -> new WorkSizes(sizes.batch(), sizes.width(), value, sizes.side());
      case SIDE -> new WorkSizes(sizes.batch(), sizes.width(), sizes.latents(), value);
      case THREADS -> sizes;
    };
  }
}
