package org.rdvae.codec;

/**
 * A number for each channel times its values, plus another one.
 *
 * @param weights of one input and as many outputs as there are channels
 */
record FixedScaling(FixedWeights weights, FixedActivation activation) implements FixedLayer {
  @Override
  public WideMap apply(FixedMap input, boolean parallel) {
    FixedMap read = weights.readable(input);
    int channels = weights.outputs();
    int[] start = weights.start(read.fraction());
    int[] fractions = weights.sumFractions(read.fraction());
    int[] slopes = weights.row(0);
    int[][] rows = new int[read.places()][];
    for (int place = 0; place < rows.length; place++) {
      int[] row = start.clone();
      for (int c = 0; c < channels; c++) {
        row[c] += read.values()[place * channels + c] * slopes[c];
      }
      activation.apply(row, fractions);
      rows[place] = row;
    }
    return new WideMap(rows, activation.fractions(fractions), read.height(), read.width());
  }
}
