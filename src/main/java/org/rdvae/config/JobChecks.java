package org.rdvae.config;

import java.util.List;
import java.util.Optional;
import org.rdvae.base.Failure;
import org.rdvae.codec.CodecSettings;
import org.rdvae.data.DataSettings;
import org.rdvae.data.PhotoSettings;
import org.rdvae.model.Architecture;
import org.rdvae.model.ModelSettings;
import org.rdvae.network.ImpossibleShape;
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
    binder
        .section(DataSettings.class)
        .ifPresent(data -> new DataCheck(problems).run(data, lookAtPaths));
    binder.section(Schedule.Steps.class).ifPresent(this::steps);
    binder.section(TrainingSettings.class).ifPresent(this::training);
    Optional<DataSettings> data = binder.section(DataSettings.class);
    Optional<ModelSettings> model = binder.section(ModelSettings.class);
    if (data.isPresent() && model.isPresent()) {
      shapes(data.get(), model.get());
      new LikelihoodCheck(problems).run(data.get(), model.get().likelihood());
      new PriorCheck(problems).run(data.get(), model.get());
    }
    new ClassCheck(problems).run(data, model);
    model.ifPresent(new PriorCheck(problems)::run);
    model.ifPresent(new PosteriorCheck(problems)::run);
    binder.section(ObjectiveSettings.class).ifPresent(this::objective);
    codec(new CodecCheck(problems));
  }

  private void codec(CodecCheck check) {
    Optional<CodecSettings> codec = binder.section(CodecSettings.class);
    Optional<PhotoSettings> photos = binder.section(PhotoSettings.class);
    codec.ifPresent(check::codec);
    photos.ifPresent(data -> check.photos(data, lookAtPaths));
    if (codec.isPresent() && photos.isPresent()) {
      check.shapes(codec.get(), photos.get());
    }
  }

  private void objective(ObjectiveSettings objective) {
    ObjectiveCheck check = new ObjectiveCheck(problems);
    check.run(objective);
    binder.section(ModelSettings.class).ifPresent(model -> check.run(objective, model));
    binder
        .section(TrainingSettings.class)
        .ifPresent(
            training -> {
              check.run(objective, training);
              warmUp(objective, training);
            });
  }

  /** Whether layers fit one another and, where the config tells its size, the image. */
  private void shapes(DataSettings data, ModelSettings model) {
    if (model.latent().topSize() > model.posterior().mostLatents()) {
      return; // Its heads have no size.
    }
    try {
      ExampleShape.of(data).ifPresent(shape -> new Architecture(model, shape));
    } catch (ImpossibleShape e) {
      problems.problem("model." + e.layer(), e.getMessage());
    } catch (Failure e) {
      // It names the section itself, for those who have no place to put before it.
      problems.problem("model", e.getMessage().replaceFirst("^model: ", ""));
    }
  }

  private void training(TrainingSettings training) {
    double factor = training.skipNormFactor();
    if (factor != 0 && factor <= 1) {
      problems.problem(
          "training.skip-norm-factor", "expected 0 or a number above 1, found " + factor);
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
