package org.rdvae.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rdvae.config.ConfigText.LEAST;
import static org.rdvae.config.ConfigText.complaint;
import static org.rdvae.config.ConfigText.job;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.rdvae.network.Activation;
import org.rdvae.network.Dense;
import org.rdvae.network.WeightInit;
import org.rdvae.training.TrainingSettings.Optimizer.Adam;
import org.rdvae.training.TrainingSettings.Schedule;

class AssignmentTest {
  private static final String LAYERS =
      "model: {latent: {size: 2}, encoder: [{dense: {units: 3, activation: relu}}, {dense: {units: 4}}], decoder: []}\n";

  @Test
  void theCommandLineWinsOverTheFileAndTheLastAssignmentWins() {
    Job job =
        job(LEAST + "training: {epochs: 3, batch: 7}", "training.epochs=4", "training.epochs=5");
    assertThat(job.training().epochs()).isEqualTo(5);
    assertThat(job.training().batch()).isEqualTo(7);
  }

  @Test
  void sectionsThatTheFileLacksAreMade() {
    assertThat(
            job("seed: 1", "model={latent: {size: 3}, encoder: [], decoder: []}")
                .model()
                .latent()
                .size())
        .isEqualTo(3);
    assertThat(job(LEAST, "objective.beta.value=0.5").objective().beta().value()).isEqualTo(0.5);
    assertThat(
            job(LEAST + "objective: {beta: }", "objective.beta.value=0.5")
                .objective()
                .beta()
                .value())
        .isEqualTo(0.5);
  }

  @Test
  void valuesAreYaml() {
    assertThat(job(LEAST, "model.encoder=[{dense: {units: 5}}]").model().encoder())
        .containsExactly(new Dense(5, Activation.IDENTITY, false, WeightInit.AUTO));
    assertThat(job(LEAST, "data.path=").data().path()).isEmpty();
  }

  @Test
  void elementsOfListsAreNamedByTheirPlace() {
    assertThat(job(LAYERS, "model.encoder.0.dense.units=9").model().encoder())
        .containsExactly(
            new Dense(9, Activation.RELU, false, WeightInit.AUTO),
            new Dense(4, Activation.IDENTITY, false, WeightInit.AUTO));
    assertThat(complaint(LAYERS, "model.encoder.2.dense.units=9"))
        .isEqualTo(
            "--set model.encoder.2.dense.units=9: model.encoder: expected an element from 0 to 1, found \"2\"");
    assertThat(complaint(LAYERS, "model.encoder.first=dense"))
        .endsWith("expected an element from 0 to 1, found \"first\"");
    assertThat(complaint(LEAST, "model.decoder.0.dense.units=9"))
        .endsWith("model.decoder: expected a whole list, since it is empty, found \"0\"");
  }

  @Test
  void anAssignmentInsideAChoiceKeepsItsOtherSettings() {
    String file = LEAST + "training: {optimizer: {adam: {learning-rate: 0.5, beta1: 0.25}}}";
    assertThat(job(file, "training.optimizer.adam.learning-rate=1e-4").training().optimizer())
        .isEqualTo(new Adam(1e-4, 0.25, 0.999, 1e-8, 0));
    assertThat(
            job(LEAST + "training: {optimizer: adam}", "training.optimizer.adam.beta1=0.5")
                .training()
                .optimizer())
        .isEqualTo(new Adam(1e-3, 0.5, 0.999, 1e-8, 0));
    assertThat(job(LEAST, "training.optimizer.adam.beta1=0.5").training().optimizer())
        .isEqualTo(new Adam(1e-3, 0.5, 0.999, 1e-8, 0));
  }

  @Test
  void anAssignmentInsideAnotherChoiceReplacesIt() {
    String file = LEAST + "training: {schedule: {steps: {epochs: [2]}}}";
    assertThat(job(file, "training.schedule.cosine.end=0.1").training().schedule())
        .isEqualTo(new Schedule.Cosine(0.1));
    assertThat(job(file, "training.schedule=constant").training().schedule())
        .isEqualTo(new Schedule.Constant());
    assertThat(job(LEAST, "training.schedule.steps.epochs=[1, 4]").training().schedule())
        .isEqualTo(new Schedule.Steps(List.of(1, 4), 0.1));
  }

  @Test
  void problemsNameTheAssignmentAsTheirPlace() {
    assertThat(complaint(LEAST, "training.epochs=ten"))
        .isEqualTo(
            "--set training.epochs=ten: training.epochs: expected a whole number of at least 1, found \"ten\"");
    assertThat(complaint(LEAST, "training.learning-rate=1"))
        .isEqualTo(
            "--set training.learning-rate=1: training: unknown setting \"learning-rate\";"
                + " did you mean \"training.optimizer.adam.learning-rate\"?");
    assertThat(complaint(LEAST, "trainin.epochs.x=1"))
        .isEqualTo(
            "--set trainin.epochs.x=1: unknown setting \"trainin\"; did you mean \"training\"?");
    assertThat(complaint(LEAST, "training.optimizer.sgd.momentum=1"))
        .endsWith(
            "training.optimizer: expected one of adam, adam-norm-grad, momentum, found \"sgd\"");
    assertThat(complaint(LEAST, "seed.x=1"))
        .isEqualTo("--set seed.x=1: seed: expected a single value, found settings inside it (x)");
    assertThat(complaint(LEAST, "seed=["))
        .startsWith("--set seed=[: not readable as YAML: ")
        .hasLineCount(1);
  }

  @Test
  void anAssignmentNeedsASettingAndAValue() {
    for (String text : List.of("training.epochs", "=5", "training..epochs=5", ".seed=5", "")) {
      assertThat(complaint(LEAST, text))
          .isEqualTo(
              "--set " + text + ": expected a setting and its value, such as training.epochs=20");
    }
  }

  @Test
  void aSectionOfTheWrongKindInTheFileIsStillReported() {
    assertThat(complaint(LEAST + "training: 5", "training.epochs=4"))
        .startsWith("job.yaml:2:11: training: expected settings");
  }

  @Test
  void problemsOfTheFileAndOfTheCommandLineComeTogether() {
    assertThat(complaint("seed: [", "seed=["))
        .hasLineCount(2)
        .contains("job.yaml:1:8", "--set seed=[");
  }
}
