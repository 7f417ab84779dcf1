package org.rdvae.codec;

/**
 * Coded bytes that no encoder of ours made: they end early, go on after the last symbol, or hold
 * what cannot be. Decoders throw this and nothing else, whatever the bytes are. It knows no file:
 * whoever read one turns it into a {@link org.rdvae.base.Failure} that names it.
 */
public sealed class BadCodeException extends RuntimeException permits DryStackException {
  private static final long serialVersionUID = 1L;

  public BadCodeException(String message) {
    super(message);
  }
}
