package org.rdvae.checkpoint;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.rdvae.training.Position;
import org.rdvae.training.TrainingState;

/**
 * The checkpoint in {@code v1/tiny.safetensors}, which the first version of the format wrote with
 * {@link #main}. That file is never written again: it shows that whatever reads later still reads
 * it.
 */
final class GoldenCheckpoint {
  private GoldenCheckpoint() {}

  static Checkpoint tiny() {
    Map<String, String> provenance = new LinkedHashMap<>();
    provenance.put("rdvae", "0.1.0");
    provenance.put("java", "17");
    provenance.put("device", "cpu");
    provenance.put("seed", "1");
    return new Checkpoint(
        "seed: 1\ndata: {set: \"tiny\"} # \u00e4\n",
        2,
        1,
        1,
        List.of(
            new NamedTensor(
                "encoder.0.weight",
                new long[] {2, 3},
                new float[] {0.5f, -1.25f, 3e-8f, -0f, 1e30f, 0.1f}),
            new NamedTensor("encoder.0.bias", new long[] {1, 3}, new float[] {1, 2, 3}),
            new NamedTensor("posterior.mean.weight", new long[] {3, 1}, new float[] {-1, -2, -3})),
        Optional.of(
            new TrainingState(
                new TreeMap<>(
                    Map.of(
                        "first-moment",
                        new float[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12},
                        "second-moment",
                        new float[] {0, 1, 4, 9, 16, 25, 36, 49, 64, 81, 100, 121})),
                new TreeMap<>())),
        new Position(42, 3, 6, 101.25, 36, 1, false),
        new Provenance(provenance));
  }

  /** Writes the file named by the only argument. */
  public static void main(String[] arguments) {
    tiny().write(Path.of(arguments[0]));
  }
}
