package org.rdvae.job;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.rdvae.base.Failure;
import org.rdvae.checkpoint.Checkpoint;
import org.rdvae.checkpoint.ModelFile;
import org.rdvae.checkpoint.NamedTensor;
import org.rdvae.checkpoint.Provenance;
import org.rdvae.codec.PhotoCodec;
import org.rdvae.codec.StoringCodec;
import org.rdvae.training.Position;
import org.rdvae.training.TrainingState;

/** Checkpoints of one number each, and codecs that go by their hashes. */
public final class TinyModels {
  private TinyModels() {}

  /** A model that differs from others by its number. */
  public static Checkpoint model(float number) {
    return new Checkpoint(
        "",
        1,
        1,
        3,
        List.of(new NamedTensor("weight", new long[] {1}, new float[] {number})),
        Optional.of(
            new TrainingState(
                new TreeMap<>(Map.of("first-moment", new float[] {7})), new TreeMap<>())),
        new Position(1, 1, 0, Double.NaN, 0, 0, true),
        new Provenance(Map.of()));
  }

  /** Writes a full checkpoint. */
  public static Path write(Path file, float number) {
    return write(file, model(number));
  }

  static Path write(Path file, Checkpoint checkpoint) {
    try {
      Files.createDirectories(file.getParent());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    checkpoint.write(file);
    return file;
  }

  /** Models in the checkpoints of a home, and in further folders, of codecs that store. */
  public static PhotoModels in(Path home, Path... further) {
    return new PhotoModels(new ModelStore(Optional.of(home), List.of(further)), TinyModels::open);
  }

  /** A {@link PhotoCodecLoader}. */
  static PhotoCodec open(Path checkpoint) {
    return new StoringCodec(
        ModelFile.hashOf(checkpoint)
            .orElseThrow(() -> new Failure(Failure.Kind.BAD_DATA, checkpoint + ": no model")));
  }
}
