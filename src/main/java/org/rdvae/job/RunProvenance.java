package org.rdvae.job;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.rdvae.base.ProgramVersion;
import org.rdvae.checkpoint.Checkpoint;
import org.rdvae.checkpoint.Provenance;
import org.rdvae.tensor.Device;

/** Where a run happens and what it begins with, in words: versions, machine, device, data. */
final class RunProvenance {
  static final String THREADS = "threads";
  private static final String CLUSTER = "cluster";
  private static final String DEVICE = "device";
  private static final String DATA = "data";
  private static final String BEGUN_WITH = "begun-with";

  /** What must be equal for two runs of one job to make the same bits. */
  static final List<String> DECIDING =
      List.of(DEVICE, THREADS, "native-library", "cpu-features", "call-table");

  /** As many as {@link Device#cpu} takes. */
  private static final int MOST_THREADS = 1024;

  private RunProvenance() {}

  /** The number of threads that a run was begun with; empty if that is not said, or nonsense. */
  static OptionalInt threads(Provenance provenance) {
    String text = provenance.values().getOrDefault(THREADS, "");
    return text.matches("[1-9][0-9]{0,3}") && Integer.parseInt(text) <= MOST_THREADS
        ? OptionalInt.of(Integer.parseInt(text))
        : OptionalInt.empty();
  }

  /** The fingerprint of the data that a run was begun with; empty if there is none. */
  static Optional<String> data(Provenance provenance) {
    return Optional.ofNullable(provenance.values().get(DATA))
        .filter(text -> text.matches(".* sha256 [0-9a-f]{16}"));
  }

  /** What shared the training; empty on one machine. */
  static Optional<String> cluster(Provenance provenance) {
    return Optional.ofNullable(provenance.values().get(CLUSTER));
  }

  /** The hash of the model whose parameters a run began with; empty if it drew its own. */
  static Optional<String> begunWith(Provenance provenance) {
    return Optional.ofNullable(provenance.values().get(BEGUN_WITH));
  }

  /**
   * With what the run began with, which a resumed one takes from its last checkpoint.
   *
   * @param model what a new run begins with; empty if it draws its parameters
   */
  static Provenance withBeginning(
      Optional<StartingModel> model, Optional<Checkpoint> last, Provenance provenance) {
    return model
        .map(StartingModel::hash)
        .or(() -> last.flatMap(saved -> begunWith(saved.provenance())))
        .map(hash -> with(provenance, BEGUN_WITH, hash))
        .orElse(provenance);
  }

  static Provenance withCluster(Provenance provenance, String words) {
    return with(provenance, CLUSTER, words);
  }

  private static Provenance with(Provenance provenance, String key, String text) {
    Map<String, String> values = new LinkedHashMap<>(provenance.values());
    values.put(key, text);
    return new Provenance(values);
  }

  static Provenance of(Device device, String dataFingerprint) {
    Map<String, String> values = new LinkedHashMap<>();
    values.put("rdvae", ProgramVersion.text());
    ProgramVersion.revision().ifPresent(revision -> values.put("revision", revision));
    values.put(
        "java", System.getProperty("java.vm.name") + " " + System.getProperty("java.version"));
    values.put("system", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
    values.put(DEVICE, device.name());
    values.put(THREADS, Integer.toString(device.threads()));
    values.put("native-library", "nd4j " + device.binary());
    values.put("cpu-features", device.features());
    values.put("call-table", device.callTableVersion());
    values.put(DATA, dataFingerprint);
    return new Provenance(values);
  }
}
