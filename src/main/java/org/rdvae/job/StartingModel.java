package org.rdvae.job;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.rdvae.base.Failure;
import org.rdvae.checkpoint.Checkpoint;
import org.rdvae.checkpoint.Provenance;
import org.rdvae.network.ParameterLayout;
import org.rdvae.report.RunFolder;
import org.rdvae.training.Snapshot;

/**
 * A model whose parameters a new run begins with. Nothing else of it is taken: the optimiser, the
 * schedules and the position are those of a beginning.
 */
record StartingModel(Path path, Checkpoint checkpoint) {
  /**
   * Reads what the user asked for, if anything.
   *
   * @throws Failure MISSING_PATH, INPUT_OUTPUT or BAD_DATA if it is no checkpoint
   */
  static Optional<StartingModel> read(Optional<Path> path) {
    return path.map(file -> new StartingModel(file, Checkpoint.read(file)));
  }

  String hash() {
    return checkpoint.shortModelHash();
  }

  /**
   * Refuses a model that cannot be gone on with.
   *
   * @param words that the data count, in the order of their columns; none unless they are texts
   * @throws Failure BAD_DATA
   */
  void require(ParameterLayout layout, List<String> words) {
    checkpoint.requireParameters(layout, path);
    List<String> own = checkpoint.vocabulary();
    for (int column = 0; column < Math.max(own.size(), words.size()); column++) {
      String expected = column < words.size() ? words.get(column) : "none";
      String found = column < own.size() ? own.get(column) : "none";
      if (!expected.equals(found)) {
        throw new Failure(
            Failure.Kind.BAD_DATA,
            path
                + " counts other words than the data: expected "
                + expected
                + " as word "
                + (column + 1)
                + ", found "
                + found);
      }
    }
  }

  /**
   * Refuses to go on with a run that was begun with something else. A run with a checkpoint goes on
   * from that and need not be told again; one that was killed before its first begins anew.
   *
   * @param model what the user says that it was begun with
   * @param last what the run goes on from
   * @throws Failure BAD_CONFIG
   */
  static void requireBegun(
      Optional<StartingModel> model, Optional<Checkpoint> last, RunFolder folder) {
    if (last.isPresent() && model.isPresent()) {
      requireBegun(model, last.get().provenance());
    }
    if (last.isEmpty()) {
      RunBeginning.provenance(folder).ifPresent(before -> requireBegun(model, before));
    }
  }

  private static void requireBegun(Optional<StartingModel> model, Provenance before) {
    Optional<String> begun = RunProvenance.begunWith(before);
    if (!begun.equals(model.map(StartingModel::hash))) {
      throw new Failure(
          Failure.Kind.BAD_CONFIG,
          "--start-from: expected what the run was begun with, "
              + begun.map(hash -> "model " + hash).orElse("parameters drawn by its seed")
              + ", found "
              + model
                  .map(given -> "model " + given.hash() + " in " + given.path)
                  .orElse("no --start-from"));
    }
  }

  /**
   * The state before the first step.
   *
   * @param model empty to draw the parameters by the seed
   */
  static Snapshot snapshot(Optional<StartingModel> model, ParameterLayout layout, long seed) {
    Snapshot drawn = Snapshot.initial(layout, seed);
    return model.isEmpty()
        ? drawn
        : new Snapshot(drawn.position(), model.get().checkpoint.flatParameters(), drawn.state());
  }
}
