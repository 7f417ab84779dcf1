package org.rdvae.data;

/**
 * What a generated image shows. Factors are steps, chosen independently and uniformly, so that
 * measures of disentanglement can count them. A square looks alike after a quarter turn and an
 * ellipse after half a turn; orientation is known but not always to be seen.
 *
 * @param scale 0 to 5, from half to full size
 * @param orientation 0 to 39, fortieths of a full turn
 * @param x 0 to 31, from left to right
 * @param y 0 to 31, from top to bottom
 */
public record ShapeFactors(Shape shape, int scale, int orientation, int x, int y) {
  public static final int SCALES = 6;
  public static final int ORIENTATIONS = 40;
  public static final int POSITIONS = 32;

  /** Kinds of shapes. */
  public enum Shape {
    SQUARE,
    ELLIPSE,
    TRIANGLE
  }
}
