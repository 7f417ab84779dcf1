package org.rdvae.codec;

import java.util.Arrays;
import java.util.Random;

/** Bytes as accidents leave them: never the same as before. */
final class CodedMutants {
  /** How many a test makes of each kind. */
  static final int COUNT = Integer.getInteger("rdvae.mutants", 4000);

  private static final int LONGEST = 40;

  private CodedMutants() {}

  static byte[] of(byte[] bytes, Random random) {
    byte[] mutant = bytes;
    while (Arrays.equals(mutant, bytes)) {
      mutant =
          switch (random.nextInt(7)) {
            case 0 -> flipped(bytes, 1, random);
            case 1 -> flipped(bytes, 1 + random.nextInt(30), random);
            case 2 -> Arrays.copyOf(bytes, random.nextInt(bytes.length + 1));
            case 3 -> inserted(bytes, bytes.length, random);
            case 4 -> inserted(bytes, random.nextInt(bytes.length + 1), random);
            case 5 -> removed(bytes, random);
            default -> overwritten(bytes, random);
          };
    }
    return mutant;
  }

  private static byte[] flipped(byte[] bytes, int bits, Random random) {
    byte[] mutant = bytes.clone();
    for (int i = 0; i < bits; i++) {
      mutant[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(Byte.SIZE));
    }
    return mutant;
  }

  private static byte[] inserted(byte[] bytes, int at, Random random) {
    byte[] more = run(random);
    byte[] mutant = Arrays.copyOf(bytes, bytes.length + more.length);
    System.arraycopy(more, 0, mutant, at, more.length);
    System.arraycopy(bytes, at, mutant, at + more.length, bytes.length - at);
    return mutant;
  }

  private static byte[] removed(byte[] bytes, Random random) {
    int from = random.nextInt(bytes.length);
    int to = Math.min(bytes.length, from + 1 + random.nextInt(LONGEST));
    byte[] mutant = Arrays.copyOf(bytes, bytes.length - (to - from));
    System.arraycopy(bytes, to, mutant, from, bytes.length - to);
    return mutant;
  }

  private static byte[] overwritten(byte[] bytes, Random random) {
    byte[] mutant = bytes.clone();
    byte[] run = run(random);
    int at = random.nextInt(bytes.length);
    System.arraycopy(run, 0, mutant, at, Math.min(run.length, bytes.length - at));
    return mutant;
  }

  /** Noise, or one value again and again. */
  private static byte[] run(Random random) {
    byte[] run = new byte[1 + random.nextInt(LONGEST)];
    random.nextBytes(run);
    if (random.nextBoolean()) {
      Arrays.fill(run, random.nextBoolean() ? (byte) 0 : run[0]);
    }
    return run;
  }
}
