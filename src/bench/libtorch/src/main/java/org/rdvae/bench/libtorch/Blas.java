package org.rdvae.bench.libtorch;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.bytedeco.mkl.global.mkl_rt;
import org.bytedeco.pytorch.Tensor;

/** The library that torch's matrix products go to, and whether they really do. */
enum Blas {
  MKL,
  OPENBLAS;

  /**
   * Looks which one is in use, after torch is loaded, and refuses another than was asked for. Torch
   * is linked against libopenblas.so.0; asked for MKL, JavaCPP puts a copy of libmkl_rt under that
   * name into MKL's folder and loads it. That some libmkl is mapped proves nothing, so this looks
   * where the library of that name comes from.
   */
  static Blas inUse(String asked) throws IOException {
    try (Stream<String> mappings = Files.lines(Path.of("/proc/self/maps"))) {
      List<String> files = mappings.filter(line -> line.endsWith("/libopenblas.so.0")).toList();
      boolean mkl =
          !files.isEmpty() && files.stream().allMatch(line -> line.contains("/org/bytedeco/mkl/"));
      Blas found = mkl ? MKL : OPENBLAS;
      if (!found.runner().equals("libtorch-" + asked)) {
        throw new IllegalStateException(
            "--blas: expected " + asked + ", found " + found + ": start through the script run");
      }
      return found;
    }
  }

  /** OpenMP and MKL read these when they are loaded, too early for this program to set them. */
  static void requireThreadsInTheEnvironment(int threads) {
    for (String name : new String[] {"OMP_NUM_THREADS", "MKL_NUM_THREADS"}) {
      String value = System.getenv(name);
      if (!Integer.toString(threads).equals(value)) {
        throw new IllegalArgumentException(
            name + " is " + value + ", expected " + threads + ": start through the script run");
      }
    }
  }

  String runner() {
    return this == MKL ? "libtorch-mkl" : "libtorch-openblas";
  }

  Map<String, String> versions() {
    Map<String, String> versions = new LinkedHashMap<>();
    versions.put("libtorch", Tensor.class.getPackage().getImplementationVersion());
    versions.put("blas", this == MKL ? mklVersion() : "OpenBLAS");
    versions.put(
        "malloc",
        System.getenv("MALLOC_TRIM_THRESHOLD_") == null ? "as shipped" : "keeps freed memory");
    return versions;
  }

  private static String mklVersion() {
    byte[] version = new byte[198];
    mkl_rt.MKL_Get_Version_String(version, version.length);
    return new String(version, StandardCharsets.US_ASCII).replace("\0", "").trim();
  }
}
