package org.rdvae.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rdvae.cli.CommandResult.done;
import static org.rdvae.cli.DigitsRun.CELL;
import static org.rdvae.cli.DigitsRun.cell;
import static org.rdvae.cli.DigitsRun.levels;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The pictures of sample and reconstruct. */
class DigitPicturesTest {
  @TempDir static Path folder;
  private static Path best;

  @BeforeAll
  static void train() throws IOException {
    DigitsRun digits = DigitsRun.train(folder);
    best = digits.best();
  }

  @Test
  void samplesAreSeenAndFollowTheirSeed() throws IOException {
    Path five = folder.resolve("five.png");
    done("sample", best, "--count", "5", "--out", five);
    BufferedImage image = ImageIO.read(five.toFile());
    assertThat(image.getWidth()).isEqualTo(3 * CELL + 2);
    assertThat(image.getHeight()).isEqualTo(2 * CELL + 2);
    assertThat(levels(image, 0, 0)).hasSizeGreaterThan(20);
    assertThat(levels(image, 1, 2)).as("the place of a sixth").hasSize(1);

    Path again = folder.resolve("again.png");
    done("sample", best, "--count", "5", "--seed", "1", "--out", again);
    assertThat(again).hasSameBinaryContentAs(five);
    done("sample", best, "--count", "5", "--seed", "2", "--out", again, "--force");
    assertThat(Files.mismatch(again, five)).isNotNegative();
    done("sample", best, "--count", "5", "--temperature", "0", "--out", again, "--force");
    BufferedImage cold = ImageIO.read(again.toFile());
    assertThat(cell(cold, 0, 0)).isEqualTo(cell(cold, 0, 1)).isNotEqualTo(cell(image, 0, 0));
  }

  @Test
  void reconstructionsStandBelowTheirImages() throws IOException {
    Path png = folder.resolve("reconstructions.png");
    done("reconstruct", best, "--count", "13", "--out", png);
    BufferedImage image = ImageIO.read(png.toFile());
    assertThat(image.getWidth()).isEqualTo(12 * CELL + 2);
    assertThat(image.getHeight()).isEqualTo(4 * CELL + 2);
    assertThat(levels(image, 0, 0)).as("bits").containsExactlyInAnyOrder(0, 255);
    assertThat(levels(image, 1, 0)).as("probabilities").hasSizeGreaterThan(20);
    assertThat(levels(image, 2, 0)).containsExactlyInAnyOrder(0, 255);
    assertThat(levels(image, 2, 1)).hasSize(1);
  }

  @Test
  void reconstructsItsOwnTestImagesWhenNoneAreNamed() throws IOException {
    Path own = folder.resolve("own.png");
    Path named = folder.resolve("named.png");
    done("reconstruct", best, "--in-order", "--count", "3", "--out", own);
    done("reconstruct", best, "mnist-binary:test", "--in-order", "--count", "3", "--out", named);
    assertThat(own).hasSameBinaryContentAs(named);
  }
}
