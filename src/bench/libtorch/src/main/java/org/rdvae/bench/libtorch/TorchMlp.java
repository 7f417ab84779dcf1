package org.rdvae.bench.libtorch;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.mkl.global.mkl_rt;
import org.bytedeco.pytorch.Adam;
import org.bytedeco.pytorch.AdamOptions;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Times training steps of the workload {@code mlp} on libtorch and prints one JSON object.
 *
 * <p>A step is zero_grad, forward, backward and Adam on a batch that already lies in memory. The
 * loss is read at the first and the last step only, as a sign that something is learnt.
 */
public final class TorchMlp {
  private static final long BATCH = 128;
  private static final int DISTINCT_BATCHES = 8;
  private static final double LEARNING_RATE = 1e-3;
  private static final long SEED = 1;

  private TorchMlp() {}

  /** Options {@code --threads}, {@code --steps} and {@code --warmup}, each followed by a number. */
  public static void main(String[] arguments) throws IOException {
    Map<String, Integer> options = options(arguments);
    int threads = options.get("--threads");
    int steps = options.get("--steps");
    int warmup = options.get("--warmup");
    requireThreadsInTheEnvironment(threads);

    torch.set_num_threads(threads);
    torch.manual_seed(SEED);
    MlpAutoencoder autoencoder = new MlpAutoencoder();
    Adam adam = new Adam(autoencoder.parameters(), new AdamOptions(LEARNING_RATE));
    Tensor[] batches = new Tensor[DISTINCT_BATCHES];
    for (int i = 0; i < batches.length; i++) {
      batches[i] = torch.empty(BATCH, MlpAutoencoder.PIXELS).bernoulli_();
    }

    double[] milliseconds = new double[steps];
    float firstLoss = Float.NaN;
    float lastLoss = Float.NaN;
    long residentAfterWarmup = 0;
    int last = warmup + steps - 1;
    for (int step = 0; step <= last; step++) {
      if (step == warmup) {
        residentAfterWarmup = Pointer.physicalBytes();
      }
      long start = System.nanoTime();
      // Closes the step's tensors at once; the garbage collector would let them pile up.
      try (PointerScope scope = new PointerScope()) {
        adam.zero_grad();
        Tensor loss = autoencoder.loss(batches[step % batches.length]);
        loss.backward();
        adam.step();
        if (step == 0) {
          firstLoss = loss.item_float();
        }
        if (step == last) {
          lastLoss = loss.item_float();
        }
      }
      if (step >= warmup) {
        milliseconds[step - warmup] = (System.nanoTime() - start) / 1e6;
      }
    }
    double residentGrowth = (Pointer.physicalBytes() - residentAfterWarmup) / 1048576.0;

    Arrays.sort(milliseconds);
    boolean mkl = mklStandsInForOpenblas();
    System.out.printf(
        Locale.ROOT,
        "{\"runner\":\"libtorch 2.10 (%s)\",\"workload\":\"mlp\",\"threads\":%d,"
            + "\"ms_per_step\":%.3f,\"ms_fastest\":%.3f,\"ms_p90\":%.3f,\"steps\":%d,\"warmup\":%d,"
            + "\"first_loss\":%.3f,\"last_loss\":%.3f,\"resident_growth_mib\":%.1f,"
            + "\"blas\":\"%s\",\"malloc\":\"%s\"}%n",
        mkl ? "MKL" : "OpenBLAS",
        torch.get_num_threads(),
        milliseconds[steps / 2],
        milliseconds[0],
        milliseconds[steps * 9 / 10],
        steps,
        warmup,
        firstLoss,
        lastLoss,
        residentGrowth,
        mkl ? mklVersion() : "OpenBLAS",
        System.getenv("MALLOC_TRIM_THRESHOLD_") == null ? "as shipped" : "keeps freed memory");
  }

  /**
   * Whether torch's products go to MKL. Torch is linked against libopenblas.so.0; asked for MKL,
   * JavaCPP puts a copy of libmkl_rt under that name into MKL's folder and loads it. That some
   * libmkl is mapped proves nothing, so this looks where the library of that name comes from.
   */
  private static boolean mklStandsInForOpenblas() throws IOException {
    try (Stream<String> mappings = Files.lines(Path.of("/proc/self/maps"))) {
      List<String> blas = mappings.filter(line -> line.endsWith("/libopenblas.so.0")).toList();
      return !blas.isEmpty() && blas.stream().allMatch(line -> line.contains("/org/bytedeco/mkl/"));
    }
  }

  private static String mklVersion() {
    byte[] version = new byte[198];
    mkl_rt.MKL_Get_Version_String(version, version.length);
    return new String(version, StandardCharsets.US_ASCII).replace("\0", "").trim();
  }

  /** OpenMP and MKL read these when they are loaded, too early for this program to set them. */
  private static void requireThreadsInTheEnvironment(int threads) {
    for (String name : new String[] {"OMP_NUM_THREADS", "MKL_NUM_THREADS"}) {
      String value = System.getenv(name);
      if (!Integer.toString(threads).equals(value)) {
        throw new IllegalArgumentException(
            name + " is " + value + ", expected " + threads + ": start through the script run");
      }
    }
  }

  private static Map<String, Integer> options(String[] arguments) {
    Map<String, Integer> options =
        new HashMap<>(Map.of("--threads", 1, "--steps", 300, "--warmup", 50));
    for (int i = 0; i < arguments.length; i += 2) {
      if (!options.containsKey(arguments[i]) || i + 1 == arguments.length) {
        throw new IllegalArgumentException(
            "expected --threads N --steps N --warmup N, found " + String.join(" ", arguments));
      }
      options.put(arguments[i], Integer.valueOf(arguments[i + 1]));
    }
    return options;
  }
}
