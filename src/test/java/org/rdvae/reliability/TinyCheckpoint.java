package org.rdvae.reliability;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.rdvae.checkpoint.Checkpoint;
import org.rdvae.checkpoint.Provenance;
import org.rdvae.config.ConfigReader;
import org.rdvae.config.ConfigWriter;
import org.rdvae.config.Job;
import org.rdvae.model.Architecture;
import org.rdvae.network.FeatureShape;
import org.rdvae.training.Position;
import org.rdvae.training.Snapshot;
import org.rdvae.training.TrainingState;

/** A full checkpoint of a few kilobytes. */
final class TinyCheckpoint {
  private static final String CONFIG =
      """
      data: {set: idx, path: .}
      model:
        latent: {size: 2}
        encoder: [{dense: {units: 3}}, {batch-normalization: {}}]
        decoder: [{dense: {units: 3}}]
      """;

  private TinyCheckpoint() {}

  static void write(Path file) {
    Job job = ConfigReader.parse(CONFIG, "tiny", Path.of(""), List.of());
    Architecture architecture = new Architecture(job.model(), new FeatureShape(3, 3, 1));
    Snapshot start = Snapshot.initial(architecture.layout(), 1);
    int trained = architecture.layout().trained();
    TrainingState state =
        new TrainingState(
            new TreeMap<>(
                Map.of(
                    "first-moment",
                    new float[trained],
                    "second-moment",
                    new float[trained],
                    TrainingState.STATISTICS,
                    new float[architecture.layout().size() - trained])),
            new TreeMap<>(Map.of("steps", 7.0)));
    Checkpoint.of(
            ConfigWriter.plain(job),
            architecture,
            new Snapshot(new Position(7, 1, 2, -3.5, 7, 0, false), start.parameters(), state),
            new Provenance(Map.of("java", "17", "threads", "1")))
        .write(file);
  }
}
