package org.rdvae.cli;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.rdvae.bench.LayerProfile;
import org.rdvae.bench.LayerTable;
import org.rdvae.bench.Work;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** {@code rdvae bench layers}. */
@Command(
    name = "layers",
    mixinStandardHelpOptions = true,
    description = {
      "Times every layer of a training step and what lies between them.",
      "GF/s: 10^9 multiplications and additions a second, where a layer has matrix products."
    })
final class BenchLayersCommand implements Callable<Integer> {
  @Spec private CommandSpec command;

  @Mixin private BenchedWork benched;

  @Option(
      names = "--steps",
      paramLabel = "N",
      defaultValue = "40",
      description = "Steps timed. (default: ${DEFAULT-VALUE})")
  private int steps;

  @Option(
      names = "--warmup",
      paramLabel = "N",
      defaultValue = "20",
      description = "Steps before that. (default: ${DEFAULT-VALUE})")
  private int warmup;

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  @Mixin private DeviceOptions device;

  @Override
  public Integer call() {
    device.check();
    Arguments.between(command, "--steps", steps, 1, 1_000_000);
    Arguments.between(command, "--warmup", warmup, 0, 1_000_000);
    Work work = benched.work();
    LayerProfile profile = LayerProfile.measure(work, device.open(), warmup, steps);
    if (json) {
      System.out.println(json(profile));
    } else {
      System.out.printf(
          Locale.ROOT,
          "%s, batch %d, %d threads: means over the faster half of %d steps%n%n%s",
          benched.title(),
          work.batch(),
          profile.threads(),
          profile.steps(),
          LayerTable.of(profile));
    }
    return 0;
  }

  private String json(LayerProfile profile) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("work", benched.title());
    values.put("threads", profile.threads());
    values.put("steps", profile.steps());
    values.put("ms_per_step", profile.milliseconds());
    values.put("rest_ms", profile.rest());
    values.put("parts", profile.rows().stream().map(BenchLayersCommand::json).toList());
    return JsonMapper.shared().writeValueAsString(values);
  }

  private static Map<String, Object> json(LayerProfile.Row row) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("name", row.name());
    values.put("kind", row.kind());
    values.put("ms", row.milliseconds());
    values.put("forward_ms", row.forward());
    values.put("backward_ms", row.backward());
    values.put("forward_gflop", row.forwardGigaflop());
    values.put("backward_gflop", row.backwardGigaflop());
    return values;
  }
}
