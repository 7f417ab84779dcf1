package org.rdvae.network;

/** Normalisations by their definition: sums over whatever shares a mean. */
final class PlainNormalization {
  private PlainNormalization() {}

  /** Which values share a mean. */
  interface Sharing {
    int of(int example, int channel);
  }

  /** The mean and the variance (over n) of the values of each number of a sharing. */
  record Moments(double[] mean, double[] variance, int[] count) {

    static Moments of(PlainMaps x, int numbers, Sharing sharing) {
      Moments moments = new Moments(new double[numbers], new double[numbers], new int[numbers]);
      moments.add(x, sharing, false);
      moments.add(x, sharing, true);
      return moments;
    }

    private void add(PlainMaps x, Sharing sharing, boolean squares) {
      for (int i = 0; i < x.values().length; i++) {
        int number = number(x, sharing, i);
        if (squares) {
          double distance = x.values()[i] - mean[number];
          variance[number] += distance * distance / count[number];
        } else {
          mean[number] += x.values()[i];
          count[number]++;
        }
      }
      for (int number = 0; !squares && number < mean.length; number++) {
        mean[number] /= count[number];
      }
    }
  }

  static Moments ofBatch(PlainMaps x) {
    return Moments.of(x, x.channels(), (example, channel) -> channel);
  }

  /** gain (x - mean) / sqrt(variance + epsilon) + offset, mean and variance of each channel. */
  static PlainMaps batch(
      PlainMaps x,
      double[] mean,
      double[] variance,
      double[] gain,
      double[] offset,
      double epsilon) {
    return normalized(x, mean, variance, (example, channel) -> channel, gain, offset, epsilon);
  }

  static PlainMaps groups(PlainMaps x, int groups, double[] gain, double[] offset, double epsilon) {
    int size = x.channels() / groups;
    Sharing sharing = (example, channel) -> example * groups + channel / size;
    Moments moments = Moments.of(x, x.examples() * groups, sharing);
    return normalized(x, moments.mean(), moments.variance(), sharing, gain, offset, epsilon);
  }

  private static PlainMaps normalized(
      PlainMaps x,
      double[] mean,
      double[] variance,
      Sharing sharing,
      double[] gain,
      double[] offset,
      double epsilon) {
    double[] y = x.values().clone();
    for (int i = 0; i < y.length; i++) {
      int number = number(x, sharing, i);
      int channel = i % x.channels();
      y[i] =
          gain[channel] * (y[i] - mean[number]) / Math.sqrt(variance[number] + epsilon)
              + offset[channel];
    }
    return new PlainMaps(x.examples(), x.height(), x.width(), x.channels(), y);
  }

  private static int number(PlainMaps x, Sharing sharing, int index) {
    int example = index / (x.height() * x.width() * x.channels());
    return sharing.of(example, index % x.channels());
  }
}
