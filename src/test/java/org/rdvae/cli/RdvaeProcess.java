package org.rdvae.cli;

import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.rdvae.base.JavaProcess;

/** A command in a Java process of its own, one that can be killed. */
public final class RdvaeProcess implements AutoCloseable {
  private static final int SECONDS = 300;

  private final Process process;
  private final Path err;

  private RdvaeProcess(Process process, Path err) {
    this.process = process;
    this.err = err;
  }

  /** Starts the command; what it prints is kept in a file in {@code folder}. */
  public static RdvaeProcess start(Path folder, Object... words) {
    return start(folder, System.getProperty("java.class.path"), Map.of(), words);
  }

  /** The same with another class path and more variables of the environment. */
  static RdvaeProcess start(
      Path folder, String classPath, Map<String, String> environment, Object... words) {
    return start(
        folder, List.of("-Xmx256m", "-cp", classPath), environment, Main.class.getName(), words);
  }

  /**
   * Starts any class.
   *
   * @param options further words for Java, the class path among them
   */
  public static RdvaeProcess start(
      Path folder,
      List<String> options,
      Map<String, String> environment,
      String main,
      Object... words) {
    try {
      Path err = Files.createTempFile(folder, "process", ".err");
      JavaProcess java = JavaProcess.of(options, main, words);
      environment.forEach(java::set);
      return new RdvaeProcess(java.start(err), err);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public long id() {
    return process.pid();
  }

  public boolean isRunning() {
    return process.isAlive();
  }

  /** What it printed so far. */
  public String output() {
    try {
      return Files.readString(err);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits until it has printed the words or has ended. */
  public void awaitOutput(String words) {
    await(() -> output().contains(words));
  }

  /** Waits until the condition holds or it has ended. */
  public void await(BooleanSupplier condition) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
    while (isRunning() && !condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        fail("nothing happened for " + SECONDS + " seconds; the process printed:\n" + output());
      }
      pause(2);
    }
  }

  public static void pause(long milliseconds) {
    try {
      Thread.sleep(milliseconds);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** SIGKILL: no chance to save anything. */
  public void kill() {
    process.destroyForcibly();
  }

  /** SIGTERM. */
  public void terminate() {
    process.destroy();
  }

  /** SIGINT, what Ctrl-C sends. */
  public void interrupt() {
    try {
      new ProcessBuilder("kill", "-INT", Long.toString(id())).start().waitFor();
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Whether SIGINT would do nothing: shells start background jobs so, and Java leaves it so, for
   * this process and for those that it starts.
   */
  public static boolean ignoresInterrupts() throws IOException {
    Path status = Path.of("/proc/self/status");
    if (!Files.exists(status)) {
      return false;
    }
    String line =
        Files.readAllLines(status).stream()
            .filter(text -> text.startsWith("SigIgn:"))
            .findFirst()
            .orElseThrow();
    return (Long.parseUnsignedLong(line.substring(7).strip(), 16) & 2) != 0;
  }

  /** Waits for its end and returns the exit code. */
  public int exitCode() {
    return exitCode(SECONDS);
  }

  /** The same of one that may take longer. */
  public int exitCode(long seconds) {
    try {
      if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
        fail("not ended after " + seconds + " seconds; it printed:\n" + output());
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    return process.exitValue();
  }

  /** Ends it and waits until it is gone: the folder that it writes to may be deleted next. */
  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }
}
