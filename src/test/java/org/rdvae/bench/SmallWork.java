package org.rdvae.bench;

/** The workloads in sizes that take milliseconds. */
final class SmallWork {
  private SmallWork() {}

  static WorkSizes sizes(Workload workload) {
    return switch (workload) {
      case MLP, GATED -> new WorkSizes(4, 12, 3, 6);
      case CONV -> new WorkSizes(3, 4, 0, 8);
      case CODEC -> new WorkSizes(2, 4, 0, 16);
    };
  }

  static Work of(Workload workload) {
    return workload.work(sizes(workload));
  }

  /** Small but for the images. */
  static Work withSide(Workload workload, int side) {
    WorkSizes small = sizes(workload);
    return workload.work(new WorkSizes(small.batch(), small.width(), small.latents(), side));
  }
}
