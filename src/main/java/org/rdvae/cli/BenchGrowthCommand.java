package org.rdvae.cli;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.rdvae.bench.ChildBenchmark;
import org.rdvae.bench.Growth;
import org.rdvae.bench.GrowthAxis;
import org.rdvae.bench.GrowthCurve;
import org.rdvae.bench.GrowthLine;
import org.rdvae.bench.GrowthPoint;
import org.rdvae.bench.GrowthTable;
import org.rdvae.tensor.Device;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** {@code rdvae bench growth}. */
@Command(
    name = "growth",
    mixinStandardHelpOptions = true,
    description = {
      "Measures how time and memory of a training step grow with batch, width, latent variables,"
          + " image size and threads, one at a time, and fits a model to each.",
      "Memory and threads are measured in processes of their own."
    })
final class BenchGrowthCommand implements Callable<Integer> {
  @Spec private CommandSpec command;

  @Mixin private WorkloadOptions workload;

  @Option(
      names = "--vary",
      split = ",",
      paramLabel = "batch|width|latents|side|threads",
      description = "What to vary, with commas between. (default: all that the workload has)")
  private List<GrowthAxis> axes = List.of(GrowthAxis.values());

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "3",
      description = "Times that each point is measured. (default: ${DEFAULT-VALUE})")
  private int rounds;

  @Option(
      names = "--seconds",
      paramLabel = "S",
      defaultValue = "1",
      description = "Seconds timed for a point in a round. (default: ${DEFAULT-VALUE})")
  private double seconds;

  @Option(names = "--quick", description = "Two points each and few steps, to see that it works.")
  private boolean quick;

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  @Mixin private DeviceOptions device;

  @Override
  public Integer call() {
    device.check();
    Arguments.between(command, "--rounds", rounds, 1, 100);
    if (!(seconds > 0 && seconds <= 1000)) {
      throw new ParameterException(
          command.commandLine(),
          "--seconds: expected a number above 0, at most 1000, found " + seconds);
    }
    workload.work();
    Device opened = device.open();
    Growth.Effort effort = new Growth.Effort(quick, quick ? 1 : rounds, quick ? 0.01 : seconds);
    List<GrowthCurve> curves =
        new Growth(
                workload.workload(),
                workload.sizes(),
                opened,
                new ChildBenchmark(program(), device.word()),
                effort)
            .measure(axes);
    if (json) {
      System.out.println(json(curves, opened));
    } else {
      System.out.printf(
          Locale.ROOT,
          "%s, %d threads%n%n%s",
          workload.workload().title(),
          opened.threads(),
          GrowthTable.of(curves));
    }
    return 0;
  }

  /** How this very program was started. */
  private static List<String> program() {
    List<String> words = new ArrayList<>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(word -> word.startsWith("-X") || word.startsWith("--") || word.startsWith("-D"))
        .forEach(words::add);
    words.add("-cp");
    words.add(System.getProperty("java.class.path"));
    words.add(Main.class.getName());
    return words;
  }

  private String json(List<GrowthCurve> curves, Device opened) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("workload", workload.workload().title());
    values.put("threads", opened.threads());
    values.put("curves", curves.stream().map(BenchGrowthCommand::json).toList());
    return JsonMapper.shared().writeValueAsString(values);
  }

  private static Map<String, Object> json(GrowthCurve curve) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("varied", curve.axis().title());
    values.put("points", curve.points().stream().map(BenchGrowthCommand::json).toList());
    values.put("ms_model", curve.time().map(BenchGrowthCommand::json).orElse(null));
    values.put("mb_model", curve.memory().map(BenchGrowthCommand::json).orElse(null));
    double exponent = curve.exponent();
    values.put("exponent", Double.isNaN(exponent) ? null : exponent);
    values.put("bends_at", curve.bends().stream().map(GrowthPoint::value).toList());
    return values;
  }

  private static Map<String, Object> json(GrowthPoint point) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("value", point.value());
    values.put("ms_per_step", point.milliseconds());
    values.put("gflop", point.gigaflop());
    values.put("planned_mb", point.plannedMegabytes());
    values.put(
        "peak_rss_mb",
        point.peakMegabytes().isPresent() ? point.peakMegabytes().getAsDouble() : null);
    return values;
  }

  private static Map<String, Object> json(GrowthLine line) {
    return Map.of("intercept", line.intercept(), "slope", line.slope());
  }
}
