package org.rdvae.tensor;

import java.util.Locale;
import java.util.Optional;

/**
 * A card as the NVIDIA driver tells of it.
 *
 * @param index as the driver counts, for whom {@code CUDA_VISIBLE_DEVICES} may hide some
 * @param freeBytes of its memory; 0 if the driver did not get far enough to say
 * @param problem the driver's name for what kept it from opening the card
 */
record CudaCard(
    int index,
    String name,
    ComputeCapability capability,
    long totalBytes,
    long freeBytes,
    Optional<String> problem) {
  /** What the driver, the library and cuDNN take before the first number is stored. */
  private static final long LEAST_FREE = 1L << 30;

  /** Why this card cannot be used with this backend, if it cannot. */
  Optional<Obstacle> obstacle(CudaBuild build) {
    if (!build.hasCodeFor(capability)) {
      return Optional.of(noCode(build));
    }
    if (problem.isPresent()) {
      boolean full = problem.get().contains("OUT_OF_MEMORY");
      return Optional.of(
          new Obstacle(
              (full ? "its memory is full (" : "the driver cannot open it (") + problem.get() + ")",
              full
                  ? "end what else computes on it, nvidia-smi lists it"
                  : "nvidia-smi may tell more"));
    }
    return freeBytes < LEAST_FREE
        ? Optional.of(
            new Obstacle(
                "its memory is full: "
                    + gibibytes(freeBytes)
                    + " of "
                    + gibibytes(totalBytes)
                    + " are free, and a start alone takes "
                    + gibibytes(LEAST_FREE),
                "end what else computes on it, nvidia-smi lists it"))
        : Optional.empty();
  }

  private Obstacle noCode(CudaBuild build) {
    if (build.code().isEmpty()) {
      return new Obstacle(
          "nobody has looked which cards " + build.title() + " has machine code for",
          "use nd4j-cuda-11.6 1.0.0-M2.1, which RDVAE_PROFILE=cuda brings");
    }
    ComputeCapability oldest = build.code().get(0);
    ComputeCapability newest = build.code().get(build.code().size() - 1);
    return new Obstacle(
        "its compute capability is "
            + capability
            + ", and "
            + build.title()
            + " has machine code for "
            + oldest
            + " to "
            + newest
            + " only, which no card beyond "
            + newest.major()
            + ".9 runs",
        "use a card of compute capability " + oldest + " to " + newest.major() + ".9");
  }

  /** As {@code --device} names it. */
  String device() {
    return "cuda:" + index;
  }

  /** For the user, memory included. */
  String title() {
    return name
        + " (compute capability "
        + capability
        + ", "
        + (problem.isPresent() ? "" : gibibytes(freeBytes) + " free of ")
        + gibibytes(totalBytes)
        + ")";
  }

  private static String gibibytes(long bytes) {
    return String.format(Locale.ROOT, "%.1f GiB", bytes / (double) (1L << 30));
  }
}
