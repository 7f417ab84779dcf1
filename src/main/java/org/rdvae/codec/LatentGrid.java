package org.rdvae.codec;

import java.nio.ByteBuffer;
import java.util.Locale;

/**
 * What one latent variable of a set of images may become when it is rounded: whole multiples k of a
 * step, and how often each of them comes, a rounded normal distribution.
 *
 * <pre>
 * z = k e^(logStep / 256)      P(k) = Φ((k + ½ − m) / s) − Φ((k − ½ − m) / s)
 * m = mean / 16                s = e^(logScale / 256)
 * </pre>
 *
 * <p>A variable that tells nothing about images is always 0, with a scale so small that it costs
 * nothing.
 *
 * @param logStep from -32768 to 32767
 * @param mean from -32768 to 32767
 * @param logScale between {@link #LEAST_SCALE} and {@link #MOST_SCALE}
 */
record LatentGrid(int logStep, int mean, int logScale) {
  static final int BYTES = 3 * Short.BYTES;

  /** A scale of 1/20: all but e^-50 of the distribution is at one number. */
  static final int LEAST_SCALE = -767;

  /** A scale of 2048, and tables of 24,576 numbers. */
  static final int MOST_SCALE = 1952;

  private static final double LOG_UNIT = 256;
  private static final double MEAN_UNIT = 16;

  /** Numbers beyond so many scales from the mean are coded with the escape. */
  private static final int REACH = 6;

  /** The grid of a step, before it is known which of its points will be taken. */
  static LatentGrid ofStep(double step) {
    return new LatentGrid(within(LOG_UNIT * StrictMath.log(step), Short.MIN_VALUE), 0, LEAST_SCALE);
  }

  /** The same grid with the distribution of these numbers. */
  LatentGrid fittedTo(int[] numbers) {
    double sum = 0;
    double squares = 0;
    for (int k : numbers) {
      sum += k;
      squares += (double) k * k;
    }
    double middle = sum / numbers.length;
    double variance = Math.max(0, squares / numbers.length - middle * middle);
    int fitted = within(LOG_UNIT * StrictMath.log(Math.sqrt(variance)), LEAST_SCALE);
    return new LatentGrid(
        logStep, within(MEAN_UNIT * middle, Short.MIN_VALUE), Math.min(MOST_SCALE, fitted));
  }

  private static int within(double value, int least) {
    return (int) Math.rint(Math.max(least, Math.min(Short.MAX_VALUE, value)));
  }

  double step() {
    return StrictMath.exp(logStep / LOG_UNIT);
  }

  /** The frequencies by which numbers are coded. */
  FrequencyTable table() {
    double m = mean / MEAN_UNIT;
    double s = StrictMath.exp(logScale / LOG_UNIT);
    int middle = (int) Math.rint(m);
    int reach = (int) Math.ceil(REACH * s + 0.5);
    double[] masses = new double[2 * reach + 1];
    for (int i = 0; i < masses.length; i++) {
      double k = middle - reach + i;
      masses[i] = below((k + 0.5 - m) / s) - below((k - 0.5 - m) / s);
    }
    return FrequencyTable.fromProbabilities(middle - reach, masses);
  }

  private static double below(double x) {
    long fixed = (long) Math.rint(Math.scalb(x, CumulativeTable.FRACTION));
    return Math.scalb((double) CumulativeTable.NORMAL.mass(fixed), -CumulativeTable.MASS_BITS);
  }

  void write(ByteBuffer out) {
    out.putShort((short) logStep).putShort((short) mean).putShort((short) logScale);
  }

  /**
   * What {@link #write} wrote.
   *
   * @throws BadCodeException if nobody can have written it
   */
  static LatentGrid read(ByteBuffer in) {
    LatentGrid grid = new LatentGrid(in.getShort(), in.getShort(), in.getShort());
    if (grid.logScale < LEAST_SCALE || grid.logScale > MOST_SCALE) {
      throw new BadCodeException(
          String.format(
              Locale.ROOT,
              "expected log scales of %d to %d, found %d",
              LEAST_SCALE,
              MOST_SCALE,
              grid.logScale));
    }
    return grid;
  }
}
