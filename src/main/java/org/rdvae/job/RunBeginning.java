package org.rdvae.job;

import java.nio.charset.StandardCharsets;
import org.rdvae.checkpoint.AtomicFile;
import org.rdvae.checkpoint.Provenance;
import org.rdvae.report.RunFolder;
import org.rdvae.tensor.Device;
import org.rdvae.tensor.DeviceChoice;
import org.rdvae.training.MemoryEstimate;
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
