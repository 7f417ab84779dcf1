package org.rdvae.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rdvae.cli.CommandResult.done;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Samples whose pixels are drawn too. */
class DrawnValuesTest {
  @TempDir Path folder;

  @Test
  void bitsAreDrawnAsBitsAndShownAsGreysOtherwise() throws IOException {
    Path model = TinyJob.best(TinyJob.in(folder).trained(folder.resolve("run")));
    Path means = sample(model, "means.png");
    Path drawn = sample(model, "drawn.png", "--draw-values");
    Path again = sample(model, "again.png", "--draw-values");
    assertThat(again).hasSameBinaryContentAs(drawn);
    assertThat(Files.readAllBytes(means)).isNotEqualTo(Files.readAllBytes(drawn));
    assertThat(greys(means)).hasSizeGreaterThan(10);
    // Black, white, and the grey of the lines between the images.
    assertThat(greys(drawn)).contains(0, 255).hasSizeLessThanOrEqualTo(3);
  }

  private Path sample(Path model, String name, Object... more) {
    Path out = folder.resolve(name);
    Object[] words = new Object[8 + more.length];
    System.arraycopy(
        new Object[] {"sample", model, "--count", 9, "--threads", 1, "--out", out}, 0, words, 0, 8);
    System.arraycopy(more, 0, words, 8, more.length);
    done(words);
    return out;
  }

  private static Set<Integer> greys(Path png) throws IOException {
    BufferedImage image = ImageIO.read(png.toFile());
    Set<Integer> greys = new TreeSet<>();
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        greys.add(image.getRaster().getSample(x, y, 0));
      }
    }
    return greys;
  }
}
