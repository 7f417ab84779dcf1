package org.rdvae.config;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.rdvae.base.Failure;
import org.rdvae.base.KebabCase;
import org.rdvae.base.Plugins;
import org.rdvae.data.Binarization;
import org.rdvae.data.DataSettings;
import org.rdvae.data.ImagePlugin;
import org.rdvae.data.ImagePluginSettings;
import org.rdvae.data.TableSettings;

/** Whether the settings of the data fit the set that is read. */
final class DataCheck {
  private static final String PLUGIN_CLASS = "data.plugin.class-name";

  private final Problems problems;

  DataCheck(Problems problems) {
    this.problems = problems;
  }

  /**
   * Looks at settings that exclude or need one another.
   *
   * @param lookAtPaths whether what they name must be there
   */
  void run(DataSettings data, boolean lookAtPaths) {
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
      plugin(data.plugin(), lookAtPaths);
    } else if (data.plugin().className().isPresent()) {
      problems.problem(
          PLUGIN_CLASS, "expected no class, since the set " + set + " needs none; plugin does");
    }
    boolean images =
        switch (data.set()) {
          case MNIST_BINARY, IDX, IMAGES, SHAPES, PLUGIN, GIVEN_IMAGES -> true;
          case TABLE, TEXT, GIVEN_ROWS -> false;
        };
    if (!images && data.augmentation().shift() > 0) {
      problems.problem(
          "data.augmentation.shift",
          "expected 0, since the set "
              + set
              + " has rows and no images to move, found "
              + data.augmentation().shift());
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
  private void plugin(ImagePluginSettings plugin, boolean lookAtPaths) {
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
}
