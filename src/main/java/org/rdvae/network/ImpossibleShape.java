package org.rdvae.network;

/** A layer cannot take the features that reach it. The message leaves the layer's name out. */
public final class ImpossibleShape extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String layer;

  private ImpossibleShape(String layer, String message) {
    super(message);
    this.layer = layer;
  }

  /** Of a layer that does not know its own name; {@link NetworkSpec} adds it. */
  public static ImpossibleShape of(String expected, FeatureShape found) {
    return of(expected, "features " + found);
  }

  /** The same where something else than the features is wrong. */
  static ImpossibleShape of(String expected, String found) {
    return new ImpossibleShape("", "expected " + expected + ", found " + found);
  }

  /** For a reason that is told whole. */
  public static ImpossibleShape because(String message) {
    return new ImpossibleShape("", message);
  }

  /** The same in a layer or group of layers around it. */
  public ImpossibleShape in(String outer) {
    return new ImpossibleShape(layer.isEmpty() ? outer : outer + "." + layer, getMessage());
  }

  /**
   * The layer's path in the config's section {@code model} or {@code codec}, such as {@code
   * encoder.2.residual.layers.0.convolution}.
   */
  public String layer() {
    return layer;
  }
}
