package org.rdvae.reliability;

import java.util.Arrays;
import java.util.Random;

/** Bytes as accidents leave them. */
final class Accidents {
  private static final int LONGEST = 60;

  private Accidents() {}

  static byte[] of(byte[] bytes, Random random) {
    return switch (random.nextInt(6)) {
      case 0 -> flipped(bytes, 1, bytes.length, random);
      case 1 -> flipped(bytes, 1 + random.nextInt(30), bytes.length, random);
      // Beginnings decide most.
      case 2 -> flipped(bytes, 1 + random.nextInt(5), Math.min(bytes.length, 64), random);
      case 3 -> Arrays.copyOf(bytes, random.nextInt(bytes.length));
      case 4 -> overwritten(bytes, random);
      default -> spliced(bytes, random);
    };
  }

  private static byte[] flipped(byte[] bytes, int bits, int within, Random random) {
    byte[] mutant = bytes.clone();
    for (int i = 0; i < bits; i++) {
      mutant[random.nextInt(within)] ^= (byte) (1 << random.nextInt(Byte.SIZE));
    }
    return mutant;
  }

  private static byte[] overwritten(byte[] bytes, Random random) {
    byte[] mutant = bytes.clone();
    int from = random.nextInt(bytes.length);
    int to = Math.min(bytes.length, from + 1 + random.nextInt(LONGEST));
    boolean zeros = random.nextBoolean();
    for (int i = from; i < to; i++) {
      mutant[i] = zeros ? 0 : (byte) random.nextInt();
    }
    return mutant;
  }

  /** A piece removed, doubled, or put in from elsewhere. */
  private static byte[] spliced(byte[] bytes, Random random) {
    int from = random.nextInt(bytes.length);
    int to = Math.min(bytes.length, from + 1 + random.nextInt(LONGEST));
    int keep = random.nextInt(3);
    int at = keep == 1 ? to : random.nextInt(bytes.length + 1);
    byte[] piece = keep == 0 ? new byte[0] : Arrays.copyOfRange(bytes, from, to);
    int head = keep == 0 ? from : at;
    int tail = keep == 0 ? to : at;
    byte[] mutant = Arrays.copyOf(bytes, head + piece.length + bytes.length - tail);
    System.arraycopy(piece, 0, mutant, head, piece.length);
    System.arraycopy(bytes, tail, mutant, head + piece.length, bytes.length - tail);
    return mutant;
  }
}
