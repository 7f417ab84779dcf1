package org.rdvae.config;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.rdvae.base.Failure;
import org.rdvae.base.KebabCase;
import org.rdvae.base.Plugins;
import org.rdvae.codec.CodecSettings;
import org.rdvae.data.Binarization;
import org.rdvae.data.DataSettings;
import org.rdvae.data.ImagePlugin;
import org.rdvae.data.ImagePluginSettings;
import org.rdvae.data.PhotoSettings;
import org.rdvae.data.TableSettings;
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
  private static final String PLUGIN_CLASS = "data.plugin.class-name";

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

  private void data(DataSettings data) {
    String set = KebabCase.of(data.set().name());
    boolean readsPath =
        switch (data.set()) {
          case IDX, IMAGES, TABLE, TEXT -> true;
          case MNIST_BINARY, SHAPES, PLUGIN, GIVEN_IMAGES, GIVEN_ROWS -> false;
        };
    if (!readsPath && data.path().isPresent()) {
      problems.problem(
          "data.path",
          "expected no path, since the set "
              + set
              + " reads no file; idx, images, table and text do");
    }
    if (readsPath && data.path().isEmpty()) {
      problems.problem(
          "data.path",
          "missing; the set "
              + set
              + " is read from what is named here or with --set data.path=...");
    }
    boolean pictures =
        data.set() == DataSettings.Set.IMAGES || data.set() == DataSettings.Set.SHAPES;
    if (pictures && data.binarization() == Binarization.BITS) {
      problems.problem(
          "data.binarization",
          "expected dynamic, threshold or none, since values of the set " + set + " run to 255");
    }
    if (readsPath && lookAtPaths) {
      data.path().ifPresent(path -> readable(path, data.set() != DataSettings.Set.TABLE));
    }
    if (data.set() == DataSettings.Set.PLUGIN) {
      plugin(data.plugin());
    } else if (data.plugin().className().isPresent()) {
      problems.problem(
          PLUGIN_CLASS, "expected no class, since the set " + set + " needs none; plugin does");
    }
    columns(data.table());
    if (data.split().validation() + data.split().test() >= 1) {
      problems.problem(
          "data.split",
          "expected validation and test to leave examples for training, found "
              + data.split().validation()
              + " + "
              + data.split().test());
    }
  }

  /** A saved job says what its data were, and runs nothing to be understood. */
  private void plugin(ImagePluginSettings plugin) {
    if (plugin.className().isEmpty()) {
      problems.problem(
          PLUGIN_CLASS, "missing; the set plugin has images of the class that is named here");
    } else if (lookAtPaths) {
      try {
        Plugins.make(ImagePlugin.class, plugin.className().get(), plugin.settings());
      } catch (Failure e) {
        problems.problem(PLUGIN_CLASS, e.getMessage());
      }
    }
  }

  private void readable(Path path, boolean folder) {
    if (folder != Files.isDirectory(path)) {
      problems.problem(
          "data.path",
          folder
              ? "expected a folder, found the file " + path
              : "expected a file, found the folder " + path);
    } else if (!Files.isReadable(path)) {
      String what = folder ? "folder" : "file";
      problems.problem(
          "data.path", "expected a readable " + what + ", found no permission to read " + path);
    }
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

  private void columns(TableSettings table) {
    Set<String> names = new HashSet<>();
    for (int i = 0; i < table.columns().size(); i++) {
      String name = table.columns().get(i).name();
      if (!names.add(name)) {
        problems.problem(
            "data.table.columns." + i, "expected each column once, found " + name + " again");
      }
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
