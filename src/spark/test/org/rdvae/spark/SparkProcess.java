package org.rdvae.spark;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.rdvae.cli.RdvaeProcess;

/** A program of Spark's in a process of its own. */
final class SparkProcess {
  private SparkProcess() {}

  /**
   * @param folder for what it prints
   * @param settings of Spark
   */
  static RdvaeProcess start(
      Path folder, Map<String, String> settings, Class<?> program, Object... words) {
    List<String> options = new ArrayList<>();
    options.add("-Xmx512m");
    options.add("@" + Path.of("src/spark/java-options").toAbsolutePath());
    settings.forEach((name, value) -> options.add("-D" + name + "=" + value));
    options.addAll(List.of("-cp", System.getProperty("java.class.path")));
    return RdvaeProcess.start(
        folder, options, Map.of("SPARK_LOCAL_IP", "127.0.0.1"), program.getName(), words);
  }
}
