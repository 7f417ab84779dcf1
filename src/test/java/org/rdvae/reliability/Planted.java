package org.rdvae.reliability;

import java.io.Serializable;

/**
 * Stands for a class whose mere loading does harm: it says so by a property, since asking it would
 * load it.
 */
public final class Planted implements Serializable {
  static final String NAME = "org.rdvae.reliability.Planted";
  static final String DONE = "rdvae.planted";
  private static final long serialVersionUID = 1L;

  static {
    System.setProperty(DONE, "ran");
  }

  private Planted() {}
}
