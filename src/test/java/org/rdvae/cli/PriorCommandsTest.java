package org.rdvae.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rdvae.cli.CommandResult.done;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rdvae.job.TinyFiles;

/** Models with learned priors go through all commands, and a resumed training is the same. */
class PriorCommandsTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "gaussian-mixture: {components: 4}",
        "vamp: {pseudo-inputs: 7}",
        "coupling-flow: {layers: 3, hidden-units: 8}"
      })
  void trainResumeSampleEncodeScoreAndEvaluate(String prior) throws IOException {
    Path config = TinyFiles.write(folder);
    String text = Files.readString(config);
    Files.writeString(config, text.replace("model:\n", "model:\n  prior: {" + prior + "}\n"));
    TinyJob job = new TinyJob(config);
    Path run = job.trained(folder.resolve("run"));
    Path stopped = job.stopped(folder.resolve("stopped"));
    done(job.train(stopped, "--resume"));
    assertThat(FolderListing.sha256(TinyJob.last(stopped)))
        .isEqualTo(FolderListing.sha256(TinyJob.last(run)));

    Path model = TinyJob.best(run);
    Path picture = folder.resolve("samples.png");
    done("sample", model, "--count", "4", "--threads", "1", "--out", picture);
    assertThat(ImageIO.read(picture.toFile())).isNotNull();
    Path latents = folder.resolve("latents.safetensors");
    done("encode", model, job.testFile(), "--threads", "1", "--out", latents);
    Path decoded = folder.resolve("decoded");
    done("decode", model, latents, "--threads", "1", "--out", decoded);
    Path scores = folder.resolve("scores.csv");
    done("score", model, job.testFile(), "--threads", "1", "--out", scores);
    assertThat(Files.readAllLines(scores)).hasSize(1 + TinyFiles.TEST_IMAGES);
    String measured =
        done("evaluate", model, "--importance-samples", "4", "--threads", "1", "--json").out();
    assertThat(measured).contains("\"nll\"").doesNotContain("NaN");
  }
}
