package org.rdvae.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.IntSupplier;

/** What a command, run inside this process, returned and printed. */
public record CommandResult(int code, String out, String err) {

  public static CommandResult of(Object... words) {
    String[] arguments = Arrays.stream(words).map(Object::toString).toArray(String[]::new);
    return capture(() -> Main.run(arguments));
  }

  /** The same for any work that gives an exit code. */
  static CommandResult capture(IntSupplier work) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    PrintStream realOut = System.out;
    PrintStream realErr = System.err;
    int code;
    try {
      System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
      System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
      code = work.getAsInt();
    } finally {
      System.setOut(realOut);
      System.setErr(realErr);
    }
    return new CommandResult(
        code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  /** Runs a command that must do what it is asked. */
  static CommandResult done(Object... words) {
    CommandResult result = of(words);
    assertThat(result.code).as(result.err).isZero();
    return result;
  }

  /**
   * Runs a command that must be refused with this exit code, nothing on standard output, and words
   * that hold all of the given ones instead of a stack trace.
   */
  static CommandResult refused(int code, String[] message, Object... words) {
    CommandResult result = of(words);
    assertThat(result.err)
        .containsPattern("(?m)^rdvae: ")
        .contains(message)
        .doesNotContain("\tat ");
    assertThat(result.code).as(result.err).isEqualTo(code);
    assertThat(result.out).isEmpty();
    return result;
  }

  /** For {@link #refused}: what the message must hold. */
  static String[] saying(String... words) {
    return words;
  }
}
