package org.rdvae.tensor;

import org.rdvae.base.Failure;

/**
 * Which build of ND4J's native library was found, such as {@code linux-x86_64-onednn-avx2}. On
 * x86-64 it must be that one, with oneDNN, whose products are several times faster than the plain
 * one's. For ARM there are only plain builds.
 */
record NativeBuild(String name) {
  private static final String WANTED = "-onednn-avx2";

  /**
   * @param name the folder that the library was loaded from
   * @param architecture the system property {@code os.arch}
   * @throws Failure of kind DEVICE if there is a better build for this machine
   */
  static NativeBuild of(String name, String architecture) {
    boolean arm = architecture.equals("aarch64") || architecture.equals("arm64");
    if (!arm && !name.endsWith(WANTED)) {
      throw new Failure(
          Failure.Kind.DEVICE,
          "Expected the native library of ND4J built as *"
              + WANTED
              + ", found "
              + name
              + "; keep exactly one nd4j-native classifier on the classpath.");
    }
    return new NativeBuild(name);
  }

  boolean hasOneDnn() {
    return name.contains("-onednn");
  }
}
