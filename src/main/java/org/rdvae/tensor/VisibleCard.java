package org.rdvae.tensor;

import com.sun.jna.Function;
import com.sun.jna.NativeLibrary;

/**
 * Shows the CUDA libraries of a process a single card, which is then their number 0: ND4J would
 * otherwise spread its threads over all cards, and open every one.
 */
final class VisibleCard {
  static final String VARIABLE = "CUDA_VISIBLE_DEVICES";

  private VisibleCard() {}

  /** The variable's value for a card, whose number counts among those that are visible now. */
  static String value(CudaCard card) {
    String visible = System.getenv(VARIABLE);
    String[] all = visible == null || visible.isBlank() ? new String[0] : visible.split(",", -1);
    return card.index() < all.length ? all[card.index()].strip() : Integer.toString(card.index());
  }

  /**
   * Sets the variable for this very process, which Java cannot: CUDA reads it when its driver is
   * first called. Also keeps cuDNN from rounding factors to ten bits (TF32) unless the user decided
   * on that, so that both kinds of devices give the same losses.
   */
  static void set(CudaCard card) {
    NativeLibrary process = NativeLibrary.getProcess();
    int replace = 1;
    int keep = 0;
    Function setenv = process.getFunction("setenv");
    setenv.invokeInt(new Object[] {VARIABLE, value(card), replace});
    setenv.invokeInt(new Object[] {"NVIDIA_TF32_OVERRIDE", "0", keep});
  }
}
