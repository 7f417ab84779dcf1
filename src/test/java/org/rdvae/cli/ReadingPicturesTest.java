package org.rdvae.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A folder that takes many seconds to read: one picture by thousands of names. */
class ReadingPicturesTest {
  private static final int PICTURES = 6000;

  @TempDir Path folder;
  private Path config;

  @BeforeEach
  void write() throws IOException {
    config = TinyPictures.write(folder);
    Path picture = folder.resolve("large.png");
    ImageIO.write(
        new BufferedImage(1000, 1000, BufferedImage.TYPE_INT_RGB), "png", picture.toFile());
    for (int i = 0; i < PICTURES; i++) {
      Files.createLink(folder.resolve("pictures/large%04d.png".formatted(i)), picture);
    }
  }

  @Test
  void trainingShowsItsProgressAndEndsAtOnce() {
    Path run = folder.resolve("run");
    try (RdvaeProcess process =
        RdvaeProcess.start(folder, "train", config, "--run-dir", run, "--threads", 1)) {
      process.awaitOutput("reading ");
      process.interrupt();
      assertThat(process.exitCode()).as(process.output()).isEqualTo(130);
      assertThat(process.output())
          .containsPattern("reading [0-9,]+/6,060 files\n")
          .contains("Stopped before the training began; give the same command again.");
    }
    // So that the same command can be given again.
    assertThat(run).isDirectoryNotContaining("glob:**checkpoints");
  }

  @Test
  void sweepsEndAtOnceToo() {
    Path out = folder.resolve("sweep");
    try (RdvaeProcess process =
        RdvaeProcess.start(folder, "sweep", config, "--seeds", 2, "--out", out, "--threads", 1)) {
      process.awaitOutput("reading ");
      process.terminate();
      assertThat(process.exitCode()).as(process.output()).isEqualTo(143);
    }
  }

  @Test
  void verifyingShowsItsProgressAndEndsAtOnce() {
    try (RdvaeProcess process = RdvaeProcess.start(folder, "data", "verify", config)) {
      process.awaitOutput("reading ");
      process.interrupt();
      assertThat(process.exitCode()).as(process.output()).isEqualTo(130);
      assertThat(process.output()).doesNotContain("sha256");
    }
  }
}
