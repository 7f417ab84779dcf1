package org.rdvae;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.rdvae.KeptModel.CHECKPOINT;
import static org.rdvae.KeptModel.LATENTS;
import static org.rdvae.KeptModel.PIXELS;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rdvae.base.Failure;
import org.rdvae.evaluation.ImageScore;

/** The programming interface on the kept model, as its documentation shows it. */
class TrainedModelTest {
  private static final Pattern DOCUMENTED =
      Pattern.compile("<pre>\\{@code\\s(.*?)\\}</pre>|```java\\s(.*?)```", Pattern.DOTALL);

  @TempDir static Path folder;

  private static float[][] digits;
  private static Path picture;
  private final TrainedModel model = TrainedModel.load(CHECKPOINT);

  @BeforeAll
  static void readDigits() throws IOException {
    digits = KeptModel.digits();
    picture = KeptModel.picture(digits[0], folder);
  }

  @Test
  void encodesAsTheDocumentationShows() {
    TrainedModel model = TrainedModel.load(Path.of("checkpoints/mnist-binary-vae.safetensors"));
    try (ModelSession session = model.open()) {
      float[][] images = model.read(picture);
      Posteriors posteriors = session.encode(images);
      float[][] restored = session.decode(posteriors.mean());

      assertThat(images).isDeepEqualTo(new float[][] {digits[0]});
      assertThat(posteriors.mean()).hasDimensions(1, LATENTS);
      assertThat(posteriors.logStddev()).hasDimensions(1, LATENTS);
      assertThat(meanDifference(restored[0], digits[0])).isLessThan(0.1);
      assertThat(meanDifference(restored[0], digits[1])).isGreaterThan(0.1);
    }
  }

  @Test
  void testImagesAreTheFirstOnesOfItsOwnData() {
    assertThat(model.testImages(KeptModel.COUNT)).isDeepEqualTo(digits);
    assertThat(model.testImages(1_000_000)).hasDimensions(10_000, PIXELS);
    assertThatThrownBy(() -> model.testImages(-1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("most: expected 0 or more, found -1");
  }

  @Test
  void samplesAsTheDocumentationShows() {
    TrainedModel model = TrainedModel.load(Path.of("checkpoints/mnist-binary-vae.safetensors"));
    try (ModelSession session = model.open()) {
      float[][] drawn = session.sample(64, 1);

      assertThat(drawn).hasDimensions(64, PIXELS);
      assertThat(session.sample(3, 1)).isDeepEqualTo(Arrays.copyOf(drawn, 3));
      assertThat(session.sample(1, 2)[0]).isNotEqualTo(drawn[0]);
      for (float[] image : drawn) {
        for (float value : image) {
          assertThat(value).isBetween(0f, 1f);
        }
      }
    }
  }

  @Test
  void scoresAsTheDocumentationShows() {
    TrainedModel model = TrainedModel.load(Path.of("checkpoints/mnist-binary-vae.safetensors"));
    try (ModelSession session = model.open()) {
      List<ImageScore> scores = session.score(model.read(picture), 200, 1);
      double nats = scores.get(0).nll();

      assertThat(scores).hasSize(1);
      assertThat(nats).isBetween(20.0, 200.0).isLessThan(-scores.get(0).elbo());
    }
  }

  /**
   * The three tests above and that of codecs hold its lines, which the compiler has checked and
   * which are run.
   */
  @ParameterizedTest
  @ValueSource(strings = {"src/main/java/org/rdvae/package-info.java", "README.md"})
  void whatTheDocumentationShowsIsTested(String file) throws IOException {
    Path sources = Path.of("src/test/java/org/rdvae");
    String tests =
        withoutSpace(
            Files.readString(sources.resolve("TrainedModelTest.java"))
                + Files.readString(sources.resolve("TrainedCodecTest.java")));
    Matcher snippets =
        DOCUMENTED.matcher(Files.readString(Path.of(file)).replaceAll("\\R \\* ", "\n"));
    int found = 0;
    while (snippets.find()) {
      String snippet = snippets.group(1) == null ? snippets.group(2) : snippets.group(1);
      // The test goes on before the session is closed.
      String lines = snippet.strip().replaceAll("\\}$", "");
      assertThat(tests).as(snippet).contains(withoutSpace(lines));
      found++;
    }
    if (!file.endsWith(".md")) {
      assertThat(found).isEqualTo(4);
    }
  }

  private static String withoutSpace(String text) {
    return text.replaceAll("\\s+", "");
  }

  @Test
  void saysWhatItIs() {
    assertThat(model.height()).isEqualTo(28);
    assertThat(model.width()).isEqualTo(28);
    assertThat(model.channels()).isEqualTo(1);
    assertThat(model.latents()).isEqualTo(LATENTS);
    assertThat(model.classes()).isZero();
    assertThat(model.isDiscrete()).isTrue();
    assertThat(model.hash()).startsWith("fa6fabf8e82165b2").hasSize(64);
    assertThat(model.config()).contains("likelihood");
  }

  @Test
  void aMissingOrForeignFileIsAFailure() throws IOException {
    Path foreign = Files.writeString(folder.resolve("foreign.safetensors"), "no model");
    assertThatThrownBy(() -> TrainedModel.load(foreign))
        .isInstanceOf(Failure.class)
        .hasMessageContaining(foreign.toString());
    Path missing = folder.resolve("missing");
    assertThatThrownBy(() -> TrainedModel.load(missing))
        .isInstanceOf(Failure.class)
        .hasMessageContaining(missing.toString());
    assertThatThrownBy(() -> model.read(missing))
        .isInstanceOf(Failure.class)
        .hasMessageContaining(missing.toString());
    assertThatThrownBy(() -> model.read(Path.of("mnist-binary")))
        .as("a file, not the embedded images")
        .isInstanceOf(Failure.class);
  }

  private static double meanDifference(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += Math.abs(a[i] - b[i]);
    }
    return sum / a.length;
  }
}
