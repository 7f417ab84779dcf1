package org.rdvae.config;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.util.List;
import org.rdvae.base.Failure;

/** Reading configs from text in tests. */
final class ConfigText {
  /** The least that a config must say. */
  static final String LEAST = "model: {latent: {size: 2}, encoder: [], decoder: []}\n";

  private ConfigText() {}

  static Job job(String text, String... sets) {
    return ConfigReader.parse(text, "job.yaml", Path.of("."), List.of(sets));
  }

  /** What reading complains about. */
  static String complaint(String text, String... sets) {
    Failure failure = catchThrowableOfType(Failure.class, () -> job(text, sets));
    if (failure == null) {
      throw new AssertionError("expected a failure, but the config was read:\n" + text);
    }
    if (failure.kind() != Failure.Kind.BAD_CONFIG) {
      throw new AssertionError("expected BAD_CONFIG, found " + failure.kind(), failure);
    }
    return failure.getMessage();
  }
}
