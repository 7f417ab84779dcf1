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
    USAGE(2),
    BAD_DATA(65),
    MISSING_PATH(66),
    DEVICE(69),
    BUG(70),
    OUT_OF_MEMORY(71),
    OUTPUT(73),
    INPUT_OUTPUT(74),
    LOCKED(75),
    BAD_CONFIG(78);

    private final int exitCode;

    Kind(int exitCode) {
      this.exitCode = exitCode;
    }

    public int exitCode() {
      return exitCode;
    }
  }

  private final Kind kind;

  public Failure(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  public Failure(Kind kind, String message, Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  public Kind kind() {
    return kind;
  }
}
