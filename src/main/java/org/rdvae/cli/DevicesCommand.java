package org.rdvae.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.rdvae.tensor.Device;
import org.rdvae.tensor.DeviceReport;
import org.rdvae.tensor.Obstacle;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;

/** {@code rdvae devices}. */
@Command(
    name = "devices",
    mixinStandardHelpOptions = true,
    description = {
      "Says what this machine can compute on, and what keeps it from more.",
      "Usable is what computed a product, a convolution and a sample correctly just now."
    })
final class DevicesCommand implements Callable<Integer> {
  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  @Override
  public Integer call() {
    List<DeviceReport.Entry> devices = DeviceReport.take(Device.defaultThreads()).devices();
    if (json) {
      System.out.println(
          JsonMapper.shared()
              .writerWithDefaultPrettyPrinter()
              .writeValueAsString(
                  Map.of("devices", devices.stream().map(DevicesCommand::values).toList())));
    } else {
      devices.forEach(DevicesCommand::print);
    }
    return 0;
  }

  private static void print(DeviceReport.Entry entry) {
    boolean usable = entry.obstacle().isEmpty();
    System.out.println(
        String.format(Locale.ROOT, "%-7s %s", entry.device(), usable ? "usable: " : "not usable: ")
            + entry.title()
            + (usable
                ? ", a product, a convolution and a sample checked"
                : (entry.title().isEmpty() ? "" : ": ") + entry.obstacle().get().reason()));
    entry.obstacle().ifPresent(obstacle -> note("what helps: " + obstacle.remedy()));
    entry.notes().forEach(DevicesCommand::note);
  }

  private static void note(String text) {
    System.out.println("        " + text);
  }

  private static Map<String, Object> values(DeviceReport.Entry entry) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("device", entry.device());
    values.put("title", entry.title());
    values.put("usable", entry.obstacle().isEmpty());
    values.put("reason", entry.obstacle().map(Obstacle::reason).orElse(null));
    values.put("remedy", entry.obstacle().map(Obstacle::remedy).orElse(null));
    values.put("notes", entry.notes());
    return values;
  }
}
