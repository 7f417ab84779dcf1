package org.rdvae.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.rdvae.config.ConfigText.complaint;
import static org.rdvae.config.ConfigText.job;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Priors that a model or its data cannot have are refused with the reason. */
class PriorCheckTest {
  private static final String LEAST = ConfigText.LEAST;

  @ParameterizedTest
  @ValueSource(strings = {"standard-normal", "gaussian-mixture", "vamp", "coupling-flow"})
  void allPriorsFitGaussianPosteriorsOfPictures(String prior) {
    assertThatCode(() -> job(LEAST, "model.prior=" + prior)).doesNotThrowAnyException();
  }

  @Test
  void couplingFlowsNeedTwoHalves() {
    assertThat(complaint(LEAST, "model.prior=coupling-flow", "model.latent.size=1"))
        .isEqualTo(
            "--set model.prior=coupling-flow: model.prior: expected coupling-flow with"
                + " model.latent.size of at least 2, or another prior such as gaussian-mixture,"
                + " found size 1");
  }

  @Test
  void couplingFlowsNeedTwoHalvesOfTheTopLevel() {
    assertThat(
            complaint(
                LEAST,
                "model.prior=coupling-flow",
                "model.latent.above=[{size: 1, encoder: [], decoder: []}]"))
        .contains("model.prior: expected coupling-flow with model.latent.above.0.size of at least");
  }

  @Test
  void learnedImagesHaveNoPartInBatchStatistics() {
    String encoder =
        "model.encoder=[dense: {units: 4}, residual: {layers: [batch-normalization: {}]}]";
    assertThat(complaint(LEAST, "model.prior=vamp", encoder))
        .endsWith(
            "model.encoder.1.residual.layers.0: expected layer-normalization or"
                + " group-normalization, since with the prior vamp the encoder's batches hold"
                + " learned images too, whose mean and variance are not the data's, found"
                + " batch-normalization");
    assertThatCode(() -> job(LEAST, "model.prior=gaussian-mixture", encoder))
        .doesNotThrowAnyException();
  }

  @Test
  void learnedImagesAreNoTablesAndNoTexts() {
    String text = LEAST + "data: {set: text, path: .}\n";
    assertThat(complaint(text, "model.prior=vamp", "model.likelihood=multinomial"))
        .isEqualTo(
            "--set model.prior=vamp: model.prior: expected gaussian-mixture or coupling-flow,"
                + " since the learned images of vamp have values from 0 to 1, which word counts do"
                + " not, found vamp");
  }
}
