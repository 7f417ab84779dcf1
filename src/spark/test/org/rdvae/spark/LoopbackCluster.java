package org.rdvae.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A standalone cluster of Spark: a master and workers, each a process of its own, which reach one
 * another on the loopback interface only. Its executors run the classes of this very build.
 */
public final class LoopbackCluster implements AutoCloseable {
  private static final Pattern ADDRESS = Pattern.compile("spark://127\\.0\\.0\\.1:\\d+");

  private final Path folder;
  private final List<Process> workers = new ArrayList<>();
  private final Process master;
  private final String address;

  /**
   * @param folder for logs, jars and what executors write
   * @param cores of each worker
   */
  public LoopbackCluster(Path folder, int workers, int cores) throws Exception {
    this.folder = folder;
    // Where Spark's distribution has its jars; here they are in the class path.
    Files.createDirectories(folder.resolve("home/jars"));
    master = start("master", "org.apache.spark.deploy.master.Master");
    try {
      address = await(master, "master", ADDRESS);
      for (int i = 0; i < workers; i++) {
        this.workers.add(
            start(
                "worker-" + i,
                "org.apache.spark.deploy.worker.Worker",
                "--cores",
                Integer.toString(cores),
                "--memory",
                "2g",
                "--work-dir",
                folder.resolve("work-" + i).toString(),
                address));
      }
      for (int i = 0; i < workers; i++) {
        await(
            this.workers.get(i),
            "worker-" + i,
            Pattern.compile("Successfully registered with master"));
      }
    } catch (Exception | Error e) {
      close();
      throw e;
    }
  }

  private static List<String> classPath() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(entry -> !entry.contains("slf4j-nop"))
        .map(entry -> Path.of(entry).toAbsolutePath().toString())
        .toList();
  }

  private Process start(String name, String mainClass, String... words) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx256m",
                "@" + Path.of("src/spark/java-options").toAbsolutePath(),
                "-Dlog4j2.configurationFile=org/apache/spark/log4j2-defaults.properties",
                "-cp",
                String.join(File.pathSeparator, classPath()),
                mainClass,
                "--host",
                "127.0.0.1",
                "--port",
                "0",
                "--webui-port",
                "0"));
    command.addAll(List.of(words));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve(name + ".log").toFile());
    builder
        .environment()
        .putAll(
            Map.of(
                "SPARK_HOME",
                folder.resolve("home").toString(),
                "SPARK_LOCAL_IP",
                "127.0.0.1",
                // Spark's own scripts set it.
                "SPARK_SCALA_VERSION",
                "2.12",
                "JAVA_HOME",
                System.getProperty("java.home")));
    return builder.start();
  }

  private String await(Process process, String name, Pattern words) throws Exception {
    Path log = folder.resolve(name + ".log");
    for (int i = 0; i < 1200 && process.isAlive(); i++) {
      Matcher matcher = words.matcher(Files.readString(log));
      if (matcher.find()) {
        return matcher.group();
      }
      TimeUnit.MILLISECONDS.sleep(100);
    }
    throw new AssertionError(name + " does not start:\n" + Files.readString(log));
  }

  /** Where drivers reach the master. */
  public String address() {
    return address;
  }

  /** Settings of Spark for a driver on this machine. */
  public static Map<String, String> settings() {
    return Map.of(
        "spark.driver.host", "127.0.0.1",
        "spark.driver.bindAddress", "127.0.0.1",
        "spark.ui.enabled", "false",
        "spark.executor.memory", "512m",
        "spark.executor.extraClassPath", String.join(File.pathSeparator, classPath()));
  }

  /** The processes that compute. */
  public List<ProcessHandle> executors() {
    return workers.stream().flatMap(worker -> worker.toHandle().children()).toList();
  }

  /** Sends a signal, by its name. */
  public static void signal(ProcessHandle process, String name) throws Exception {
    Process kill =
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).inheritIO().start();
    assertThat(kill.waitFor()).isZero();
  }

  /** Ends all processes. */
  @Override
  public void close() {
    List<ProcessHandle> all =
        Stream.concat(
                workers.stream().flatMap(worker -> worker.toHandle().descendants()),
                Stream.concat(workers.stream(), Stream.of(master)).map(Process::toHandle))
            .toList();
    all.forEach(ProcessHandle::destroyForcibly);
    all.forEach(process -> process.onExit().join());
  }
}
