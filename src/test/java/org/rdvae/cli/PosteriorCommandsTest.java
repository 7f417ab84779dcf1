package org.rdvae.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rdvae.cli.CommandResult.done;
import static org.rdvae.cli.CommandResult.refused;
import static org.rdvae.cli.CommandResult.saying;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rdvae.job.TinyFiles;

/** Models of other posteriors than the diagonal Gaussian go through all commands. */
class PosteriorCommandsTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({
    "full-gaussian, standard-normal",
    "'{inverse-autoregressive: {steps: 2, hidden-units: 8, context: 4}}', standard-normal",
    "gamma, gamma",
  })
  void sampleEncodeDecodeScoreTraverseAndEvaluate(String posterior, String prior)
      throws IOException {
    TinyJob job = new TinyJob(TinyFiles.write(folder));
    Path model =
        TinyJob.best(
            job.trained(
                folder.resolve("run"),
                "--set",
                "model.posterior=" + posterior,
                "--set",
                "model.prior=" + prior,
                "--set",
                "training.epochs=8"));
    Path picture = folder.resolve("samples.png");
    done("sample", model, "--count", "4", "--threads", "1", "--out", picture);
    assertThat(ImageIO.read(picture.toFile())).isNotNull();
    Path latents = folder.resolve("latents.safetensors");
    done("encode", model, job.testFile(), "--threads", "1", "--out", latents);
    Path decoded = folder.resolve("decoded");
    done("decode", model, latents, "--threads", "1", "--out", decoded);
    Path scores = folder.resolve("scores.csv");
    done("score", model, job.testFile(), "--threads", "1", "--out", scores);
    assertThat(Files.readAllLines(scores))
        .hasSize(1 + TinyFiles.TEST_IMAGES)
        .noneMatch(line -> line.contains("NaN"));
    String measured =
        done("evaluate", model, "--importance-samples", "4", "--threads", "1", "--json").out();
    assertThat(measured).contains("\"nll\"").doesNotContain("NaN");

    Path ways = folder.resolve("ways.png");
    String legend = done("traverse", model, "--out", ways).out();
    assertThat(legend.lines().skip(1))
        .as("single rates are not known")
        .isNotEmpty()
        .allMatch(line -> line.contains("   -  "));
    if (prior.equals("gamma")) {
      refused(
          2,
          saying("--from: expected posterior, since the model's prior is one of positive numbers"),
          "traverse",
          model,
          folder.resolve("read-by-nobody"),
          "--from",
          "prior",
          "--out",
          ways,
          "--force");
    }
  }
}
