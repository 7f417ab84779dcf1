package org.rdvae.base;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A Java process of its own: of the same Java and with the same class path, quick to start, small,
 * and with one computing thread, unless its options and variables say otherwise.
 */
public final class JavaProcess {
  private static final int SECONDS = 300;

  private final ProcessBuilder builder;

  /**
   * How it ended.
   *
   * @param code exit code
   * @param output all that it printed
   */
  public record Result(int code, String output) {}

  private JavaProcess(List<String> options, String main, Object... words) {
    builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Xmx256m",
            "-cp",
            System.getProperty("java.class.path"));
    // Of two options for the same thing Java takes the later.
    builder.command().addAll(options);
    builder.command().add(main);
    Arrays.stream(words).map(Object::toString).forEach(builder.command()::add);
    builder.redirectErrorStream(true);
    set("OMP_NUM_THREADS", "1");
    set("OPENBLAS_NUM_THREADS", "1");
  }

  /** Of a class whose {@code main} gets these words. */
  public static JavaProcess of(Class<?> main, Object... words) {
    return new JavaProcess(List.of(), main.getName(), words);
  }

  /**
   * With further options for Java.
   *
   * @param main a class, or a file of source text
   */
  public static JavaProcess of(List<String> options, String main, Object... words) {
    return new JavaProcess(options, main, words);
  }

  /** Sets a variable of its environment, or with null removes it. */
  public JavaProcess set(String variable, String value) {
    if (value == null) {
      builder.environment().remove(variable);
    } else {
      builder.environment().put(variable, value);
    }
    return this;
  }

  /** Starts it; what it prints goes to the file. */
  public Process start(Path output) {
    try {
      return builder.redirectOutput(output.toFile()).start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Runs it to its end. */
  public Result run() {
    try {
      Path output = Files.createTempFile("rdvae-process", ".txt");
      Process process = start(output);
      try {
        if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
          throw new AssertionError(
              builder.command() + " went on for " + SECONDS + " s: " + Files.readString(output));
        }
        return new Result(process.exitValue(), Files.readString(output));
      } finally {
        process.destroyForcibly();
        Files.delete(output);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Runs it to its end, which must be a good one, and returns what it printed. */
  public String output() {
    Result result = run();
    if (result.code() != 0) {
      throw new AssertionError("exit code " + result.code() + ": " + result.output());
    }
    return result.output();
  }
}
