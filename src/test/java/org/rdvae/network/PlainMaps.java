package org.rdvae.network;

/** Feature maps [height, width, channels] of several examples in plain double arrays. */
record PlainMaps(int examples, int height, int width, int channels, double[] values) {

  static PlainMaps zeros(int examples, int height, int width, int channels) {
    return new PlainMaps(
        examples, height, width, channels, new double[examples * height * width * channels]);
  }

  static PlainMaps of(FeatureShape shape, double[] values) {
    return new PlainMaps(
        values.length / shape.size(), shape.height(), shape.width(), shape.channels(), values);
  }

  int index(int example, int row, int column, int channel) {
    return ((example * height + row) * width + column) * channels + channel;
  }

  /** Zero outside the map. */
  double at(int example, int row, int column, int channel) {
    boolean inside = row >= 0 && row < height && column >= 0 && column < width;
    return inside ? values[index(example, row, column, channel)] : 0;
  }

  void set(int example, int row, int column, int channel, double value) {
    values[index(example, row, column, channel)] = value;
  }

  PlainMaps activated(Activation activation) {
    double[] result = values.clone();
    for (int i = 0; i < result.length; i++) {
      result[i] = ActivationReference.value(activation, result[i]);
    }
    return new PlainMaps(examples, height, width, channels, result);
  }
}
