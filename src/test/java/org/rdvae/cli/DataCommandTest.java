package org.rdvae.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rdvae.cli.CommandResult.done;
import static org.rdvae.cli.CommandResult.refused;
import static org.rdvae.cli.CommandResult.saying;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rdvae.base.KebabCase;
import org.rdvae.data.DataSettings;

class DataCommandTest {
  @TempDir Path folder;

  @Test
  void listNamesEverySetWithWhatToWrite() {
    String list = done("data", "list").out();
    for (DataSettings.Set set : DataSettings.Set.values()) {
      String name = KebabCase.of(set.name());
      assertThat(list).containsPattern("(?m)^" + name + " ").contains("data: {set: " + name);
    }
  }

  /** What the list shows can be copied into a config; the folders and files are the user's. */
  @Test
  void whatTheListShowsIsAConfig() throws IOException {
    Files.createDirectory(folder.resolve("folder"));
    Files.writeString(folder.resolve("file.csv"), "a\n1\n");
    Matcher examples =
        Pattern.compile("(?m)^ +(data: \\{.*?})(?: +\\(.*)?$").matcher(done("data", "list").out());
    int count = 0;
    while (examples.find()) {
      String data = examples.group(1);
      boolean isReal =
          data.contains("binarization: none")
              || data.contains("file.csv}")
              || data.contains("given-rows");
      String likelihood = data.contains("text:") ? "topics" : isReal ? "gaussian" : "bernoulli";
      Path config =
          Files.writeString(
              folder.resolve("example.yaml"),
              data
                  + "\nmodel: {latent: {size: 2}, encoder: [], decoder: [], likelihood: "
                  + likelihood
                  + "}\n");
      done("config", "check", config, "--plugin");
      count++;
    }
    assertThat(count).as("tables are shown twice").isEqualTo(DataSettings.Set.values().length + 1);
  }

  @Test
  void verifyReadsWhatATrainingWouldRead() {
    TinyJob job = TinyJob.in(folder);
    String text = done("data", "verify", job.config()).out();
    assertThat(text)
        .containsPattern("(?m)^train +240 images of 12 x 12 x 1  sha256 [0-9a-f]{16}$")
        .containsPattern("(?m)^validation +60 images of 12 x 12 x 1  sha256 ")
        .containsPattern("(?m)^test +50 images of 12 x 12 x 1  sha256 ")
        .containsPattern("(?m)^idx dynamic 12x12 240/60/50 sha256 [0-9a-f]{16}$");
    String last = text.lines().reduce((before, line) -> line).orElseThrow();
    CommandResult training = done(job.train(folder.resolve("run")));
    assertThat(training.out()).as("the same fingerprint").contains(last);
  }

  @Test
  void verifyTakesChanges() {
    TinyJob job = TinyJob.in(folder);
    assertThat(done("data", "verify", job.config(), "--set", "data.limit=7").out())
        .containsPattern("(?m)^train +7 images")
        .contains("idx dynamic 12x12 7/7/7 sha256 ");
  }

  @Test
  void verifyFindsDamage() throws IOException {
    TinyJob job = TinyJob.in(folder);
    byte[] bytes = Files.readAllBytes(job.trainingFile());
    Files.write(job.trainingFile(), Arrays.copyOf(bytes, bytes.length - 1));
    refused(65, saying(job.trainingFile().toString()), "data", "verify", job.config());
    Files.delete(job.trainingFile());
    refused(78, saying("train-images-idx3-ubyte"), "data", "verify", job.config());
    refused(78, saying("data.limt"), "data", "verify", job.config(), "--set", "data.limt=1");
    refused(66, saying("absent.yaml"), "data", "verify", folder.resolve("absent.yaml"));
  }

  @Test
  void explainsItself() {
    refused(2, saying("Expected list, verify or fetch", "rdvae data --help"), "data");
    assertThat(done("data", "--help").out())
        .startsWith("Usage: rdvae data")
        .contains("list", "verify");
    assertThat(done("--help").out()).containsPattern("(?m)^  data +");
    assertThat(done("data", "verify", "--help").out()).contains("CONFIG", "--set");
  }
}
