package org.rdvae.codec;

import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Symbols coded and decoded in a second by one thread. A message has as many symbols as the latents
 * of a photograph of 768 x 512 pixels, and each symbol one of several tables at random.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(3)
public class RansBenchmark {
  private static final int SYMBOLS = 32 * 48 * 320;
  private static final int SLOTS = 65536;

  /** Scales as a codec's; all of them narrow; one wide table; one of even bytes. */
  @Param({"scales-64", "narrow-64", "wide", "bytes"})
  private String tableSet;

  private FrequencyTable[] tables;
  private byte[] indexes;
  private int[] symbols;
  private int[] decoded;
  private byte[] message;
  private RansEncoder encoder;

  /** Makes tables, draws symbols by them and codes these once. */
  @Setup
  public void prepare() {
    tables =
        switch (tableSet) {
          case "scales-64" -> scales(64, 0.11, 64);
          case "narrow-64" -> scales(64, 0.11, 1);
          case "wide" -> scales(1, 64, 64);
          default -> new FrequencyTable[] {bytes()};
        };
    Random random = new Random(1);
    indexes = new byte[SYMBOLS];
    symbols = new int[SYMBOLS];
    decoded = new int[SYMBOLS];
    for (int i = 0; i < SYMBOLS; i++) {
      indexes[i] = (byte) random.nextInt(tables.length);
      FrequencyTable table = tables[indexes[i]];
      symbols[i] = table.first() + table.find(random.nextInt(SLOTS));
    }
    encoder = new RansEncoder();
    message = encode();
    decode();
    if (!Arrays.equals(decoded, symbols)) {
      throw new IllegalStateException("decoded symbols differ from the encoded ones");
    }
  }

  /** A message from symbols. */
  @Benchmark
  @OperationsPerInvocation(SYMBOLS)
  public byte[] encode() {
    encoder.put(symbols, indexes, tables);
    return encoder.finish();
  }

  /** Symbols from a message. */
  @Benchmark
  @OperationsPerInvocation(SYMBOLS)
  public int[] decode() {
    RansDecoder decoder = new RansDecoder(message);
    decoder.get(decoded, indexes, tables);
    decoder.finish();
    return decoded;
  }

  private static FrequencyTable[] scales(int count, double least, double most) {
    FrequencyTable[] scales = new FrequencyTable[count];
    for (int i = 0; i < count; i++) {
      double step = count == 1 ? 1 : Math.pow(most / least, i / (count - 1.0));
      scales[i] = logistic(least * step);
    }
    return scales;
  }

  private static FrequencyTable logistic(double scale) {
    int last = (int) Math.ceil(12 * scale);
    double[] masses = new double[2 * last + 1];
    for (int i = 0; i < masses.length; i++) {
      masses[i] = cumulative((i - last + 0.5) / scale) - cumulative((i - last - 0.5) / scale);
    }
    return FrequencyTable.fromProbabilities(-last, masses);
  }

  private static double cumulative(double x) {
    return 1 / (1 + Math.exp(-x));
  }

  private static FrequencyTable bytes() {
    int[] frequencies = new int[256];
    Arrays.fill(frequencies, SLOTS / frequencies.length);
    return FrequencyTable.of(0, frequencies, 0);
  }
}
