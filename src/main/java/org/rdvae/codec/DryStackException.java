package org.rdvae.codec;

/**
 * An {@link AnsStack} was asked for more bits than it holds. When decoding, the bytes are not what
 * was encoded; when encoding with bits back, the stack was started with too few bits.
 */
public final class DryStackException extends BadCodeException {
  private static final long serialVersionUID = 1L;

  public DryStackException(String message) {
    super(message);
  }
}
