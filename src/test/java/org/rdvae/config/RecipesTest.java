package org.rdvae.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.rdvae.config.ConfigText.job;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rdvae.network.Activation;
import org.rdvae.network.Dense;
import org.rdvae.network.LayerSpec;

class RecipesTest {

  static List<String> names() {
    return Recipes.names();
  }

  @ParameterizedTest
  @MethodSource("names")
  void everyRecipeIsAValidConfig(String name) {
    Job job = job(Recipes.text(name));
    assertThat(job(ConfigWriter.commented(job))).isEqualTo(job);
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
            "expected a recipe (quickstart, mnist-binary-vae), found \"quikstart\"; did you mean \"quickstart\"?");
  }
}
