package org.rdvae.data;

/** Says why a file cannot be used as a picture. The message does not name the file. */
final class ImageFileException extends Exception {
  private static final long serialVersionUID = 1L;

  /** The reasons that are counted apart. */
  enum Reason {
    DAMAGED("damaged or truncated"),
    NOT_AN_IMAGE("not an image"),
    TOO_LARGE("too large"),
    UNSUPPORTED("of an unsupported kind"),
    UNREADABLE("not readable");

    final String words;

    Reason(String words) {
      this.words = words;
    }
  }

  private final Reason reason;

  ImageFileException(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  ImageFileException(Reason reason, String message, Throwable cause) {
    super(message, cause);
    this.reason = reason;
  }

  Reason reason() {
    return reason;
  }
}
