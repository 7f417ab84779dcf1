package org.rdvae.job;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.rdvae.base.Failure;
import org.rdvae.checkpoint.Checkpoint;
import org.rdvae.network.ParameterLayout;
import org.rdvae.training.Snapshot;

/**
 * A model whose parameters a new run begins with. Nothing else of it is taken: the optimiser, the
 * schedules and the position are those of a beginning.
 */
record StartingModel(Path path, Checkpoint checkpoint) {
  /**
   * Reads what the user asked for, if anything.
   *
   * @throws Failure INPUT_OUTPUT or BAD_DATA if it is no checkpoint
   */
  static Optional<StartingModel> read(Optional<Path> path) {
    return path.map(file -> new StartingModel(file, Checkpoint.read(file)));
  }

  /**
   * The state before the first step.
   *
   * @param model empty to draw the parameters by the seed
   * @throws Failure BAD_DATA if the model has other parameters
   */
  static Snapshot snapshot(Optional<StartingModel> model, ParameterLayout layout, long seed) {
    Snapshot drawn = Snapshot.initial(layout, seed);
    if (model.isEmpty()) {
      return drawn;
    }
    Checkpoint checkpoint = model.get().checkpoint;
    checkpoint.requireParameters(layout, model.get().path);
    return new Snapshot(drawn.position(), checkpoint.flatParameters(), drawn.state());
  }

  /**
   * Refuses a model of texts that counts other words.
   *
   * @param words of the data, in the order of their columns; none unless they are texts
   */
  void requireWords(List<String> words) {
    if (!checkpoint.vocabulary().equals(words)) {
      throw new Failure(
          Failure.Kind.BAD_DATA,
          path
              + " counts other words than the data of the run: expected "
              + words.size()
              + " words in the order of the data's vocabulary, found "
              + checkpoint.vocabulary().size());
    }
  }
}
