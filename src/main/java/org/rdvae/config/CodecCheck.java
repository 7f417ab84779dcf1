package org.rdvae.config;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.rdvae.codec.CodecArchitecture;
import org.rdvae.codec.CodecSettings;
import org.rdvae.data.PhotoSettings;
import org.rdvae.network.ImpossibleShape;

/** What no single setting of a codec's job can tell. */
final class CodecCheck {
  private final Problems problems;

  CodecCheck(Problems problems) {
    this.problems = problems;
  }

  void codec(CodecSettings codec) {
    if (codec.lowestLambda() >= codec.highestLambda()) {
      problems.problem(
          "codec.highest-lambda",
          "expected more than codec.lowest-lambda, "
              + codec.lowestLambda()
              + ", found "
              + codec.highestLambda());
    }
  }

  /** Whether the networks fit one another and the patches. */
  void shapes(CodecSettings codec, PhotoSettings data) {
    try {
      new CodecArchitecture(codec, data.patch(), data.patch());
    } catch (ImpossibleShape e) {
      problems.problem("codec." + e.layer(), e.getMessage());
    }
  }

  void photos(PhotoSettings data, boolean lookAtPaths) {
    factors("data.lossy-shrink", data.lossyShrink());
    factors("data.lossless-shrink", data.losslessShrink());
    validationPatches(data);
    if (lookAtPaths) {
      if (data.path().isEmpty()) {
        problems.problem(
            "data.path",
            "missing; photographs are read from the folder that is named here or with --set"
                + " data.path=...");
      }
      data.path().ifPresent(path -> folder("data.path", path));
      data.validationPath().ifPresent(path -> folder("data.validation-path", path));
    }
  }

  private void validationPatches(PhotoSettings data) {
    int most = data.mostValidationPatches();
    if (data.validationPatches() > most) {
      problems.problem(
          "data.validation-patches",
          String.format(
              Locale.ROOT,
              "expected at most %d, for no more patches of %d x %d pixels fit into one of Java's"
                  + " arrays, found %d",
              most,
              data.patch(),
              data.patch(),
              data.validationPatches()));
    }
  }

  private void factors(String setting, List<Integer> factors) {
    for (int factor : factors) {
      if (factor < 1 || factor > PhotoSettings.MOST_SHRINK) {
        problems.problem(
            setting,
            "expected whole numbers from 1 to " + PhotoSettings.MOST_SHRINK + ", found " + factor);
      }
    }
  }

  private void folder(String setting, Path path) {
    if (!Files.isDirectory(path)) {
      problems.problem(setting, "expected a folder, found the file " + path);
    }
  }
}
