package org.rdvae.spark;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.rdvae.base.Sha256;

/**
 * Which of millions of paths were seen before, in 32 to 64 bytes each (96 for the moment in which
 * the table grows): only the first 128 bits of their SHA-256 are kept, of which no two paths will
 * ever agree. Open addressing, at most half full; it doubles when it is.
 */
final class SeenPaths {
  private static final int FIRST_SLOTS = 1 << 10;

  /** Two words a slot; a slot of zeros is free. */
  private long[] words = new long[2 * FIRST_SLOTS];

  private int count;

  /** Adds a path; false if it was there. */
  boolean add(String path) {
    ByteBuffer digest =
        ByteBuffer.wrap(Sha256.begin().digest(path.getBytes(StandardCharsets.UTF_8)));
    long first = digest.getLong();
    long second = digest.getLong() | 1; // never zero, so never free
    if (!put(words, first, second)) {
      return false;
    }
    count++;
    if (2L * count > words.length / 2) {
      grow();
    }
    return true;
  }

  private static boolean put(long[] words, long first, long second) {
    int slots = words.length / 2;
    int slot = (int) first & (slots - 1);
    while (words[2 * slot + 1] != 0) {
      if (words[2 * slot] == first && words[2 * slot + 1] == second) {
        return false;
      }
      slot = (slot + 1) & (slots - 1);
    }
    words[2 * slot] = first;
    words[2 * slot + 1] = second;
    return true;
  }

  private void grow() {
    long[] wider = new long[Math.multiplyExact(2, words.length)];
    for (int at = 0; at < words.length; at += 2) {
      if (words[at + 1] != 0) {
        put(wider, words[at], words[at + 1]);
      }
    }
    words = wider;
  }
}
