package org.rdvae.codec;

import java.util.Arrays;

/**
 * Integer probabilities of rounded numbers under logistic distributions: for latents, one table for
 * each of 64 scales at equal ratios, all with mean 0; for hyper-latents, a table for each channel.
 *
 * <pre>
 * P(k) = σ((k + ½ − mean) / s) − σ((k − ½ − mean) / s)      what is left of 1: the escape
 * </pre>
 *
 * <p>Masses are computed by {@link StrictMath}, which every Java computes alike to the last bit.
 */
final class ScaleTables {
  static final int COUNT = 64;

  /** What lies outside has less probability together, and is coded with the escape. */
  private static final double TAIL = 1e-4;

  /** Log scales come from a fixed-point network with this many bits behind the point. */
  static final int FRACTION = 8;

  private static final int LEAST = fixed(PlannedCodec.LEAST_LOG_SCALE);
  private static final int MOST = fixed(PlannedCodec.MOST_LOG_SCALE);

  private ScaleTables() {}

  private static int fixed(double value) {
    return (int) Math.rint(value * (1 << FRACTION));
  }

  /** The table for a log scale in units of 2^-FRACTION. */
  static int index(int logScale) {
    int inside = Math.min(Math.max(logScale, LEAST), MOST) - LEAST;
    int range = MOST - LEAST;
    return (2 * inside * (COUNT - 1) + range) / (2 * range);
  }

  /** The tables of all scales. */
  static FrequencyTable[] ofScales() {
    FrequencyTable[] tables = new FrequencyTable[COUNT];
    for (int i = 0; i < COUNT; i++) {
      double logScale = (LEAST + (double) i * (MOST - LEAST) / (COUNT - 1)) / (1 << FRACTION);
      tables[i] = table(0, logScale);
    }
    return tables;
  }

  /** A table for each channel of the hyper-latents. */
  static FrequencyTable[] ofChannels(float[] means, float[] logScales) {
    FrequencyTable[] tables = new FrequencyTable[means.length];
    for (int i = 0; i < tables.length; i++) {
      double logScale =
          Math.min(
              Math.max(logScales[i], PlannedCodec.LEAST_LOG_SCALE), PlannedCodec.MOST_LOG_SCALE);
      tables[i] = table(means[i], logScale);
    }
    return tables;
  }

  static FrequencyTable table(double mean, double logScale) {
    double scale = StrictMath.exp(logScale);
    // Beyond so many scales a logistic distribution has TAIL / 2 on either side.
    int reach = (int) Math.ceil(scale * StrictMath.log(2 / TAIL) + 0.5);
    int middle = (int) Math.rint(mean);
    double[] masses = new double[2 * reach + 1];
    for (int i = 0; i < masses.length; i++) {
      masses[i] = StrictMath.exp(-LogisticRate.nats(middle - reach + i - mean, logScale));
    }
    double sum = Arrays.stream(masses).sum();
    // Beyond 1 by rounding only.
    for (int i = 0; sum > 1 && i < masses.length; i++) {
      masses[i] /= sum;
    }
    return FrequencyTable.fromProbabilities(middle - reach, masses);
  }
}
