package org.rdvae.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.rdvae.cli.CommandResult.done;
import static org.rdvae.cli.CommandResult.refused;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rdvae.ModelSession;
import org.rdvae.TrainedModel;
import org.rdvae.evaluation.ImageScore;
import org.rdvae.job.SavedModel;
import org.rdvae.job.TinyFiles;
import org.rdvae.model.VaeSession;
import org.rdvae.random.RandomStream;
import org.rdvae.tensor.TestDevice;

/**
 * A class-conditional model of upright (class 1) and lying bars (class 0), through all commands.
 */
class ClassCommandsTest {
  private static final int USAGE = 2;
  private static final int BAD_DATA = 65;

  @TempDir private Path folder;
  private TinyJob job;

  @BeforeEach
  void write() {
    job = TinyJob.in(folder);
    TinyFiles.addClasses(job.config());
  }

  @Test
  void theClassDecidesWhatIsSampled() {
    Path run = job.trained(folder.resolve("run"), "--set", "training.epochs=150");
    SavedModel model = SavedModel.load(TinyJob.best(run));
    int count = 20;
    float[] z = new float[count * TinyFiles.LATENTS];
    float[] pixels = new float[count * TinyFiles.SIDE * TinyFiles.SIDE];
    try (VaeSession session = model.vae().open(TestDevice.CPU, 7)) {
      session.draw(new RandomStream(1, RandomStream.Purpose.TEST), 1, count, z);
      for (int label = 0; label < 2; label++) {
        int[] classes = new int[count];
        Arrays.fill(classes, label);
        session.classes(classes);
        session.decode(z, count, pixels);
        int upright = 0;
        for (int i = 0; i < count; i++) {
          upright += isUpright(pixels, i) ? 1 : 0;
        }
        assertThat(upright).as("of %d of class %d", count, label).isEqualTo(label * count);
      }
    }
  }

  /** The sums of columns differ more than those of rows. */
  private static boolean isUpright(float[] pixels, int image) {
    int side = TinyFiles.SIDE;
    double[] rows = new double[side];
    double[] columns = new double[side];
    for (int i = 0; i < side * side; i++) {
      rows[i / side] += pixels[image * side * side + i];
      columns[i % side] += pixels[image * side * side + i];
    }
    return spread(columns) > spread(rows);
  }

  private static double spread(double[] values) {
    double mean = Arrays.stream(values).average().orElseThrow();
    return Arrays.stream(values).map(value -> (value - mean) * (value - mean)).sum();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "model.latent.size=3",
        "objective.bound={importance-weighted: {samples: 3}}",
        "objective.estimator=score-function",
        "model.prior=gaussian-mixture",
        "model.posterior=inverse-autoregressive",
        "model.encoder=[convolution: {channels: 2, stride: 2}, flatten]",
        "model.latent.above=[{size: 2, encoder: [dense: {units: 6}], decoder: [dense: {units: 6}]}]"
      })
  void commandsTakeTheLabelsOfTheirInput(String setting) throws IOException {
    Path run = job.trained(folder.resolve("run"), "--set", setting);
    Path model = TinyJob.best(run);
    Path picture = folder.resolve("x.png");
    String all = done("sample", model, "--count", "9", "--out", picture).err();
    assertThat(all).contains("8 samples");
    String some = done("sample", model, "--class", "1", "--out", picture, "--force").err();
    assertThat(some).contains("64 samples");
    done("reconstruct", model, job.testFile(), "--out", picture, "--force");
    done("reconstruct", model, "--out", picture, "--force");
    done("interpolate", model, job.testFile(), "--out", picture, "--force");
    done("traverse", model, job.testFile(), "--out", picture, "--force");
    Path latents = folder.resolve("latents.safetensors");
    done("encode", model, job.testFile(), "--out", latents);
    Path decoded = folder.resolve("decoded");
    done("decode", model, latents, "--out", decoded);
    Path scores = folder.resolve("scores.csv");
    done("score", model, job.testFile(), "--out", scores);
    assertThat(Files.readAllLines(scores)).hasSize(1 + TinyFiles.TEST_IMAGES);
    assertThat(done("evaluate", model, "--importance-samples", "4", "--json").out())
        .contains("\"nll\"")
        .doesNotContain("NaN");
  }

  @Test
  void programsSayTheClasses() {
    TrainedModel model = TrainedModel.load(TinyJob.best(job.trained(folder.resolve("run"))));
    float[][] images = model.read(job.testFile());
    try (ModelSession session = model.open(1, 3)) {
      assertThatThrownBy(() -> session.encode(images))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("the model has classes: expected one for each row");
      int[] classes = new int[images.length];
      session.classes(classes);
      float[][] means = session.encode(images).mean();
      float[][] lying = session.decode(means);
      List<ImageScore> scores = session.score(images, 2, 1);
      Arrays.fill(classes, 1);
      session.classes(classes);
      assertThat(session.decode(means)).isNotEqualTo(lying);
      assertThat(session.score(images, 2, 1)).hasSameSizeAs(images).isNotEqualTo(scores);
    }
  }

  @Test
  void resumedItIsTheSame() throws IOException {
    Path run = job.trained(folder.resolve("run"));
    Path stopped = job.stopped(folder.resolve("stopped"));
    done(job.train(stopped, "--resume"));
    assertThat(FolderListing.sha256(TinyJob.last(stopped)))
        .isEqualTo(FolderListing.sha256(TinyJob.last(run)));
  }

  @Test
  void whatHasNoClassIsRefused() throws IOException {
    Path model = TinyJob.best(job.trained(folder.resolve("run")));
    Path out = folder.resolve("x.png");
    refused(
        USAGE,
        new String[] {"--class: expected 0 to 1, the classes of", "found 2"},
        "sample",
        model,
        "--class",
        "2",
        "--out",
        out);
    Path bare = Files.copy(job.testFile(), folder.resolve("bare-idx3-ubyte"));
    refused(
        BAD_DATA,
        new String[] {"expected images with labels, since the model is class-conditional"},
        "reconstruct",
        model,
        bare,
        "--out",
        out);
    TinyJob other = TinyJob.in(Files.createDirectories(folder.resolve("other")));
    refused(
        USAGE,
        new String[] {"--class: expected no class", "(model.classes: 0), found 1"},
        "sample",
        TinyJob.best(other.trained(folder.resolve("plain"))),
        "--class",
        "1",
        "--out",
        out);
  }

  @Test
  void labelsMustBeThereAndBeAmongTheClasses() throws IOException {
    refused(
        BAD_DATA,
        new String[] {"expected labels of 0 to 0, since model.classes is 1, found 1"},
        job.train(folder.resolve("run"), "--set", "model.classes=1"));
    Files.delete(job.images().resolve("t10k-labels-idx1-ubyte"));
    refused(
        78,
        new String[] {
          "data.labels: expected a file of labels beside",
          "named t10k-labels-idx1-ubyte or t10k-labels-idx1-ubyte.gz, found none"
        },
        job.train(folder.resolve("run2")));
  }
}
