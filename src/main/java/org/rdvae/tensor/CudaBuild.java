package org.rdvae.tensor;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/**
 * ND4J's CUDA backend as it lies on the class path.
 *
 * <p>Which cards a release has machine code for is written down here, because the library does not
 * tell and starts on every card: on one that it has no code for, the first operation fails and the
 * process is of no use any more. The lists were read from the released binaries. None of these
 * carries portable code (PTX) that a newer card's driver could compile.
 *
 * @param code what the native library was compiled for, in rising order; empty for a release that
 *     nobody looked into
 * @param hasNativeLibrary whether the native library is there too, not only its Java half
 */
record CudaBuild(
    String artifact, String version, List<ComputeCapability> code, boolean hasNativeLibrary) {
  private static final String BACKEND = "org/nd4j/linalg/jcublas/JCublasBackend.class";
  private static final String NATIVE_FOLDER = "org/nd4j/linalg/jcublas/bindings/linux-x86_64";
  private static final String NATIVE_LIBRARY = "/libjnind4jcuda.so";

  /** By artifact and version. */
  private static final Map<String, List<ComputeCapability>> CODE =
      Map.of(
          "nd4j-cuda-11.6 1.0.0-M2.1", list("3.7 5.0 5.2 6.0 6.1 7.0 7.5 8.0 8.6"),
          "nd4j-cuda-11.4 1.0.0-M2.1", list("3.7 5.0 5.2 6.0 6.1 7.0 7.5 8.0 8.6"));

  private static final List<String> ARTIFACTS = List.of("nd4j-cuda-11.6", "nd4j-cuda-11.4");

  private static List<ComputeCapability> list(String words) {
    return Arrays.stream(words.split(" ", -1)).map(ComputeCapability::of).toList();
  }

  /** The one on the class path, if there is any. */
  static Optional<CudaBuild> find(ClassLoader classPath) {
    if (classPath.getResource(BACKEND) == null) {
      return Optional.empty();
    }
    boolean library =
        classPath.getResource(NATIVE_FOLDER + "-cudnn" + NATIVE_LIBRARY) != null
            || classPath.getResource(NATIVE_FOLDER + NATIVE_LIBRARY) != null;
    for (String artifact : ARTIFACTS) {
      String version = version(classPath, artifact);
      if (version != null) {
        List<ComputeCapability> code = CODE.getOrDefault(artifact + " " + version, List.of());
        return Optional.of(new CudaBuild(artifact, version, code, library));
      }
    }
    return Optional.of(new CudaBuild("nd4j-cuda", "of an unknown version", List.of(), library));
  }

  /** The version that the jar's Maven properties tell, or null without such a jar. */
  private static String version(ClassLoader classPath, String artifact) {
    String name = "META-INF/maven/org.nd4j/" + artifact + "/pom.properties";
    try (InputStream in = classPath.getResourceAsStream(name)) {
      if (in == null) {
        return null;
      }
      Properties properties = new Properties();
      properties.load(in);
      return properties.getProperty("version", "");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  boolean hasCodeFor(ComputeCapability card) {
    return code.stream().anyMatch(card::runsMachineCodeFor);
  }

  String title() {
    return artifact + " " + version;
  }
}
