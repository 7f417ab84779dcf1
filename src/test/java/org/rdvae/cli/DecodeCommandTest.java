package org.rdvae.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rdvae.cli.CommandResult.done;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rdvae.job.SavedModel;
import org.rdvae.job.TinyFiles;

/** More latents than are decoded at a time. */
class DecodeCommandTest {
  @TempDir Path folder;

  /** The test images come last, in the second piece; alone they are in the first. */
  @Test
  void writesEveryImageOfMoreThanAreComputedAtATime() {
    TinyJob job = TinyJob.in(folder);
    Path model = TinyJob.best(job.trained(folder.resolve("run")));
    Path many = folder.resolve("many");
    decode(model, many, job.trainingFile(), job.testFile());
    Path few = folder.resolve("few");
    decode(model, few, job.testFile());
    int before = TinyFiles.TRAINING_IMAGES + TinyFiles.VALIDATION_IMAGES;
    assertThat(before).isGreaterThan(SavedModel.load(model).rows());
    assertThat(many.resolve(name(before + TinyFiles.TEST_IMAGES))).doesNotExist();
    assertThat(FolderListing.of(many)).hasSize(before + TinyFiles.TEST_IMAGES + 1);
    for (int image = 0; image < TinyFiles.TEST_IMAGES; image++) {
      assertThat(many.resolve(name(before + image)))
          .hasSameBinaryContentAs(few.resolve(name(image)));
    }
    assertThat(Set.copyOf(FolderListing.of(few).values())).hasSizeGreaterThan(20);
  }

  private void decode(Path model, Path images, Path... inputs) {
    List<Object> encode = new ArrayList<>(List.of("encode", model));
    encode.addAll(List.of(inputs));
    Path latents = folder.resolve("latents.safetensors");
    encode.addAll(List.of("--out", latents, "--force"));
    done(encode.toArray());
    done("decode", model, latents, "--out", images);
  }

  private static String name(int image) {
    return String.format(Locale.ROOT, "%06d.png", image);
  }
}
