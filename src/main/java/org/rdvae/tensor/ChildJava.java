package org.rdvae.tensor;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Runs a class of this program in a Java process of its own, which may break without harm. */
final class ChildJava {
  /**
   * What came of it.
   *
   * @param code its exit code; -1 if it was not ended in time
   * @param output its standard output
   */
  record Result(int code, String output) {}

  private ChildJava() {}

  /**
   * @param environment variables to set
   * @param seconds after which it is killed
   * @throws IOException if it cannot be started
   */
  static Result run(
      Class<?> program, List<String> options, Map<String, String> environment, int seconds)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.addAll(settingsOfTheLibraries());
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(program.getName());
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().putAll(environment);
    // Traces of what it was sent to find out are not for the user.
    builder.redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.redirectInput(ProcessBuilder.Redirect.from(new File(nothing())));
    Process process = builder.start();
    try {
      CompletableFuture<String> output = CompletableFuture.supplyAsync(() -> read(process));
      boolean ended = process.waitFor(seconds, TimeUnit.SECONDS);
      if (!ended) {
        process.destroyForcibly();
      }
      return new Result(ended ? process.exitValue() : -1, output.join());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Result(-1, "");
    } finally {
      process.destroyForcibly();
    }
  }

  /** Such as the folder that libraries are unpacked to. */
  private static List<String> settingsOfTheLibraries() {
    return System.getProperties().stringPropertyNames().stream()
        .filter(name -> name.startsWith("org.bytedeco."))
        .map(name -> "-D" + name + "=" + System.getProperty(name))
        .toList();
  }

  private static String nothing() {
    return File.separatorChar == '\\' ? "NUL" : "/dev/null";
  }

  private static String read(Process process) {
    try {
      return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      return "";
    }
  }
}
