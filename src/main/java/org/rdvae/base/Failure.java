package org.rdvae.base;

/**
 * A failure that its message explains completely: the place, what was expected, what was found and,
 * where there is one, what to do. The command line prints the message without a stack trace and
 * exits with the code of its {@link Kind}.
 */
public final class Failure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** What went wrong, with the exit code that the command line promises for it. */
  public enum Kind {
    /** The command line cannot be understood. */
    USAGE(2),
    /** A file is not what it should be. */
    BAD_DATA(65),
    /** A path that was named is missing. */
    MISSING_PATH(66),
    /** What should compute cannot be used, or was lost. */
    DEVICE(69),
    /** A mistake of this program. */
    BUG(70),
    /** More memory is needed than there is. */
    OUT_OF_MEMORY(71),
    /** The output exists or cannot be made. */
    OUTPUT(73),
    /** Reading or writing failed. */
    INPUT_OUTPUT(74),
    /** Another process is at work there. */
    LOCKED(75),
    /** A config contradicts itself or the settings. */
    BAD_CONFIG(78);

    private final int exitCode;

    Kind(int exitCode) {
      this.exitCode = exitCode;
    }

    /** {@return the exit code of the command line} */
    public int exitCode() {
      return exitCode;
    }
  }

  /** What went wrong. */
  private final Kind kind;

  /**
   * A failure found by ourselves.
   *
   * @param kind what went wrong
   * @param message for the user
   */
  public Failure(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  /**
   * A failure that something else reported.
   *
   * @param kind what went wrong
   * @param message for the user
   * @param cause the report
   */
  public Failure(Kind kind, String message, Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  /** {@return what went wrong} */
  public Kind kind() {
    return kind;
  }
}
