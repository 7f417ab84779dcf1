package org.rdvae.tensor;

/**
 * Why a device cannot be used, and what would change that.
 *
 * @param reason half a sentence
 * @param remedy half a sentence that tells what to do
 */
public record Obstacle(String reason, String remedy) {
  /** Both, as one line for the user. */
  public String text() {
    return reason + "; " + remedy;
  }
}
