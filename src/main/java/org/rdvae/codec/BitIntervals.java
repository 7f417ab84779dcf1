package org.rdvae.codec;

import java.util.List;

/** Bits given by their logits: 1 has 2^18 σ(logit) slots, at least one and not all. */
final class BitIntervals implements ValueIntervals {
  private static final int SLOT_BITS = 18;
  private static final int SLOTS = 1 << SLOT_BITS;

  private int[] logits;
  private int zeros;

  @Override
  public void use(List<int[]> heads) {
    logits = heads.get(0);
  }

  @Override
  public void at(int index, byte[] image) {
    long logit = (long) -logits[index] << (CumulativeTable.FRACTION - FixedVae.FRACTION);
    long mass = CumulativeTable.LOGISTIC.mass(logit);
    long slots = FixedPoint.rescale(mass, CumulativeTable.MASS_BITS - SLOT_BITS);
    zeros = (int) Math.max(1, Math.min(SLOTS - 1, slots));
  }

  @Override
  public int symbols() {
    return 2;
  }

  @Override
  public int bits() {
    return SLOT_BITS;
  }

  @Override
  public int start(int symbol) {
    return symbol == 0 ? 0 : symbol == 1 ? zeros : SLOTS;
  }
}
