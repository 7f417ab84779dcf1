package org.rdvae.tensor;

import java.util.Set;

/**
 * The devices of all tests: opening one sets thread counts of the whole process, so nobody else
 * opens one.
 */
public final class TestDevice {
  public static final Device CPU = Device.cpu(1);

  private static final RemoteDevice REMOTE = new RemoteDevice("cuda:0 Test", 1L << 30);

  /**
   * What is planned for a card, computed by the CPU's library: every call goes the way that it goes
   * to a card, and every access to memory is announced. What a card alone can show, nobody sees
   * here.
   */
  public static final Device LIKE_CARD =
      new Device("cuda:0 Test", 1, "of the test", new CpuFeatures(Set.of("cuda")), REMOTE);

  /** How often anybody read from {@link #LIKE_CARD} so far. */
  public static long readsFromCard() {
    return REMOTE.reads();
  }

  private TestDevice() {}
}
