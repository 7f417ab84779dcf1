package org.rdvae.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.rdvae.cli.CommandResult.done;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rdvae.ModelSession;
import org.rdvae.Posteriors;
import org.rdvae.TrainedModel;
import org.rdvae.checkpoint.Safetensors;
import org.rdvae.checkpoint.StoredTensor;
import org.rdvae.evaluation.ImageScore;
import org.rdvae.job.TinyFiles;

/** Programs get from a model what the commands give. */
class ProgramInterfaceTest {
  @TempDir static Path folder;
  private static Path testFile;
  private static Path file;
  private static TrainedModel model;

  @BeforeAll
  static void train() {
    TinyJob job = TinyJob.in(folder);
    testFile = job.testFile();
    file = TinyJob.best(job.trained(folder.resolve("run")));
    model = TrainedModel.load(file);
  }

  private static ModelSession open() {
    return model.open(1);
  }

  @Test
  void samplesAreThoseOfTheCommand() throws IOException {
    Path png = folder.resolve("samples.png");
    done("sample", file, "--count", "4", "--seed", "9", "--threads", "1", "--out", png);
    BufferedImage picture = ImageIO.read(png.toFile());
    int side = TinyFiles.SIDE;
    // Two rows of two images, enlarged, and lines of two pixels.
    int scale = (picture.getWidth() - 3 * 2) / (2 * side);
    try (ModelSession session = open()) {
      float[][] drawn = session.sample(4, 9);
      for (int image = 0; image < 4; image++) {
        int top = 2 + image / 2 * (side * scale + 2);
        int left = 2 + image % 2 * (side * scale + 2);
        for (int i = 0; i < side * side; i++) {
          int level =
              picture.getRaster().getSample(left + i % side * scale, top + i / side * scale, 0);
          assertThat(level / 255.0)
              .as("image %d, pixel %d", image, i)
              .isCloseTo(drawn[image][i], within(0.51 / 255));
        }
      }
    }
  }

  @Test
  void posteriorsAreThoseOfTheCommand() {
    Path latents = folder.resolve("latents.safetensors");
    done("encode", file, testFile, "--threads", "1", "--out", latents);
    float[] mean = floats(latents, "mean");
    float[] logStddev = floats(latents, "log_stddev");
    try (ModelSession session = open()) {
      Posteriors posteriors = session.encode(model.read(testFile));
      assertThat(mean).hasSize(TinyFiles.TEST_IMAGES * TinyFiles.LATENTS);
      for (int i = 0; i < mean.length; i++) {
        int image = i / TinyFiles.LATENTS;
        int latent = i % TinyFiles.LATENTS;
        assertThat(posteriors.mean()[image][latent]).isEqualTo(mean[i]);
        assertThat(posteriors.logStddev()[image][latent]).isEqualTo(logStddev[i]);
      }
    }
  }

  private static float[] floats(Path latents, String name) {
    return ((StoredTensor.Floats) Safetensors.read(latents).tensors().get(name)).values();
  }

  @Test
  void scoresAreThoseOfTheCommand() throws IOException {
    Path csv = folder.resolve("scores.csv");
    done(
        "score",
        file,
        testFile,
        "--importance-samples",
        "3",
        "--seed",
        "2",
        "--threads",
        "1",
        "--out",
        csv);
    List<String> lines = Files.readAllLines(csv);
    try (ModelSession session = open()) {
      List<ImageScore> scores = session.score(model.read(testFile), 3, 2);
      assertThat(lines).hasSize(1 + scores.size());
      for (int i = 0; i < scores.size(); i++) {
        String[] cells = lines.get(1 + i).split(",", -1);
        ImageScore score = scores.get(i);
        double[] expected = {score.nll(), score.elbo(), score.rate(), score.distortion()};
        for (int j = 0; j < expected.length; j++) {
          assertThat(Double.parseDouble(cells[2 + j])).isEqualTo(expected[j]);
        }
      }
    }
  }
}
