package org.rdvae.tensor;

import java.nio.file.Path;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.openblas.global.openblas_nolapack;
import org.nd4j.linalg.cpu.nativecpu.bindings.Nd4jCpu;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.nativeblas.NativeOps;
import org.nd4j.nativeblas.NativeOpsHolder;
import org.rdvae.base.Failure;

/**
 * The processor that a job runs on. Opening it loads ND4J's native library, sets its threads and
 * proves that it computes: the binary must be the one with oneDNN, whose products are several times
 * faster than the plain one's.
 */
public final class Device {
  private static final String WANTED_BINARY = "-onednn-avx2";

  private final int threads;
  private final String binary;
  private final CallTable table = CallTable.load();
  private final CpuFeatures features;

  private Device(int threads, String binary, CpuFeatures features) {
    this.features = features;
    this.threads = threads;
    this.binary = binary;
  }

  /**
   * The number of threads used when nobody asks for one: {@code OMP_NUM_THREADS} if it is a number,
   * else all cores.
   */
  public static int defaultThreads() {
    String variable = System.getenv("OMP_NUM_THREADS");
    if (variable != null && variable.matches("[1-9][0-9]{0,3}")) {
      return Integer.parseInt(variable);
    }
    return Runtime.getRuntime().availableProcessors();
  }

  /**
   * Opens the CPU with this many threads.
   *
   * @throws Failure of kind DEVICE if the native library does not load, is not the expected one, or
   *     computes wrongly
   */
  public static Device cpu(int threads) {
    // ND4J prints a banner and looks for newer versions of itself unless told not to, before its
    // first class is loaded.
    System.setProperty("org.nd4j.log.initialization", "false");
    System.setProperty("org.nd4j.versioncheck", "false");
    // The default limit compares the whole process with a multiple of the Java heap; ours is small
    // on purpose.
    System.setProperty("org.bytedeco.javacpp.maxphysicalbytes", "0");
    CpuFeatures features = CpuFeatures.detect();
    if (features.isKnown() && !features.has("avx2")) {
      throw new Failure(
          Failure.Kind.DEVICE, "This processor has no AVX2, which the native library needs.");
    }
    String binary;
    try {
      binary = Path.of(Loader.load(Nd4jCpu.class)).getParent().getFileName().toString();
      Nd4j.getExecutioner();
    } catch (LinkageError | RuntimeException e) {
      throw new Failure(
          Failure.Kind.DEVICE, "The native library of ND4J could not be loaded: " + e, e);
    }
    if (!binary.endsWith(WANTED_BINARY)) {
      throw new Failure(
          Failure.Kind.DEVICE,
          "Expected the native library of ND4J built as *"
              + WANTED_BINARY
              + ", found "
              + binary
              + "; keep exactly one nd4j-native classifier on the classpath.");
    }
    NativeOps library = NativeOpsHolder.getInstance().getDeviceNativeOps();
    library.setOmpNumThreads(threads);
    Nd4j.getEnvironment().setMaxThreads(threads);
    Nd4j.getEnvironment().setMaxMasterThreads(threads);
    // A second pool of threads beside OpenMP's would only take its cores. The launcher says so too,
    // but not every program has one.
    openblas_nolapack.blas_set_num_threads(1);
    Device device = new Device(threads, binary, features);
    device.check();
    return device;
  }

  /** New kernels, to be closed by whoever asked; one thread at a time may use them. */
  public Kernels kernels(Precision precision) {
    return new Nd4jKernels(precision, new Choice(table, threads, features));
  }

  public int threads() {
    return threads;
  }

  /** The build of the native library, such as {@code linux-x86_64-onednn-avx2}. */
  public String binary() {
    return binary;
  }

  /** Processor features that the call table distinguishes. */
  public String features() {
    return String.join(" ", features.names());
  }

  public String callTableVersion() {
    return table.version();
  }

  /** One product against plain Java, so that a broken library is found before a job begins. */
  private void check() {
    try (Kernels kernels = kernels(Precision.FLOAT32)) {
      Tensor a = kernels.tensor(3, 5);
      Tensor b = kernels.tensor(5, 7);
      Tensor out = kernels.tensor(3, 7);
      for (int i = 0; i < a.size(); i++) {
        a.set(i, i - 7);
      }
      for (int i = 0; i < b.size(); i++) {
        b.set(i, 3 - i % 11);
      }
      kernels.multiplyMatrices(a, false, b, false, out).run();
      for (int i = 0; i < 21; i++) {
        double expected = 0;
        for (int j = 0; j < 5; j++) {
          expected += a.get(i / 7 * 5 + j) * b.get(j * 7 + i % 7);
        }
        if (out.get(i) != expected) {
          throw new Failure(
              Failure.Kind.DEVICE,
              "The native library computes wrongly: expected "
                  + expected
                  + ", found "
                  + out.get(i));
        }
      }
    }
  }
}
