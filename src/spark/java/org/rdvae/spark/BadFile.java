package org.rdvae.spark;

import java.io.Serializable;
import org.rdvae.base.Failure;

/**
 * A file that could not be used.
 *
 * @param reason for people, without the file's name
 */
record BadFile(String path, String reason) implements Serializable {
  private static final long serialVersionUID = 1L;

  /** The failure's words, which mostly begin with the file's name. */
  static BadFile of(String path, Failure failure) {
    String message = failure.getMessage();
    String name = path + ": ";
    return new BadFile(path, message.startsWith(name) ? message.substring(name.length()) : message);
  }
}
