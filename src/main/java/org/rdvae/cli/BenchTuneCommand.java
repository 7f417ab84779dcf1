package org.rdvae.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.rdvae.bench.TunedShape;
import org.rdvae.bench.Tuning;
import org.rdvae.bench.TuningTable;
import org.rdvae.bench.Work;
import org.rdvae.tensor.Device;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** {@code rdvae bench tune}. */
@Command(
    name = "tune",
    mixinStandardHelpOptions = true,
    description = {
      "Times the equivalent library calls for the shapes of a training step and proposes rows for"
          + " the call table.",
      "It changes nothing."
    })
final class BenchTuneCommand implements Callable<Integer> {
  @Spec private CommandSpec command;

  @Mixin private BenchedWork benched;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "7",
      description = "Rounds, of which the median counts. (default: ${DEFAULT-VALUE})")
  private int rounds;

  @Option(
      names = "--seconds",
      paramLabel = "S",
      defaultValue = "0.05",
      description = "Seconds for each call in a round. (default: ${DEFAULT-VALUE})")
  private double seconds;

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  @Mixin private DeviceOptions device;

  @Override
  public Integer call() {
    device.check();
    Arguments.between(command, "--rounds", rounds, 1, 1000);
    if (!(seconds > 0 && seconds <= 100)) {
      throw new ParameterException(
          command.commandLine(),
          "--seconds: expected a number above 0, at most 100, found " + seconds);
    }
    Work work = benched.work();
    Device opened = device.open();
    List<Tuning.Result> results = new Tuning(opened, rounds, seconds).measure(work);
    System.out.print(json ? json(results, opened) + "\n" : text(results, opened));
    return 0;
  }

  private String text(List<Tuning.Result> results, Device opened) {
    String proposals = TuningTable.proposals(results, opened);
    return String.format(
        Locale.ROOT,
        "%s, %d threads, call table %s: milliseconds a step%n%n%s%n%s",
        benched.title(),
        opened.threads(),
        opened.callTableVersion(),
        TuningTable.of(results),
        proposals.isEmpty()
            ? String.format(
                Locale.ROOT, "No other call is so much faster that a row would be worth it.%n")
            : String.format(
                    Locale.ROOT, "Proposed rows, to stand before the operation's others:%n%n")
                + proposals);
  }

  private String json(List<Tuning.Result> results, Device opened) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("work", benched.title());
    values.put("threads", opened.threads());
    values.put("call_table", opened.callTableVersion());
    values.put("shapes", results.stream().map(BenchTuneCommand::json).toList());
    values.put(
        "proposed_rows",
        Tuning.worthARow(results).stream().map(result -> TuningTable.row(result, opened)).toList());
    return JsonMapper.shared().writeValueAsString(values);
  }

  private static Map<String, Object> json(Tuning.Result result) {
    TunedShape shape = result.shape();
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("operation", shape.operation());
    values.put("m", shape.m());
    values.put("n", shape.n());
    values.put("k", shape.k());
    values.put("calls", result.calls());
    values.put("chosen", result.chosen());
    values.put("ms", result.milliseconds());
    values.put("gain", result.gain());
    return values;
  }
}
