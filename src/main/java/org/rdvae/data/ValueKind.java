package org.rdvae.data;

/** What the values of an example are, and so which distributions can describe them. */
public enum ValueKind {
  /** 0 or 1. */
  BITS("bits"),
  /** v / 255 for a whole v from 0 to 255. */
  LEVELS("8-bit values"),
  /** Standardised real numbers, without bounds. */
  NUMBERS("real numbers"),
  /** How often each word of a vocabulary occurs: whole numbers from 0 on. */
  COUNTS("word counts");

  private final String words;

  ValueKind(String words) {
    this.words = words;
  }

  /** In the plural, as in a message. */
  public String words() {
    return words;
  }
}
