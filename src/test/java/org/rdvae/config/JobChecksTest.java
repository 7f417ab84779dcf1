package org.rdvae.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rdvae.config.ConfigText.LEAST;
import static org.rdvae.config.ConfigText.complaint;
import static org.rdvae.config.ConfigText.job;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobChecksTest {
  @TempDir Path folder;

  @Test
  void theSetIdxNeedsAPath() {
    assertThat(complaint(LEAST + "data: {set: idx}"))
        .isEqualTo(
            "job.yaml:2:7: data.path: missing; the set idx is read from what is named here or with --set data.path=...");
  }

  @Test
  void theEmbeddedSetTakesNoPath() {
    assertThat(complaint(LEAST + "data: {path: \"" + folder + "\"}"))
        .isEqualTo(
            "job.yaml:2:14: data.path: expected no path, since the set mnist-binary reads no file; idx, images, table and text do");
  }

  @Test
  void thePathMustBeAFolder() throws IOException {
    Path file = Files.writeString(folder.resolve("images"), "x");
    assertThat(complaint(LEAST + "data: {set: idx, path: \"" + file + "\"}"))
        .isEqualTo("job.yaml:2:24: data.path: expected a folder, found the file " + file);
  }

  @Test
  void stepsNeedEpochsThatRise() {
    assertThat(complaint(LEAST, "training.schedule={steps: {epochs: []}}"))
        .endsWith(
            "training.schedule.steps.epochs: expected at least one epoch, found an empty list");
    assertThat(complaint(LEAST + "training: {schedule: {steps: {epochs: [3, 3, 5, 4]}}}").lines())
        .containsExactly(
            "job.yaml:2:43: training.schedule.steps.epochs.1: expected an epoch after 3, found 3",
            "job.yaml:2:49: training.schedule.steps.epochs.3: expected an epoch after 5, found 4");
    assertThat(complaint(LEAST, "training.schedule={steps: {epochs: [-1]}}"))
        .endsWith("training.schedule.steps.epochs.0: expected an epoch of at least 0, found -1");
  }

  @Test
  void warmUpEndsWithTheTraining() {
    assertThat(complaint(LEAST + "objective: {beta: {warm-up-epochs: 11}}"))
        .isEqualTo(
            "job.yaml:2:36: objective.beta.warm-up-epochs: expected at most training.epochs (10), found 11");
    assertThat(job(LEAST, "objective.beta.warm-up-epochs=10").objective().beta().warmUpEpochs())
        .isEqualTo(10);
  }

  @Test
  void checksRunWhateverElseIsWrong() {
    assertThat(complaint(LEAST + "data: {set: idx}\nseed: x\n"))
        .hasLineCount(2)
        .contains("data.path: missing", "seed: expected");
  }
}
