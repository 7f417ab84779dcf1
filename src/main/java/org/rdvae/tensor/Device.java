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
 * What a job computes on: the processor, or an NVIDIA card. Opening it loads ND4J's native library,
 * proves that it computes and sets its threads, for which no variable of the environment is needed.
 * A process computes on one or the other, never on both. {@link DeviceChoice} tells which.
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

  private final String name;
  private final int threads;
  private final String binary;
  private final CallTable table = CallTable.load();
  private final CpuFeatures features;
  private final RemoteDevice remote;

  /**
   * @param remote null for the CPU
   */
  Device(String name, int threads, String binary, CpuFeatures features, RemoteDevice remote) {
    this.name = name;
    this.threads = threads;
    this.binary = binary;
    this.features = features;
    this.remote = remote;
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

  private static void requireThreads(int threads) {
    if (threads < 1 || threads > MOST_THREADS) {
      throw new IllegalArgumentException(
          "threads: expected a number from 1 to " + MOST_THREADS + ", found " + threads);
    }
    // ND4J reads the variable too, and fails without a good word at "4,2" or "many".
    threadsOf(System.getenv(VARIABLE));
  }

  /**
   * Opens the CPU with this many threads.
   *
   * @throws Failure of kind DEVICE if the native library does not load, is not the expected one, or
   *     computes wrongly; of kind USAGE if {@code OMP_NUM_THREADS} is no number of threads
   */
  public static synchronized Device cpu(int threads) {
    requireThreads(threads);
    Optional<CpuFeatures> features = CpuFeatures.detect();
    if (features.isPresent() && !features.get().has("avx2")) {
      throw noAvx2();
    }
    Backend.CPU.start();
    NativeBuild build = NativeBuild.of(folderOfLibrary(), System.getProperty("os.arch"));
    setThreads(threads, build);
    CpuFeatures found = features.orElse(new CpuFeatures(Set.of()));
    Device device =
        new Device(
            "cpu",
            threads,
            build.name(),
            build.hasOneDnn() ? found : found.with("no-onednn"),
            null);
    SelfCheck.of(device);
    return device;
  }

  private static String folderOfLibrary() {
    return Path.of(Loader.load(Nd4jCpu.class)).getParent().getFileName().toString();
  }

  /** Opens a card that a trial start found to be usable. */
  static Device cuda(CudaCard card, int threads) {
    VisibleCard.set(card);
    return cuda(card.device() + " " + card.name(), card.freeBytes(), threads);
  }

  /**
   * Opens the only card that this process sees.
   *
   * @param room bytes of memory that a plan may take
   * @param threads that Java and the library use beside it
   * @throws Failure of kind DEVICE if it cannot be opened or computes wrongly
   */
  static synchronized Device cuda(String name, long room, int threads) {
    requireThreads(threads);
    Backend.CUDA.start();
    String binary = CudaBuild.find(Device.class.getClassLoader()).orElseThrow().title();
    try {
      Device device =
          new Device(
              name, threads, binary, new CpuFeatures(Set.of("cuda")), new RemoteDevice(name, room));
      SelfCheck.of(device);
      return device;
    } catch (LinkageError | RuntimeException e) {
      throw e instanceof Failure failure
          ? failure
          : new Failure(
              Failure.Kind.DEVICE,
              "The check of " + name + " failed: " + Causes.innermost(e) + ".",
              e);
    }
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
    return kernels(precision, table, true);
  }

  Nd4jKernels kernels(Precision precision, CallTable calls, boolean touched) {
    return new Nd4jKernels(precision, new Choice(calls, threads, features), touched, remote);
  }

  /**
   * The bytes of native memory that a plan would own: it is planned, on memory that takes nothing,
   * and given up again. What the library takes for itself during a call is not in it. A card has no
   * such memory; there the plan takes what it needs for a moment.
   *
   * @param plan must run no operation; what it writes to is really taken meanwhile, which shows
   *     with constants of the size of a batch
   * @throws Failure of kind OUT_OF_MEMORY if a card has no room for the plan
   */
  public long bytesOf(Precision precision, Consumer<Kernels> plan) {
    try (Nd4jKernels kernels = kernels(precision, table, false)) {
      plan.accept(kernels);
      return kernels.bytes();
    }
  }

  /** {@code cpu}, or the card's number and name. */
  public String name() {
    return name;
  }

  /** Whether it computes in the memory that Java sees. */
  public boolean isCpu() {
    return remote == null;
  }

  public int threads() {
    return threads;
  }

  /** The number of threads for a line to the user, such as "1 thread". */
  public String threadWords() {
    return threads == 1 ? "1 thread" : threads + " threads";
  }

  /** The build of the native library, such as {@code linux-x86_64-onednn-avx2}. */
  public String binary() {
    return binary;
  }

  /** Features of the device that the call table distinguishes. */
  public String features() {
    return String.join(" ", features.names());
  }

  /**
   * Threads that Java may use for itself between two calls: as many as the calls use, if the native
   * library's own leave their cores meanwhile. One beside a card, whose copies of memory only one
   * thread at a time may bring up to date.
   */
  public int threadsBetweenCalls() {
    return isCpu() && ENVIRONMENT.leavesCores() ? threads : 1;
  }

  /** What a user of this machine should know about it, a sentence each. */
  public List<String> notes() {
    if (!isCpu()) {
      return List.of();
    }
    List<String> notes = new ArrayList<>(ENVIRONMENT.notes(threads));
    if (features.has("no-onednn")) {
      notes.add("For this platform ND4J comes without oneDNN: convolutions are slower.");
    }
    return notes;
  }

  public String callTableVersion() {
    return table.version();
  }
}
