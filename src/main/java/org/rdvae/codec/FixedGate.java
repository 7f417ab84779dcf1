package org.rdvae.codec;

import org.rdvae.network.Activation;

/** A gated layer in fixed point: one layer's values times the sigmoid of another's. */
record FixedGate(FixedLayer value, FixedLayer gate) implements FixedLayer {
  @Override
  public WideMap apply(FixedMap input, boolean parallel) {
    WideMap values = value.apply(input, parallel);
    WideMap gates = gate.apply(input, parallel);
    FixedTable sigmoid = FixedTable.of(Activation.SIGMOID);
    for (int place = 0; place < values.rows().length; place++) {
      int[] row = values.rows()[place];
      for (int c = 0; c < row.length; c++) {
        long x =
            FixedPoint.rescale(gates.rows()[place][c], gates.fractions()[c] - FixedTable.FRACTION);
        long product = (long) row[c] * sigmoid.value(FixedPoint.toInt(x));
        row[c] = (int) FixedPoint.rescale(product, FixedTable.FRACTION);
      }
    }
    return values;
  }
}
