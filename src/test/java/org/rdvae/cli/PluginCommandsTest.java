package org.rdvae.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.rdvae.cli.CommandResult.done;
import static org.rdvae.cli.CommandResult.refused;
import static org.rdvae.cli.CommandResult.saying;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rdvae.TrainedModel;
import org.rdvae.base.Failure;
import org.rdvae.base.Plugins;
import org.rdvae.job.TinyFiles;

/** The examples of the page on extending, as a user trains and uses them. */
class PluginCommandsTest {
  private static final String LIKELIHOOD =
      "likelihood: {plugin: {class-name: com.example.CauchyLikelihood,"
          + " settings: [{name: scale, value: 0.2}]}}";
  private static final String PRIOR = "prior: {plugin: {class-name: com.example.LogisticPrior}}";

  @TempDir private Path folder;
  private TinyJob job;

  @BeforeEach
  void writeJob() throws IOException {
    job = jobWith(LIKELIHOOD, PRIOR);
  }

  private TinyJob jobWith(String... settings) throws IOException {
    Path config = TinyFiles.write(folder);
    String lines = "  " + String.join("\n  ", settings) + "\n";
    Files.writeString(
        config,
        Files.readString(config)
            .replace("validation: 60}", "validation: 60, binarization: none}")
            .replace("model:\n", "model:\n" + lines));
    return new TinyJob(config);
  }

  @Test
  void trainResumeSampleEncodeScoreAndEvaluate() throws IOException {
    Path run = job.trained(folder.resolve("run"), "--plugin");
    Plugins.allow(true);
    Path stopped;
    try {
      stopped = job.stopped(folder.resolve("stopped"));
    } finally {
      Plugins.allow(false);
    }
    done(job.train(stopped, "--resume", "--plugin"));
    assertThat(FolderListing.sha256(TinyJob.last(stopped)))
        .isEqualTo(FolderListing.sha256(TinyJob.last(run)));

    Path model = TinyJob.best(run);
    Path picture = folder.resolve("samples.png");
    done("sample", model, "--plugin", "--count", "4", "--threads", "1", "--out", picture);
    assertThat(ImageIO.read(picture.toFile())).isNotNull();
    Path latents = folder.resolve("latents.safetensors");
    done("encode", model, job.testFile(), "--plugin", "--threads", "1", "--out", latents);
    Path decoded = folder.resolve("decoded");
    done("decode", model, latents, "--plugin", "--threads", "1", "--out", decoded);
    Path scores = folder.resolve("scores.csv");
    done("score", model, job.testFile(), "--plugin", "--threads", "1", "--out", scores);
    assertThat(Files.readAllLines(scores)).hasSize(1 + TinyFiles.TEST_IMAGES);
    String measured =
        done("evaluate", model, "--plugin", "--importance-samples", "4", "--threads", "1", "--json")
            .out();
    assertThat(measured).contains("\"nll\"").doesNotContain("NaN");
  }

  @Test
  void isRefusedWithoutTheOption() {
    String[] message = saying("tiny.yaml:", "com.example.CauchyLikelihood", "option --plugin");
    refused(78, message, job.train(folder.resolve("run")));
    assertThat(folder.resolve("run")).doesNotExist();
    refused(78, message, "config", "check", job.config());
    assertThat(done("config", "check", job.config(), "--plugin").out()).contains("no problems");
    // The permission ends with the command that had it.
    refused(78, message, "config", "check", job.config());
  }

  @Test
  void aCheckpointRunsNoCodeWithoutTheOption() {
    Path model = TinyJob.best(job.trained(folder.resolve("run"), "--plugin"));
    String[] message = saying("com.example.CauchyLikelihood", "option --plugin");
    refused(65, message, "sample", model, "--out", folder.resolve("samples.png"));
    refused(65, message, "evaluate", model);
    refused(65, message, "export", "slim", model, "--out", folder.resolve("slim.safetensors"));
    refused(78, message, job.train(folder.resolve("run"), "--resume"));
    assertThat(done("inspect", model).out()).contains("com.example.CauchyLikelihood");
    assertThatThrownBy(() -> TrainedModel.load(model))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("Plugins.allow(true)");
    Plugins.allow(true);
    try {
      assertThat(TrainedModel.load(model).isDiscrete()).isFalse();
    } finally {
      Plugins.allow(false);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          com.example.Absent | expected a class on the class path, found com.example.Absent
          com.example.LogisticPrior | expected a public class that implements org.rdvae.distribution.LikelihoodPlugin, found com.example.LogisticPrior
          com.example.BadPlugins$Base | expected a public class that implements
          com.example.BadPlugins$NoPlugin | expected a public class that implements
          com.example.BadPlugins$WithoutConstructor | to have a public constructor with one parameter of type org.rdvae.base.PluginSettings
          com.example.BadPlugins$Unmakeable | com.example.BadPlugins$Unmakeable cannot be made: out of order
          com.example.BadPlugins$Throwing | com.example.BadPlugins$Throwing failed in heads: no heads today
          'com.example.CauchyLikelihood, settings: [{name: scael, value: 1}]' | unknown setting "scael"; known here: scale
          'com.example.CauchyLikelihood, settings: [{name: scale, value: 0}]' | scale: expected a number from 0.001 to 10.0, found 0.0
          'com.example.CauchyLikelihood, settings: [{name: scale, value: 1}, {name: scale, value: 2}]' | expected each setting once, found scale again
          """)
  void aClassThatCannotBeUsedIsNamedWithTheReason(String setting, String message)
      throws IOException {
    TinyJob bad = jobWith("likelihood: {plugin: {class-name: " + setting + "}}");
    refused(78, saying(message), bad.train(folder.resolve("run"), "--plugin"));
    assertThat(System.getProperty("com.example.ran")).isNull();
  }

  @Test
  void aLikelihoodOfOtherValuesIsRefused() throws IOException {
    TinyJob bits = jobWith(LIKELIHOOD);
    Object[] words =
        bits.train(folder.resolve("run"), "--plugin", "--set", "data.binarization=threshold");
    refused(78, saying("data.binarization", "the likelihood plugin is for 8-bit values"), words);
  }

  @Test
  void imagesComeFromAClass() throws IOException {
    Path config = folder.resolve("stripes.yaml");
    Files.writeString(
        config,
        """
        data:
          set: plugin
          plugin: {class-name: com.example.StripeImages, settings: [{name: count, value: 60}]}
          binarization: threshold
        model: {latent: {size: 2}, encoder: [], decoder: []}
        training: {epochs: 2, batch: 20}
        """);
    TinyJob stripes = new TinyJob(config);
    String[] message =
        saying("data.plugin.class-name", "com.example.StripeImages", "option --plugin");
    refused(78, message, stripes.train(folder.resolve("run")));
    Path model = TinyJob.best(stripes.trained(folder.resolve("run"), "--plugin"));
    // Only what reads the images needs the class.
    done("sample", model, "--count", "4", "--threads", "1", "--out", folder.resolve("samples.png"));
    refused(78, saying("com.example.StripeImages", "option --plugin"), "evaluate", model);
    assertThat(done("evaluate", model, "--plugin", "--threads", "1").out())
        .contains("12 test images");
    refused(
        78,
        saying("expected a public class that implements org.rdvae.data.ImagePlugin"),
        stripes.train(
            folder.resolve("other"),
            "--plugin",
            "--set",
            "data.plugin.class-name=com.example.LogisticPrior"));
    refused(
        78,
        saying("data.plugin.class-name: missing; the set plugin"),
        stripes.train(folder.resolve("other"), "--plugin", "--set", "data.plugin.class-name=null"));
  }
}
