package org.rdvae.checkpoint;

import java.util.Arrays;

/** A parameter tensor that an architecture has: its name and its dimensions. */
public record ParameterShape(String name, long... shape) {
  boolean sameShape(ParameterShape other) {
    return Arrays.equals(shape, other.shape);
  }

  @Override
  public String toString() {
    return name + " " + Arrays.toString(shape);
  }
}
