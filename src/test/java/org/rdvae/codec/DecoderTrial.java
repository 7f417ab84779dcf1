package org.rdvae.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import org.rdvae.base.Failure;

/**
 * Holds a decoder of files to what it promises whatever their bytes are: a result, or a {@link
 * Failure} of bad data, and in either case no more than twice the time of the honest file.
 */
final class DecoderTrial {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final int HONEST_RUNS = 41;

  /** What one pause of the machine or one class more to load may take. */
  private static final long SLACK_NANOS = 2_000_000;

  /** A pause must not count, a decoder that is slow each time must. */
  private static final int ATTEMPTS = 6;

  private final Decoder decoder;
  private final long mostNanos;
  private int decoded;

  /** Decodes a file and checks what comes out. */
  @FunctionalInterface
  interface Decoder {
    void decode(byte[] file);
  }

  /**
   * @param honest the file from which mutants are made
   */
  DecoderTrial(byte[] honest, Decoder decoder) {
    this.decoder = decoder;
    long[] nanos = new long[HONEST_RUNS];
    for (int i = 0; i < HONEST_RUNS; i++) {
      nanos[i] = nanos(() -> decoder.decode(honest));
    }
    Arrays.sort(nanos);
    mostNanos = 2 * nanos[HONEST_RUNS / 2] + SLACK_NANOS;
  }

  /** Whether the file was decoded. */
  boolean decodes(byte[] file, String what) {
    boolean[] accepted = new boolean[1];
    long nanos = Long.MAX_VALUE;
    for (int i = 0; i < ATTEMPTS && nanos > mostNanos; i++) {
      nanos = Math.min(nanos, nanos(() -> accepted[0] = isDecoded(file, what)));
    }
    assertThat(nanos).as("nanoseconds of the processor for %s", what).isLessThan(mostNanos);
    decoded += accepted[0] ? 1 : 0;
    return accepted[0];
  }

  private boolean isDecoded(byte[] file, String what) {
    try {
      decoder.decode(file);
      return true;
    } catch (Failure e) {
      assertThat(e).as(what).hasMessageMatching("\\S+: .+");
      assertThat(e.kind()).as("%s: %s", what, e).isEqualTo(Failure.Kind.BAD_DATA);
      return false;
    } catch (RuntimeException | Error e) {
      throw new AssertionError(what + " made the decoder fail", e);
    }
  }

  int decoded() {
    return decoded;
  }

  private static long nanos(Runnable work) {
    long begun = THREADS.getCurrentThreadCpuTime();
    work.run();
    return THREADS.getCurrentThreadCpuTime() - begun;
  }
}
