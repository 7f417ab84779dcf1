package org.rdvae.model;

import org.rdvae.tensor.Device;

/**
 * A trained model: its architecture and its parameters. Immutable; any number of threads may open
 * sessions on it.
 */
public final class Vae {
  private final Architecture architecture;
  private final float[] parameters;

  /**
   * @param parameters the flat vector in the order of the architecture's layout; not copied, and
   *     not to be changed afterwards
   */
  public Vae(Architecture architecture, float[] parameters) {
    if (parameters.length != architecture.layout().size()) {
      throw new IllegalArgumentException(
          "Expected " + architecture.layout().size() + " parameters, found " + parameters.length);
    }
    this.architecture = architecture;
    this.parameters = parameters;
  }

  public Architecture architecture() {
    return architecture;
  }

  /** The flat vector itself. */
  float[] parameters() {
    return parameters;
  }

  /** Opens buffers for one thread; {@code rows} images or latents are computed at a time. */
  public VaeSession open(Device device, int rows) {
    return new VaeSession(device, architecture, parameters, rows);
  }
}
