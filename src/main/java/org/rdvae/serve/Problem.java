package org.rdvae.serve;

import java.util.Map;
import org.rdvae.base.Failure;

/** Why a request gets no result, in words for who sees the page, and with the status of HTTP. */
final class Problem extends RuntimeException {
  static final int BAD_REQUEST = 400;
  static final int FORBIDDEN = 403;
  static final int NOT_FOUND = 404;
  static final int METHOD_NOT_ALLOWED = 405;
  static final int TOO_LARGE = 413;
  static final int UNSUPPORTED = 415;
  static final int MISDIRECTED = 421;
  static final int UNPROCESSABLE = 422;
  static final int BUG = 500;
  static final int BUSY = 503;

  /** Clients that come back after so many seconds are likely to be served. */
  private static final String RETRY_SECONDS = "2";

  private static final long serialVersionUID = 1L;

  private final int status;
  private final transient Map<String, String> headers;

  Problem(int status, String message) {
    this(status, message, Map.of());
  }

  Problem(int status, String message, Map<String, String> headers) {
    super(message);
    this.status = status;
    this.headers = headers;
  }

  /** More is being done than fits. */
  static Problem busy() {
    return new Problem(
        BUSY,
        "the server is busy with other requests; try again in a moment",
        Map.of("Retry-After", RETRY_SECONDS));
  }

  /**
   * A failure of the library. What it says of a request is for who sent it; what it says of this
   * machine, whose folders it may name, is for who runs the server.
   */
  static Problem of(Failure failure) {
    return switch (failure.kind()) {
      case USAGE -> new Problem(BAD_REQUEST, failure.getMessage());
      case OUT_OF_MEMORY -> new Problem(TOO_LARGE, failure.getMessage());
      case BAD_DATA -> new Problem(UNPROCESSABLE, failure.getMessage());
      case MISSING_PATH, DEVICE, BUG, OUTPUT, INPUT_OUTPUT, LOCKED, BAD_CONFIG ->
          new Problem(BUG, "the server cannot do this; its own output says why");
    };
  }

  int status() {
    return status;
  }

  /** To be sent beside the message. */
  Map<String, String> headers() {
    return headers;
  }
}
