package org.rdvae.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rdvae.config.ConfigText.complaint;
import static org.rdvae.config.ConfigText.job;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rdvae.model.ModelSettings;

/** Levels of latent variables that fit neither one another nor the objective. */
class ImpossibleLevelsTest {
  private static final String TWO =
      """
      data: {set: shapes, shapes: {size: 8}, binarization: threshold}
      model:
        latent:
          size: 2
          above: [{size: 3, encoder: [dense: {units: 4}], decoder: [dense: {units: 5}]}]
        encoder: [dense: {units: 6}]
        decoder: []
      """;

  private static final String MAPS =
      """
      data: {set: shapes, shapes: {size: 8}, binarization: threshold}
      model:
        latent:
          size: 2
          above: [{size: 3, encoder: [max-pooling: {}], decoder: [upsampling]}]
        encoder: [convolution: {channels: 3, stride: 2}]
        decoder: [upsampling]
      """;

  @Test
  void oneLevelIsTheDefault() {
    assertThat(job(ConfigText.LEAST).model().latent()).isEqualTo(new ModelSettings.Latent(2));
    assertThat(job(TWO).model().latent().above()).hasSize(1);
    assertThat(job(TWO).model().latent().above().get(0).joined()).isEmpty();
    assertThat(job(MAPS).model().latent().above()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"sticking-the-landing", "score-function", "doubly-reparameterized", "wake-phase"})
  void otherGradientsAreRefused(String estimator) {
    String bound =
        estimator.equals("sticking-the-landing")
            ? "objective.bound=elbo"
            : "objective.bound=importance-weighted";
    assertThat(complaint(TWO, bound, "objective.estimator=" + estimator))
        .contains(
            "objective.estimator: expected reparameterized, since with levels of latent variables"
                + " above one another (model.latent.above) the densities of the lower ones depend"
                + " on samples of the upper, which the other estimators hold fixed, found "
                + estimator);
  }

  @Test
  void freeNatsOfLevelsNeedTheirRates() {
    assertThat(job(TWO, "objective.free-nats=1", "objective.free-group=0").objective().freeNats())
        .isEqualTo(1);
    assertThat(
            complaint(
                TWO,
                "objective.free-nats=1",
                "objective.free-group=0",
                "model.prior=gaussian-mixture"))
        .contains(
            "objective.free-nats: expected 0, or the estimator reparameterized, the posterior"
                + " diagonal-gaussian and the prior standard-normal, since the rates of single"
                + " levels (model.latent.above) are not known otherwise, found 1.0");
  }

  @Test
  void placesOfADecoderAreThoseOfTheEncoderBelow() {
    assertThat(complaint(MAPS, "model.latent.above.0.decoder=[]"))
        .contains(
            "model.latent.above.0.decoder: expected maps of 4 x 4 behind the last layer, like the"
                + " encoder's features below, found features [2, 2, 3]");
    assertThat(
            complaint(
                TWO, "model.latent.above.0.decoder=[reshape: {height: 1, width: 3, channels: 1}]"))
        .contains(
            "model.latent.above.0.decoder: expected flat features behind the last layer, like the"
                + " encoder's features below, found features [1, 3, 1]");
    assertThat(complaint(MAPS, "model.latent.above.0.joined=[max-pooling: {}]"))
        .contains(
            "model.latent.above.0.joined: expected maps of 4 x 4 behind the last layer, like the"
                + " features that it joins, found features [2, 2, 6]");
  }

  @Test
  void layersOfALevelAreNamedWithTheirPlace() {
    assertThat(
            complaint(
                TWO, "model.latent.above.0.encoder=[reshape: {height: 2, width: 2, channels: 2}]"))
        .contains("model.latent.above.0.encoder.0.reshape: expected 8 values for the shape");
  }

  @Test
  void anotherPosteriorThanAGaussianIsFlat() {
    assertThat(complaint(MAPS, "model.posterior=full-gaussian"))
        .contains(
            "model.latent.above.0.encoder: expected flat features behind the last layer, as flatten"
                + " makes them, for every posterior but diagonal-gaussian, found features [2, 2,"
                + " 3]");
  }

  @Test
  void aLevelSaysItsSizeAndItsLayers() {
    assertThat(complaint(TWO, "model.latent.above.0.size=0"))
        .contains("model.latent.above.0.size: expected a whole number from 1 to 100000, found");
    assertThat(complaint(TWO, "model.latent.above=[{size: 3, encoder: []}]"))
        .contains("model.latent.above.0.decoder: missing");
  }
}
