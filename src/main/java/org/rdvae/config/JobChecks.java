package org.rdvae.config;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.rdvae.data.DataSettings;
import org.rdvae.objective.ObjectiveSettings;
import org.rdvae.training.TrainingSettings;
import org.rdvae.training.TrainingSettings.Schedule;

/**
 * What no single setting can tell: settings that exclude or need one another. Each check runs as
 * soon as the sections that it looks at were readable, whatever is wrong elsewhere.
 */
final class JobChecks {
  private final Binder binder;
  private final Problems problems;
  private final boolean lookAtPaths;

  JobChecks(Binder binder, Problems problems, boolean lookAtPaths) {
    this.binder = binder;
    this.problems = problems;
    this.lookAtPaths = lookAtPaths;
  }

  void run() {
    binder.section(DataSettings.class).ifPresent(this::data);
    binder.section(Schedule.Steps.class).ifPresent(this::steps);
    binder
        .section(TrainingSettings.class)
        .ifPresent(
            training ->
                binder.section(ObjectiveSettings.class).ifPresent(o -> warmUp(o, training)));
  }

  private void data(DataSettings data) {
    if (data.set() == DataSettings.Set.MNIST_BINARY && data.path().isPresent()) {
      problems.problem(
          "data.path",
          "expected no path, since the set mnist-binary is embedded; set idx reads files");
    }
    if (data.set() == DataSettings.Set.IDX && data.path().isEmpty()) {
      problems.problem("data.path", "missing; the set idx is read from the folder named here");
    }
    data.path().filter(path -> lookAtPaths).ifPresent(this::folder);
  }

  private void folder(Path path) {
    if (!Files.isDirectory(path)) {
      problems.problem("data.path", "expected a folder, found the file " + path);
    } else if (!Files.isReadable(path)) {
      problems.problem(
          "data.path", "expected a readable folder, found no permission to read " + path);
    }
  }

  private void steps(Schedule.Steps steps) {
    String path = "training.schedule.steps.epochs";
    List<Integer> epochs = steps.epochs();
    if (epochs.isEmpty()) {
      problems.problem(path, "expected at least one epoch, found an empty list");
    }
    int before = -1;
    for (int i = 0; i < epochs.size(); i++) {
      if (epochs.get(i) <= before) {
        String expected =
            i == 0 ? "expected an epoch of at least 0" : "expected an epoch after " + before;
        problems.problem(path + "." + i, expected + ", found " + epochs.get(i));
      }
      before = Math.max(before, epochs.get(i));
    }
  }

  private void warmUp(ObjectiveSettings objective, TrainingSettings training) {
    int warmUp = objective.beta().warmUpEpochs();
    if (warmUp > training.epochs()) {
      String expected =
          "expected at most training.epochs (" + training.epochs() + "), found " + warmUp;
      problems.problem("objective.beta.warm-up-epochs", expected);
    }
  }
}
