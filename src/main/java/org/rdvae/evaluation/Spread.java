package org.rdvae.evaluation;

import java.util.Arrays;

/**
 * Mean and spread of a few numbers, such as one measurement of the runs of several seeds.
 *
 * @param count how many numbers
 * @param mean NaN without numbers
 * @param standardDeviation of the sample, with n - 1; NaN for fewer than two numbers
 */
public record Spread(int count, double mean, double standardDeviation) {

  public static Spread of(double... numbers) {
    int count = numbers.length;
    double mean = Arrays.stream(numbers).sum() / count;
    double squares = Arrays.stream(numbers).map(number -> (number - mean) * (number - mean)).sum();
    return new Spread(count, mean, count < 2 ? Double.NaN : Math.sqrt(squares / (count - 1)));
  }

  /** How far the mean would move with other such numbers; NaN for fewer than two. */
  public double standardError() {
    return standardDeviation / Math.sqrt(count);
  }
}
