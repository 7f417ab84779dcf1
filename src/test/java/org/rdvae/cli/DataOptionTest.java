package org.rdvae.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rdvae.cli.CommandResult.done;
import static org.rdvae.cli.CommandResult.refused;
import static org.rdvae.cli.CommandResult.saying;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rdvae.job.TinyFiles;
import tools.jackson.databind.json.JsonMapper;

class DataOptionTest {
  @TempDir private Path folder;

  @Test
  void anotherSetIsMeasuredWholeWhateverTheTrainingUsed() {
    TinyJob job = TinyJob.in(folder);
    Path model = TinyJob.best(job.trained(folder.resolve("run"), "--set", "data.limit=20"));

    assertThat(images(model)).as("its own data are those of its training").isEqualTo(20);
    assertThat(images(model, "--data", job.images())).isEqualTo(TinyFiles.TEST_IMAGES);
  }

  @Test
  void aSingleIdxFileIsNoTable() {
    TinyJob job = TinyJob.in(folder);
    Path model = TinyJob.best(job.trained(folder.resolve("run")));
    Path file = job.images().resolve("t10k-images-idx3-ubyte");

    refused(
        65,
        saying(
            "--data: expected mnist-binary, a folder or a CSV file, found the idx file "
                + file
                + "; name its folder, with files named as MNIST names them"),
        "evaluate",
        model,
        "--data",
        file);
  }

  private static int images(Path model, Object... more) {
    Object[] words = new Object[5 + more.length];
    System.arraycopy(
        new Object[] {"evaluate", model, "--importance-samples", 1, "--json"}, 0, words, 0, 5);
    System.arraycopy(more, 0, words, 5, more.length);
    return JsonMapper.shared().readTree(done(words).out()).get("images").asInt();
  }
}
