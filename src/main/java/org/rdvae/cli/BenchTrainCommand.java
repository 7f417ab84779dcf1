package org.rdvae.cli;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.rdvae.base.ProgramVersion;
import org.rdvae.bench.TrainingBenchmark;
import org.rdvae.bench.Work;
import org.rdvae.tensor.Device;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** {@code rdvae bench train}. */
@Command(
    name = "train",
    mixinStandardHelpOptions = true,
    description = "Times training steps of a fixed workload.")
final class BenchTrainCommand implements Callable<Integer> {
  private static final int MOST_STEPS = 1_000_000;

  @Spec private CommandSpec command;

  @Mixin private WorkloadOptions workload;

  @Option(
      names = "--steps",
      paramLabel = "N",
      description = "Steps timed. (default: 300 for mlp and gated, 60 for conv, 20 for codec)")
  private Integer steps;

  @Option(
      names = "--warmup",
      paramLabel = "N",
      description = "Steps before that. (default: 200 for mlp and gated, 20 for conv, 5 for codec)")
  private Integer warmup;

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  @Mixin private DeviceOptions device;

  @Override
  public Integer call() {
    device.check();
    Arguments.between(command, "--steps", steps, 1, MOST_STEPS);
    Arguments.between(command, "--warmup", warmup, 0, MOST_STEPS);
    Work work = workload.work();
    Device opened = device.open();
    TrainingBenchmark.Result result =
        TrainingBenchmark.time(
            work,
            opened,
            warmup == null ? workload.workload().warmup() : warmup,
            steps == null ? workload.workload().steps() : steps);
    System.out.println(json ? json(result, opened) : text(result));
    return 0;
  }

  private String json(TrainingBenchmark.Result result, Device opened) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("runner", "rdvae");
    values.put("workload", workload.workload().title());
    values.put("layout", "-");
    values.put("threads", result.threads());
    values.put("steps", result.steps());
    values.put("ms_per_step", result.millisecondsPerStep());
    values.put("ms_fastest", result.fastest());
    values.put("ms_p90", result.p90());
    values.put(
        "peak_rss_mb",
        result.peakMegabytes().isPresent() ? result.peakMegabytes().getAsDouble() : null);
    values.put("native_fraction", result.nativeFraction());
    values.put("optimizer_fraction", result.optimizerFraction());
    values.put("other_fraction", result.otherFraction());
    values.put("allocated_bytes_per_step", result.allocatedBytesPerStep());
    values.put(
        "versions",
        Map.of(
            "rdvae",
            ProgramVersion.text(),
            "native-library",
            "nd4j " + opened.binary(),
            "call-table",
            opened.callTableVersion(),
            "java",
            System.getProperty("java.version")));
    return JsonMapper.shared().writeValueAsString(values);
  }

  private String text(TrainingBenchmark.Result result) {
    String memory =
        result.peakMegabytes().isEmpty()
            ? ""
            : String.format(
                Locale.ROOT, "; %.0f MiB resident at most", result.peakMegabytes().getAsDouble());
    return String.format(
        Locale.ROOT,
        "%s, %d threads: %.2f ms a step (median of %d; fastest %.2f, 90%% below %.2f)%n"
            + "native kernels %.1f %%, optimiser %.1f %%, the rest %.1f %%; %d bytes allocated a"
            + " step%s",
        workload.workload().title(),
        result.threads(),
        result.millisecondsPerStep(),
        result.steps(),
        result.fastest(),
        result.p90(),
        100 * result.nativeFraction(),
        100 * result.optimizerFraction(),
        100 * result.otherFraction(),
        result.allocatedBytesPerStep(),
        memory);
  }
}
