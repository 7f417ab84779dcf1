package org.rdvae.cli;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.rdvae.bench.TrainingBenchmark;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** {@code rdvae bench}. */
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    description = "Times rdvae's own work.",
    subcommands = BenchCommand.Train.class)
final class BenchCommand implements Callable<Integer> {
  @Spec private CommandSpec command;

  @Override
  public Integer call() {
    throw new ParameterException(command.commandLine(), "Expected a benchmark: bench train");
  }

  /** {@code rdvae bench train}. */
  @Command(
      name = "train",
      mixinStandardHelpOptions = true,
      description = "Times training steps of a fixed workload.")
  static final class Train implements Callable<Integer> {
    /** Workloads. */
    enum Workload {
      MLP
    }

    @Spec private CommandSpec command;

    @Option(
        names = "--workload",
        defaultValue = "mlp",
        description = "mlp: 784-512-512-(2x32), batch 128. (default: ${DEFAULT-VALUE})")
    private Workload workload;

    @Option(
        names = "--steps",
        paramLabel = "N",
        defaultValue = "300",
        description = "Steps timed. (default: ${DEFAULT-VALUE})")
    private int steps;

    @Option(
        names = "--warmup",
        paramLabel = "N",
        defaultValue = "200",
        description = "Steps before that. (default: ${DEFAULT-VALUE})")
    private int warmup;

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    @Mixin private DeviceOptions device;

    @Override
    public Integer call() {
      device.check();
      Arguments.between(command, "--steps", steps, 10, 1_000_000);
      Arguments.between(command, "--warmup", warmup, 0, 1_000_000);
      TrainingBenchmark.Result result =
          switch (workload) {
            case MLP -> TrainingBenchmark.mlp(device.open(), warmup, steps);
          };
      System.out.println(json ? json(result) : text(result));
      return 0;
    }

    private String json(TrainingBenchmark.Result result) {
      Map<String, Object> values = new LinkedHashMap<>();
      values.put("runner", "rdvae");
      values.put("workload", workload.name().toLowerCase(Locale.ROOT));
      values.put("threads", result.threads());
      values.put("steps", result.steps());
      values.put("ms_per_step", result.millisecondsPerStep());
      values.put("ms_fastest", result.fastest());
      values.put("ms_p90", result.p90());
      values.put("native_fraction", result.nativeFraction());
      values.put("optimizer_fraction", result.optimizerFraction());
      values.put("other_fraction", result.otherFraction());
      values.put("allocated_bytes_per_step", result.allocatedBytesPerStep());
      return JsonMapper.shared().writeValueAsString(values);
    }

    private String text(TrainingBenchmark.Result result) {
      return String.format(
          Locale.ROOT,
          "%s, %d threads: %.2f ms a step (median of %d; fastest %.2f, 90%% below %.2f)%n"
              + "native kernels %.1f %%, optimiser %.1f %%, the rest %.1f %%; %d bytes allocated a step",
          workload.name().toLowerCase(Locale.ROOT),
          result.threads(),
          result.millisecondsPerStep(),
          result.steps(),
          result.fastest(),
          result.p90(),
          100 * result.nativeFraction(),
          100 * result.optimizerFraction(),
          100 * result.otherFraction(),
          result.allocatedBytesPerStep());
    }
  }
}
