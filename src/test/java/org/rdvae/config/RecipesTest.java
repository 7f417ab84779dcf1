package org.rdvae.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.rdvae.config.ConfigText.job;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rdvae.base.Failure;
import org.rdvae.codec.CodecArchitecture;
import org.rdvae.model.Architecture;
import org.rdvae.network.Activation;
import org.rdvae.network.Dense;
import org.rdvae.network.FeatureShape;
import org.rdvae.network.LayerSpec;

class RecipesTest {
  private static final Path FOLDER = Path.of("configs");

  static List<String> names() {
    return Recipes.names();
  }

  @ParameterizedTest
  @MethodSource("names")
  void everyRecipeIsAValidConfig(String name) {
    TrainingJob job = ConfigReader.parseResolvedTraining(Recipes.text(name), name);
    assertThat(ConfigReader.parseResolvedTraining(ConfigWriter.commented(job), name))
        .isEqualTo(job);
  }

  static List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList();
    }
  }

  /** Also with layers that fit: a set of idx files tells its size only when it is read. */
  @ParameterizedTest
  @MethodSource("files")
  void everyShippedConfigIsValid(Path file) throws IOException {
    String text = Files.readString(file);
    boolean needsPath = text.contains("set: idx") || text.contains("codec:");
    List<String> sets = needsPath ? List.of("data.path=" + FOLDER.toAbsolutePath()) : List.of();
    TrainingJob job = ConfigReader.readTraining(file, sets);
    assertThat(ConfigReader.parseResolvedTraining(ConfigWriter.commented(job), "")).isEqualTo(job);
    assertThat(ConfigReader.parseResolvedTraining(ConfigWriter.plain(job), "")).isEqualTo(job);
    assertThat(parameters(job)).isBetween(10_000, 10_000_000);
  }

  private static int parameters(TrainingJob job) {
    return job instanceof Job vae
        ? new Architecture(vae.model(), new FeatureShape(28, 28, 1)).layout().size()
        : new CodecArchitecture(((CodecJob) job).codec(), 128, 128).layout().size();
  }

  @Test
  void theCodecsHyperSynthesisTakesAtMostHalfABillionMultiplyAddsForAKodakPicture() {
    CodecJob job = (CodecJob) ConfigReader.parseResolvedTraining(Recipes.text("photo"), "photo");
    CodecArchitecture codec = new CodecArchitecture(job.codec(), 512, 768);
    assertThat(codec.hyperSynthesisMultiplyAdds()).isBetween(100_000_000L, 500_000_000L);
    // A slim checkpoint of 14 MB.
    assertThat(codec.layout().size()).isLessThan(3_490_000);
  }

  @Test
  void aConfigWhoseImagesAreNotShippedSaysWhatIsMissing() {
    assertThatThrownBy(() -> ConfigReader.read(FOLDER.resolve("fashion-conv.yaml"), List.of()))
        .isInstanceOf(Failure.class)
        .hasMessage(
            "%s:6:7: data.path: missing; the set idx is read from what is named here or with --set data.path=...",
            FOLDER.resolve("fashion-conv.yaml"));
  }

  @Test
  void everyRecipeSaysWhatItIsInASentence() {
    assertThat(Recipes.about("photo"))
        .isEqualTo("A codec for photographs, all qualities in one model.");
    for (String name : Recipes.names()) {
      assertThat(Recipes.about(name)).matches("(A|The) .*").endsWith(".").hasSizeBetween(20, 130);
    }
  }

  @Test
  void recipesAreTheShippedFiles() throws IOException {
    for (String name : Recipes.names()) {
      assertThat(FOLDER.resolve(name + ".yaml"))
          .as("the file of the recipe; if it was changed, the classes are older")
          .hasContent(Recipes.text(name));
    }
  }

  @Test
  void thePlainVaeHasTheNetworkAndTheLengthOfThePublishedOne() {
    Job job = job(Recipes.text("mnist-binary-vae"));
    for (LayerSpec layer : List.of(job.model().encoder().get(0), job.model().decoder().get(0))) {
      assertThat(((Dense) layer).units()).isEqualTo(400);
      assertThat(((Dense) layer).activation()).isEqualTo(Activation.RELU);
      assertThat(((Dense) layer).gated()).isFalse();
    }
    assertThat(job.model().encoder()).hasSize(1);
    assertThat(job.model().decoder()).hasSize(1);
    assertThat(job.model().latent().size()).isEqualTo(40);
    // 50,000 images: 250,000 steps.
    assertThat(job.training().epochs()).isEqualTo(500);
    assertThat(job.training().batch()).isEqualTo(100);
    assertThat(job.evaluation().importanceSamples()).isEqualTo(200);
  }

  @Test
  void anUnknownRecipeIsAnsweredWithTheNearest() {
    assertThatThrownBy(() -> Recipes.text("quikstart"))
        .hasMessage(
            "expected a recipe (quickstart, mnist-binary-vae, photo), found \"quikstart\"; did you mean \"quickstart\"?");
  }
}
