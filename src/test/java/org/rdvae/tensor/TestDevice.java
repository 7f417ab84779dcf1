package org.rdvae.tensor;

/**
 * The one device of all tests: opening it sets thread counts of the whole process, so nobody else
 * opens one.
 */
public final class TestDevice {
  public static final Device CPU = Device.cpu(1);

  private TestDevice() {}
}
