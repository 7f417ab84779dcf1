package org.rdvae.codec;

/** Features enlarged by repeating each place. */
record FixedUpsampling(int factor) implements FixedLayer {
  @Override
  public WideMap apply(FixedMap input, boolean parallel) {
    WideMap once = input.widened();
    int height = input.height() * factor;
    int width = input.width() * factor;
    int[][] rows = new int[height * width][];
    for (int place = 0; place < rows.length; place++) {
      int y = place / width / factor;
      int x = place % width / factor;
      rows[place] = once.rows()[y * input.width() + x];
    }
    return new WideMap(rows, once.fractions(), height, width);
  }
}
