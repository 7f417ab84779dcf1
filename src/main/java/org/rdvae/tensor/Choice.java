package org.rdvae.tensor;

/** The rows of the call table that hold on this device. */
record Choice(CallTable table, int threads, CpuFeatures features) {
  String of(String operation, long m, long n, long k) {
    return table.call(operation, m, n, k, threads, features);
  }
}
