package org.rdvae.evaluation;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import org.rdvae.base.Failure;

/**
 * Runs a program of others in a folder and waits for its end. What it prints goes to a file there,
 * since one that prints into a full pipe would wait for ever.
 *
 * @param folder where it runs, empty but for what it works on
 * @param limit after which it is ended
 */
record ExternalProgram(Path folder, Duration limit) {
  private static final String PRINTED = "printed.txt";
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /**
   * Runs a command.
   *
   * @param command the program, looked for on the PATH, and its words
   * @return what it printed, on standard output and standard error alike
   * @throws Failure INPUT_OUTPUT if it is not there, takes too long or says that it failed
   */
  String run(List<String> command) {
    Process process = start(command);
    try {
      // One that asks for input gets the end of it.
      process.getOutputStream().close();
      if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        throw failure(command, "took longer than " + limit.toMillis() / 1e3 + " s", null);
      }
      String printed = Files.readString(folder.resolve(PRINTED), StandardCharsets.ISO_8859_1);
      if (process.exitValue() != 0) {
        throw failure(
            command, "ended with exit code " + process.exitValue() + ", " + words(printed), null);
      }
      return printed;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted while a program ran");
    } catch (IOException e) {
      throw failure(command, "could not be talked to: " + e.getMessage(), e);
    } finally {
      end(process);
    }
  }

  /** Ends it and what it started, and waits until it is gone: its folder is deleted next. */
  private static void end(Process process) {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process
        .destroyForcibly()
        .onExit()
        .completeOnTimeout(process, PATIENCE.toSeconds(), TimeUnit.SECONDS)
        .join();
  }

  private Process start(List<String> command) {
    try {
      return new ProcessBuilder(command)
          .directory(folder.toFile())
          .redirectErrorStream(true)
          .redirectOutput(folder.resolve(PRINTED).toFile())
          .start();
    } catch (IOException e) {
      throw new Failure(
          Failure.Kind.INPUT_OUTPUT,
          String.valueOf(e.getMessage()).contains("error=2,")
              ? command.get(0) + " is not installed, or not on the PATH"
              : command.get(0) + " cannot be started: " + e.getMessage(),
          e);
    }
  }

  private static String words(String printed) {
    return firstLine(printed).map(line -> "saying: " + line).orElse("saying nothing");
  }

  /** The first line that is not empty. */
  static Optional<String> firstLine(String printed) {
    return printed.lines().map(String::strip).filter(line -> !line.isEmpty()).findFirst();
  }

  /** What a command did wrong, with the command. */
  static Failure failure(List<String> command, String problem, Exception cause) {
    return new Failure(
        Failure.Kind.INPUT_OUTPUT,
        command.get(0) + " " + problem + " (" + String.join(" ", command) + ")",
        cause);
  }
}
