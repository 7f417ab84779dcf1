package org.rdvae.tensor;

import java.util.List;

/**
 * The libraries of CUDA 11 and cuDNN 8 that ND4J's native library loads. If one is missing, ND4J
 * starts all the same, finds out in the middle, and its classes are of no use in that process any
 * more.
 */
final class CudaLibraries {
  /** By the names that the native library asks the system for; each needs only earlier ones. */
  static final List<String> NAMES =
      List.of(
          "libcudart.so.11.0",
          "libcublasLt.so.11",
          "libcublas.so.11",
          "libcurand.so.10",
          "libcusparse.so.11",
          "libcusolver.so.11",
          "libcudnn.so.8",
          "libcudnn_ops_infer.so.8",
          "libcudnn_ops_train.so.8",
          "libcudnn_adv_infer.so.8",
          "libcudnn_adv_train.so.8",
          "libcudnn_cnn_infer.so.8",
          "libcudnn_cnn_train.so.8");

  private static final String FOLDER = "org/bytedeco/cuda/linux-x86_64/";

  private CudaLibraries() {}

  /** Whether a jar on the class path brings the library; it is unpacked when ND4J starts. */
  static boolean isOnClassPath(String name, ClassLoader classPath) {
    return classPath.getResource(FOLDER + name) != null;
  }

  /** What to say about missing ones. */
  static Obstacle missing(List<String> names) {
    int others = names.size() - 1;
    return new Obstacle(
        "of CUDA's libraries "
            + names.get(0)
            + (others == 0
                ? " is"
                : others == 1 ? " and one more are" : " and " + others + " more are")
            + " missing",
        "RDVAE_PROFILE=cuda brings all of them"
            + " (org.bytedeco:cuda:11.6-8.3-1.5.7:linux-x86_64-redist), or put the folder of"
            + " CUDA 11 and cuDNN 8 into LD_LIBRARY_PATH");
  }
}
