package org.rdvae.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.rdvae.config.ConfigText.job;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rdvae.network.Activation;
import org.rdvae.network.LayerSpec.Dense;
import org.rdvae.network.WeightInit;
import org.rdvae.training.TrainingSettings.Schedule;

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
  void thePublishedBaselineIsWrittenAsPublished() {
    Job job = job(Recipes.text("mnist-binary-vae"));
    Dense layer = new Dense(400, Activation.RELU, false, WeightInit.UNIFORM);
    assertThat(job.model().encoder()).containsExactly(layer);
    assertThat(job.model().decoder()).containsExactly(layer);
    assertThat(job.model().latent().size()).isEqualTo(40);
    assertThat(job.training().epochs()).isEqualTo(500);
    assertThat(job.training().schedule()).isEqualTo(new Schedule.Steps(List.of(200, 350), 0.631));
    assertThat(job.objective().beta().warmUpEpochs()).isZero();
    assertThat(job.evaluation().importanceSamples()).isEqualTo(200);
  }

  @Test
  void anUnknownRecipeIsAnsweredWithTheNearest() {
    assertThatThrownBy(() -> Recipes.text("quikstart"))
        .hasMessage(
            "expected a recipe (quickstart, mnist-binary-vae), found \"quikstart\"; did you mean \"quickstart\"?");
  }
}
