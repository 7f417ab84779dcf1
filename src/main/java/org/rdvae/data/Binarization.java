package org.rdvae.data;

/** What becomes of 8-bit values. */
public enum Binarization {
  DYNAMIC,
  THRESHOLD,
  BITS,
  NONE
}
