package org.rdvae.tensor;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Consumer;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.openblas.global.openblas_nolapack;
import org.nd4j.linalg.cpu.nativecpu.bindings.Nd4jCpu;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.nativeblas.NativeOpsHolder;
import org.rdvae.base.Failure;

/**
 * The processor that a job runs on. Opening it loads ND4J's native library, proves that it computes
 * and sets its threads, for which no variable of the environment is needed.
 *
 * <p>Each operation brings its device's number of threads with it, whichever thread runs it. Two
 * things belong to the whole process, where the device opened last decides: into how many pieces
 * elementwise work is cut (but never more than {@code OMP_NUM_THREADS} where that is set), and the
 * threads of OpenBLAS, one unless it serves all products.
 */
public final class Device {
  private static final String VARIABLE = "OMP_NUM_THREADS";
  private static final int MOST_THREADS = 1024;
  private static final ThreadEnvironment ENVIRONMENT = ThreadEnvironment.ofThisProcess();

  private final int threads;
  private final NativeBuild build;
  private final CallTable table = CallTable.load();
  private final CpuFeatures features;

  private Device(int threads, NativeBuild build, CpuFeatures features) {
    this.threads = threads;
    this.build = build;
    this.features = build.hasOneDnn() ? features : features.with("no-onednn");
  }

  /**
   * The number of threads used when nobody asks for one: {@code OMP_NUM_THREADS} if it is set, else
   * all cores.
   *
   * @throws Failure of kind USAGE if the variable is no number of threads
   */
  public static int defaultThreads() {
    return threadsOf(System.getenv(VARIABLE)).orElse(Runtime.getRuntime().availableProcessors());
  }

  static OptionalInt threadsOf(String variable) {
    if (variable == null || variable.isEmpty()) {
      return OptionalInt.empty();
    }
    if (variable.matches("[1-9][0-9]{0,3}") && Integer.parseInt(variable) <= MOST_THREADS) {
      return OptionalInt.of(Integer.parseInt(variable));
    }
    throw new Failure(
        Failure.Kind.USAGE,
        "The environment variable "
            + VARIABLE
            + ": expected a number from 1 to "
            + MOST_THREADS
            + ", found "
            + variable);
  }

  /**
   * Opens the CPU with this many threads.
   *
   * @throws Failure of kind DEVICE if the native library does not load, is not the expected one, or
   *     computes wrongly; of kind USAGE if {@code OMP_NUM_THREADS} is no number of threads
   */
  public static synchronized Device cpu(int threads) {
    if (threads < 1 || threads > MOST_THREADS) {
      throw new IllegalArgumentException(
          "threads: expected a number from 1 to " + MOST_THREADS + ", found " + threads);
    }
    // ND4J reads the variable too, and fails without a good word at "4,2" or "many".
    threadsOf(System.getenv(VARIABLE));
    // ND4J prints a banner and looks for newer versions of itself unless told not to, before its
    // first class is loaded.
    System.setProperty("org.nd4j.log.initialization", "false");
    System.setProperty("org.nd4j.versioncheck", "false");
    // The default limit compares the whole process with a multiple of the Java heap; ours is small
    // on purpose.
    System.setProperty("org.bytedeco.javacpp.maxphysicalbytes", "0");
    Optional<CpuFeatures> features = CpuFeatures.detect();
    if (features.isPresent() && !features.get().has("avx2")) {
      throw noAvx2();
    }
    String folder;
    try {
      folder = Path.of(Loader.load(Nd4jCpu.class)).getParent().getFileName().toString();
      Nd4j.getExecutioner();
    } catch (LinkageError | RuntimeException e) {
      throw new Failure(
          Failure.Kind.DEVICE, "The native library of ND4J could not be loaded: " + e, e);
    }
    NativeBuild build = NativeBuild.of(folder, System.getProperty("os.arch"));
    setThreads(threads, build);
    Device device = new Device(threads, build, features.orElse(new CpuFeatures(Set.of())));
    device.check();
    return device;
  }

  private static Failure noAvx2() {
    return new Failure(
        Failure.Kind.DEVICE, "This processor has no AVX2, which the native library needs.");
  }

  private static void setThreads(int threads, NativeBuild build) {
    // Otherwise the call after this one ends the process with a few lines in a log.
    if (!NativeOpsHolder.getInstance().getDeviceNativeOps().isMinimalRequirementsMet()) {
      throw noAvx2();
    }
    // ND4J sets the threads of its BLAS when it first needs it; it must not do so after us.
    Nd4j.factory().blas();
    // Where oneDNN serves the products, a second pool of threads beside OpenMP's would only take
    // its cores. The launcher says so too, but not every program has one.
    openblas_nolapack.blas_set_num_threads(build.hasOneDnn() ? 1 : threads);
    Nd4j.getEnvironment().setMaxMasterThreads(threads);
  }

  /** New kernels, to be closed by whoever asked; one thread at a time may use them. */
  public Kernels kernels(Precision precision) {
    return new Nd4jKernels(precision, new Choice(table, threads, features));
  }

  /**
   * The bytes of native memory that a plan would own: it is planned, on memory that takes nothing,
   * and given up again. What the library takes for itself during a call is not in it.
   *
   * @param plan must run no operation; what it writes to is really taken meanwhile, which shows
   *     with constants of the size of a batch
   */
  public long bytesOf(Precision precision, Consumer<Kernels> plan) {
    try (Nd4jKernels kernels =
        new Nd4jKernels(precision, new Choice(table, threads, features), false)) {
      plan.accept(kernels);
      return kernels.bytes();
    }
  }

  public int threads() {
    return threads;
  }

  /** The build of the native library, such as {@code linux-x86_64-onednn-avx2}. */
  public String binary() {
    return build.name();
  }

  /** Processor features that the call table distinguishes. */
  public String features() {
    return String.join(" ", features.names());
  }

  /**
   * Threads that Java may use for itself between two calls: as many as the calls use, if the native
   * library's own leave their cores meanwhile.
   */
  public int threadsBetweenCalls() {
    return ENVIRONMENT.leavesCores() ? threads : 1;
  }

  /** What a user of this machine should know about it, a sentence each. */
  public List<String> notes() {
    List<String> notes = new ArrayList<>(ENVIRONMENT.notes(threads));
    if (!build.hasOneDnn()) {
      notes.add("For this platform ND4J comes without oneDNN: convolutions are slower.");
    }
    return notes;
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
