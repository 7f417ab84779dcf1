package org.rdvae.tensor;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import org.nd4j.common.config.ND4JClassLoading;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.factory.Nd4jBackend;
import org.rdvae.base.Failure;

/**
 * ND4J's backends, of which a process gets one, for good.
 *
 * <p>ND4J takes the CUDA backend whenever it is on the class path and says that it is available. It
 * can be told otherwise only by variables of the environment, which no running process can set for
 * itself, and to find out it loads libraries and prints a stack trace. So ND4J is shown only the
 * backend that it is to take: backends are found as services, and a class loader hides the others'.
 */
enum Backend {
  CPU("CpuBackend"),
  CUDA("JCublasBackend");

  private final String className;

  Backend(String className) {
    this.className = className;
  }

  /**
   * Starts ND4J with this backend, unless it is started.
   *
   * @throws Failure of kind DEVICE if it is bound to another, or does not start
   */
  void start() {
    // ND4J prints a banner and looks for newer versions of itself unless told not to, before its
    // first class is loaded.
    System.setProperty("org.nd4j.log.initialization", "false");
    System.setProperty("org.nd4j.versioncheck", "false");
    // The default limit compares the whole process with a multiple of the Java heap; ours is small
    // on purpose.
    System.setProperty("org.bytedeco.javacpp.maxphysicalbytes", "0");
    ClassLoader usual = ND4JClassLoading.getNd4jClassloader();
    try {
      ND4JClassLoading.setNd4jClassloader(new OneService(usual, className));
      Nd4j.getExecutioner();
    } catch (LinkageError | RuntimeException e) {
      Causes.rethrowOutOfMemory(e);
      throw new Failure(
          Failure.Kind.DEVICE,
          "The native library of ND4J could not be loaded: " + Causes.innermost(e) + ".",
          e);
    } finally {
      ND4JClassLoading.setNd4jClassloader(usual);
    }
    String found = Nd4j.getBackend().getClass().getSimpleName();
    if (!found.equals(className)) {
      throw new Failure(
          Failure.Kind.DEVICE,
          "ND4J was started with its "
              + found
              + " before; a process has one backend only, and this needs "
              + className
              + ".");
    }
  }

  /** Hides the backends of other names. */
  private static final class OneService extends ClassLoader {
    private static final String SERVICE = "META-INF/services/" + Nd4jBackend.class.getName();
    private final String className;

    OneService(ClassLoader usual, String className) {
      super(usual);
      this.className = className;
    }

    @Override
    public Enumeration<URL> getResources(String name) throws IOException {
      Enumeration<URL> all = super.getResources(name);
      if (!name.equals(SERVICE)) {
        return all;
      }
      List<URL> shown = new ArrayList<>();
      for (URL url : Collections.list(all)) {
        try (InputStream in = url.openStream()) {
          if (new String(in.readAllBytes(), StandardCharsets.UTF_8).contains("." + className)) {
            shown.add(url);
          }
        }
      }
      return Collections.enumeration(shown);
    }
  }
}
