package org.rdvae.tensor;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The equivalent library calls among which the call table chooses, for whoever times them. {@link
 * MatrixProducts}, {@link Convolutions} and {@link TransposedConvolutions} make them.
 */
public final class Candidates {
  private static final List<String> SUMS =
      List.of("ones-product", "ones-product-openblas", "ones-product-column-major", "reduce");
  private static final List<String> CONVOLUTIONS = List.of("onednn", "product", "channels-first");
  private static final Map<String, List<String>> CALLS =
      new TreeMap<>(
          Map.of(
              "matmul",
              List.of("onednn", "openblas", "column-major"),
              "sum-rows",
              SUMS,
              "sum-columns",
              SUMS,
              "convolve",
              CONVOLUTIONS,
              "convolve-gradients",
              CONVOLUTIONS,
              "convolve-weight-gradients",
              CONVOLUTIONS,
              "convolve-transposed",
              List.of("subpixel", "product", "channels-first"),
              "convolve-transposed-gradients",
              CONVOLUTIONS,
              "convolve-transposed-weight-gradients",
              CONVOLUTIONS));

  private Candidates() {}

  /** The operations of the call table. */
  public static Set<String> operations() {
    return CALLS.keySet();
  }

  /** The calls that can serve an operation of the table; none for what is no such operation. */
  public static List<String> of(String operation) {
    return CALLS.getOrDefault(operation, List.of());
  }

  /** What the call table chooses on this device. */
  public static String chosen(Device device, String operation, long m, long n, long k) {
    return CallTable.load().call(operation, m, n, k, device.threads(), features(device));
  }

  /**
   * Kernels on this device whose table begins with one more row, in the table's own form.
   *
   * <p>Where a call cannot compute a shape at all, kernels take another one as ever.
   */
  public static Kernels kernels(Device device, Precision precision, String row) {
    try (InputStream in = CallTable.class.getResourceAsStream("call-table.tsv")) {
      String table = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      CallTable changed = new CallTable(new BufferedReader(new StringReader(row + "\n" + table)));
      return device.kernels(precision, changed, true);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static CpuFeatures features(Device device) {
    return new CpuFeatures(Set.of(device.features().split(" ")));
  }
}
