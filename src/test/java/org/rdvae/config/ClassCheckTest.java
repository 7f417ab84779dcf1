package org.rdvae.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rdvae.config.ConfigText.complaint;
import static org.rdvae.config.ConfigText.job;

import org.junit.jupiter.api.Test;

class ClassCheckTest {
  private static final String IDX = "data: {set: idx, path: ., labels: true}\n";

  private static String model(String more) {
    return "model: {latent: {size: 2}, encoder: [], decoder: []" + more + "}\n";
  }

  @Test
  void aModelWithClassesReadsLabels() {
    assertThat(job(IDX + model(", classes: 10")).model().classes()).isEqualTo(10);
    assertThat(complaint("data: {set: idx, path: .}\n" + model(", classes: 10")))
        .contains("model.classes: expected data.labels: true with it", "found 10 classes");
    assertThat(complaint(IDX + model("")))
        .contains("data.labels: expected model.classes above 0 with it");
  }

  @Test
  void onlyIdxFilesHaveLabels() {
    assertThat(complaint("data: {set: shapes, labels: true}\n" + model(", classes: 3")))
        .contains("data.labels: expected false, since only the set idx has files of labels")
        .contains("found true with the set shapes");
  }

  @Test
  void learnedImagesHaveNoClass() {
    assertThat(complaint(IDX + model(", classes: 3, prior: vamp")))
        .contains("model.prior: expected gaussian-mixture or another prior without learned images");
  }
}
