package org.rdvae.job;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.rdvae.checkpoint.Provenance;
import org.rdvae.tensor.Device;

/** Where a run happens, in words: versions, machine, device, data. */
final class RunProvenance {
  static final String THREADS = "threads";
  static final String DATA = "data";

  /** What must be equal for two runs of one job to make the same bits. */
  static final List<String> DECIDING =
      List.of(THREADS, "native-library", "cpu-features", "call-table");

  private RunProvenance() {}

  static Provenance of(Device device, String dataFingerprint) {
    Map<String, String> values = new LinkedHashMap<>();
    values.put("rdvae", version());
    values.put(
        "java", System.getProperty("java.vm.name") + " " + System.getProperty("java.version"));
    values.put("system", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
    values.put("device", "cpu");
    values.put(THREADS, Integer.toString(device.threads()));
    values.put("native-library", "nd4j " + device.binary());
    values.put("cpu-features", device.features());
    values.put("call-table", device.callTableVersion());
    values.put(DATA, dataFingerprint);
    return new Provenance(values);
  }

  /** The version in the jar's manifest, or {@code development} when run from classes. */
  static String version() {
    String version = RunProvenance.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }
}
