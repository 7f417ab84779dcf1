package org.rdvae.job;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.rdvae.checkpoint.AtomicFile;
import org.rdvae.checkpoint.Provenance;
import org.rdvae.report.RunFolder;
import org.rdvae.tensor.Device;
import org.rdvae.tensor.DeviceChoice;
import org.rdvae.training.MemoryEstimate;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** What every training does before its first step, whatever it trains. */
final class RunBeginning {
  private RunBeginning() {}

  /** Refuses what does not fit, and tells the user what computes and what it takes. */
  static void announce(DeviceChoice choice, Device device, MemoryEstimate memory) {
    memory.requireFitting();
    System.err.println(choice.line());
    device.notes().forEach(System.err::println);
    System.err.println(memory.text());
  }

  /** What a run was begun with; empty if it was not said, or not in words that can be read. */
  static Optional<Provenance> provenance(RunFolder folder) {
    Path file = folder.provenance(0);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      Map<String, String> values = new LinkedHashMap<>();
      JsonMapper.shared()
          .readTree(Files.readAllBytes(file))
          .properties()
          .forEach(entry -> values.put(entry.getKey(), entry.getValue().asString("")));
      return Optional.of(new Provenance(values));
    } catch (IOException | JacksonException e) {
      return Optional.empty();
    }
  }

  /**
   * Writes what a run was begun or resumed with.
   *
   * @param step where this process begins
   */
  static void write(RunFolder folder, long step, String config, Provenance provenance) {
    AtomicFile.write(folder.config(), out -> out.write(config.getBytes(StandardCharsets.UTF_8)));
    AtomicFile.write(
        folder.provenance(step),
        out ->
            out.write(
                JsonMapper.shared()
                    .writerWithDefaultPrettyPrinter()
                    .writeValueAsBytes(provenance.values())));
  }
}
