package org.rdvae.codec;

import java.util.Arrays;
import java.util.PriorityQueue;

/**
 * Probabilities as positive integers that sum to 2^16. Each is rounded down, but not to 0; then
 * single units go where they shorten the code most, or are taken where they lengthen it least. An
 * entry of mass m and frequency f costs m log2(2^16 / f) bits, hence a unit more gains m / (f +
 * 1/2) and a unit less loses m / (f - 1/2), but for a constant and terms in 1/f^3. Divisions
 * instead of logarithms because Java promises their last bit.
 */
final class FrequencyRounding {
  private static final double TOLERANCE = 1e-6;

  private FrequencyRounding() {}

  /** Frequencies of the masses and, last, of what they leave of 1. */
  static int[] withEscape(double[] masses) {
    double sum = 0;
    for (double mass : masses) {
      if (!(mass >= 0)) {
        throw new IllegalArgumentException("expected masses of 0 or more, found " + mass);
      }
      sum += mass;
    }
    if (!(sum <= 1 + TOLERANCE)) {
      throw new IllegalArgumentException("expected masses with a sum of at most 1, found " + sum);
    }
    if (masses.length == 0 || masses.length >= RansStep.SLOTS) {
      throw new IllegalArgumentException(
          "expected 1 to " + (RansStep.SLOTS - 1) + " masses, found " + masses.length);
    }
    double[] all = Arrays.copyOf(masses, masses.length + 1);
    all[masses.length] = Math.max(0, 1 - sum);
    return rounded(all);
  }

  private static int[] rounded(double[] masses) {
    int[] frequencies = new int[masses.length];
    int missing = RansStep.SLOTS;
    for (int i = 0; i < masses.length; i++) {
      frequencies[i] = Math.max(1, (int) (masses[i] * RansStep.SLOTS));
      missing -= frequencies[i];
    }
    int unit = Integer.signum(missing);
    PriorityQueue<Change> changes = new PriorityQueue<>();
    for (int i = 0; i < masses.length && unit != 0; i++) {
      offer(changes, masses[i], i, frequencies[i], unit);
    }
    for (int left = Math.abs(missing); left > 0; left--) {
      int entry = changes.remove().entry();
      frequencies[entry] += unit;
      offer(changes, masses[entry], entry, frequencies[entry], unit);
    }
    return frequencies;
  }

  private static void offer(
      PriorityQueue<Change> changes, double mass, int entry, int frequency, int unit) {
    if (frequency + unit >= 1) {
      changes.add(new Change(-unit * mass / (frequency + 0.5 * unit), entry));
    }
  }

  /** A unit more or less for an entry; the bits that it adds. */
  private record Change(double cost, int entry) implements Comparable<Change> {
    @Override
    public int compareTo(Change other) {
      int byCost = Double.compare(cost, other.cost);
      return byCost != 0 ? byCost : Integer.compare(entry, other.entry);
    }
  }
}
