package org.rdvae.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.rdvae.base.Failure;
import org.rdvae.data.Binarization;
import org.rdvae.data.Binarizer;
import org.rdvae.data.ImageSet;
import org.rdvae.data.Split;
import org.rdvae.data.TrainingBatches;
import org.rdvae.distribution.GaussianLikelihood;
import org.rdvae.model.Architecture;
import org.rdvae.model.ModelSettings;
import org.rdvae.network.Activation;
import org.rdvae.network.FeatureShape;
import org.rdvae.objective.ObjectiveSettings;
import org.rdvae.objective.ObjectiveSettings.Beta;
import org.rdvae.tensor.Kernels;
import org.rdvae.tensor.Precision;
import org.rdvae.tensor.Tensor;
import org.rdvae.tensor.TestDevice;
import org.rdvae.training.BarsTraining.Recorder;
import org.rdvae.training.TrainingSettings.Optimizer;
import org.rdvae.training.TrainingSettings.Schedule;

class TrainerTest {

  @ParameterizedTest
  @EnumSource(
      value = Activation.class,
      names = {"RELU", "TANH", "SILU"})
  void learns(Activation activation) {
    List<Recorder.Step> steps =
        BarsTraining.usual(60).with(activation).run(Validators.ofParameters()).steps;
    assertThat(steps).hasSize(60 * BarsTraining.STEPS_PER_EPOCH);
    // 36 fair coins cost 25 nats; knowing only that a sixth of all pixels are bright costs 16; one
    // of 12 bars costs 2.5.
    assertThat(steps.get(0).loss()).isBetween(20.0, 60.0);
    assertThat(averageLoss(steps.subList(steps.size() - 16, steps.size()))).isLessThan(12);
  }

  @ParameterizedTest
  @MethodSource("otherOptimizers")
  void learnsWithEachOptimiser(Optimizer optimizer) {
    List<Recorder.Step> steps =
        BarsTraining.usual(60).with(optimizer).run(Validators.ofParameters()).steps;
    assertThat(averageLoss(steps.subList(steps.size() - 16, steps.size()))).isLessThan(13);
  }

  static List<Optimizer> otherOptimizers() {
    return List.of(
        new Optimizer.AdamNormGrad(1e-2, 0.9, 0.999, 1e-8, 0),
        new Optimizer.Momentum(1e-2, 0.9, false, 0),
        new Optimizer.Momentum(1e-2, 0.9, true, 0));
  }

  @Test
  void reportsTheLossAsDistortionPlusBetaTimesRate() {
    Recorder recorder =
        BarsTraining.usual(2).with(new Beta(0.5, 2, 1, 1), 0).run(Validators.ofParameters());
    for (Recorder.Step step : recorder.steps) {
      double beta = 0.5 * (step.position().step() - 1) / 16;
      assertThat(step.beta()).isCloseTo(beta, within(1e-12));
      assertThat(step.batch().rate()).isPositive();
      assertThat(step.loss())
          .isCloseTo(step.batch().distortion() + beta * step.batch().rate(), within(1e-9));
      assertThat(step.batch().elbo()).isEqualTo(-(step.batch().rate() + step.batch().distortion()));
    }
  }

  /** The standard deviation is a parameter, which an update changes in native memory. */
  @Test
  void reportsABatchByTheParametersBeforeItsUpdate() {
    StepReport still = firstStepOfANormalLikelihood(1e-30);
    StepReport moving = firstStepOfANormalLikelihood(0.5);
    assertThat(moving.batch()).isEqualTo(still.batch());
    assertThat(moving.loss()).isEqualTo(still.loss());
  }

  private static StepReport firstStepOfANormalLikelihood(double learningRate) {
    BarsTraining training =
        BarsTraining.usual(1).withRate(learningRate, new Schedule.Constant(), 0);
    Architecture architecture =
        new Architecture(
            new ModelSettings(
                new ModelSettings.Latent(3), List.of(), List.of(), new GaussianLikelihood(0.1)),
            new FeatureShape(6, 6, 1));
    ImageSet blank = ImageSet.copyOf(Split.TRAIN, 6, 6, new byte[40 * 36]);
    Recorder recorder = new Recorder(any -> false);
    try (Trainer trainer =
        new Trainer(
            TestDevice.CPU,
            architecture,
            new ObjectiveSettings(training.beta(), 0),
            training.settings(),
            new TrainingBatches(blank, new Binarizer(Binarization.NONE, 1), 1, 8),
            1,
            Snapshot.initial(architecture.layout(), 1))) {
      trainer.run(Validators.ofParameters(), recorder);
    }
    return recorder.steps.get(0).report();
  }

  @Test
  void leavesNothingOpenWhenThereIsNothingToGoOnFrom() {
    BarsTraining training = BarsTraining.usual(1);
    Snapshot noState =
        new Snapshot(
            new Position(1, 0, 1, Double.NaN, 0, 0, false),
            training.start().parameters(),
            TrainingState.EMPTY);
    ImageSet blank = ImageSet.copyOf(Split.TRAIN, 6, 6, new byte[40 * 36]);
    Kernels kernels = TestDevice.CPU.kernels(Precision.FLOAT32);
    Tensor tensor = kernels.tensor(1, 1);
    assertThatThrownBy(
            () ->
                new Trainer(
                    kernels,
                    TrainingPlan.of(
                        training.architecture(),
                        new ObjectiveSettings(training.beta(), 0),
                        training.settings(),
                        new TrainingBatches(blank, new Binarizer(Binarization.BITS, 1), 1, 8),
                        1),
                    noState,
                    false,
                    1))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("does not fit the training settings");
    assertThatThrownBy(() -> tensor.get(0)).hasMessageContaining("closed");
  }

  @Test
  void countsFreeNatsInTheLoss() {
    Recorder recorder =
        BarsTraining.usual(1).with(new Beta(1, 0, 1, 1), 100).run(Validators.ofParameters());
    for (Recorder.Step step : recorder.steps) {
      // Three latents, each far below its 100 free nats.
      assertThat(step.loss()).isCloseTo(step.batch().distortion() + 300, within(1e-9));
      assertThat(step.batch().rate()).isLessThan(300);
    }
  }

  @Test
  void spendsFreeNats() {
    Measurement bound = last(BarsTraining.usual(60).run(Validators.ofParameters())).batch();
    Measurement free =
        last(BarsTraining.usual(60).with(new Beta(1, 0, 1, 1), 3).run(Validators.ofParameters()))
            .batch();
    assertThat(free.rate()).isGreaterThan(bound.rate() + 1);
    assertThat(free.distortion()).isLessThan(bound.distortion());
  }

  @Test
  void reportsEveryLogEverySteps() {
    Recorder recorder = BarsTraining.usual(3).withIntervals(0, 1, 5).run(Validators.ofParameters());
    assertThat(recorder.steps)
        .extracting(step -> step.position().step())
        .containsExactly(5L, 10L, 15L, 20L);
  }

  @Test
  void validatesEveryFewEpochsAndAtTheEnd() {
    Recorder recorder = BarsTraining.usual(5).withIntervals(0, 2, 1).run(Validators.ofParameters());
    assertThat(recorder.validations)
        .extracting(one -> one.position().epoch())
        .containsExactly(2, 4, 5);
    assertThat(recorder.validations)
        .extracting(one -> one.position().stepInEpoch())
        .containsOnly(0);
    assertThat(recorder.end().position().finished()).isTrue();
    assertThat(recorder.end().position().step()).isEqualTo(40);
  }

  @Test
  void scalesTheLearningRateByItsSchedule() {
    Recorder recorder =
        BarsTraining.usual(2)
            .withRate(0.01, new Schedule.Linear(0), 0)
            .run(Validators.ofParameters());
    for (Recorder.Step step : recorder.steps) {
      assertThat(step.learningRate())
          .isCloseTo(0.01 * (1 - (step.position().step() - 1) / 15.0), within(1e-12));
    }
  }

  @Test
  void clipsTheGradientToTheNorm() {
    Recorder free = firstStep(0);
    double norm = free.steps.get(0).gradientNorm();
    assertThat(norm(firstMoment(free))).as("unclipped").isCloseTo(0.1 * norm, within(1e-5 * norm));
    Recorder clipped = firstStep(norm / 4);
    assertThat(clipped.steps.get(0).gradientNorm())
        .as("reported before clipping")
        .isCloseTo(norm, within(1e-6 * norm));
    assertThat(norm(firstMoment(clipped)))
        .as("clipped")
        .isCloseTo(0.1 * norm / 4, within(1e-5 * norm));
    Recorder loose = firstStep(norm * 2);
    assertThat(firstMoment(loose)).as("below the limit").isEqualTo(firstMoment(free));
  }

  private static float[] firstMoment(Recorder recorder) {
    return recorder.end().state().vectors().get("first-moment");
  }

  private static Recorder firstStep(double clipNorm) {
    BarsTraining training = BarsTraining.usual(1).withRate(0.01, new Schedule.Constant(), clipNorm);
    return training.run(training.start(), Validators.ofParameters(), trainer -> false);
  }

  /**
   * All images are alike and the parameters stand still, so that only the noise is left to differ.
   */
  @Test
  void drawsNewNoiseInEveryStepOfEveryEpoch() {
    BarsTraining training = BarsTraining.usual(3).withRate(1e-30, new Schedule.Constant(), 0);
    ImageSet blank = ImageSet.copyOf(Split.TRAIN, 6, 6, new byte[40 * 36]);
    TrainingBatches batches = new TrainingBatches(blank, new Binarizer(Binarization.BITS, 1), 1, 8);
    Recorder recorder = new Recorder(any -> true);
    try (Trainer trainer =
        new Trainer(
            TestDevice.CPU,
            training.architecture(),
            new ObjectiveSettings(training.beta(), 0),
            training.settings(),
            batches,
            1,
            training.start())) {
      trainer.run(Validators.ofParameters(), recorder);
    }
    assertThat(recorder.steps)
        .extracting(step -> step.batch().distortion())
        .hasSize(15)
        .doesNotHaveDuplicates();
    assertThat(recorder.steps)
        .extracting(step -> step.batch().rate())
        .containsOnly(recorder.steps.get(0).batch().rate());
  }

  @Test
  void reportsSkippedSteps() {
    Recorder recorder = BarsTraining.usual(20).withSkipping(1.05).run(Validators.ofParameters());
    long before = 0;
    for (Recorder.Step step : recorder.steps) {
      assertThat(step.report().skippedSteps()).isBetween(before, before + 1);
      before = step.report().skippedSteps();
    }
    assertThat(recorder.steps.get(99).report().skippedSteps()).isZero();
    assertThat(before)
        .isPositive()
        .isEqualTo(recorder.end().state().scalars().get("skipped-steps").longValue());
  }

  @Test
  void validatesAndKeepsTheAveragedParameters() {
    List<float[]> validated = new ArrayList<>();
    Validator validator =
        parameters -> {
          validated.add(parameters);
          return new Measurement(0, 1);
        };
    Recorder plain = BarsTraining.usual(2).run(Validators.ofParameters());
    Recorder averaged = BarsTraining.usual(2).withAveraging(0.95).run(validator);
    assertThat(validated).hasSize(2);
    assertThat(averaged.end().parameters())
        .isEqualTo(validated.get(1))
        .isNotEqualTo(plain.end().parameters());
    assertThat(averaged.end().state().vectors().get("parameters"))
        .as("averaging does not change what is trained")
        .isEqualTo(plain.end().parameters());
    assertThat(averaged.steps)
        .extracting(Recorder.Step::report)
        .isEqualTo(plain.steps.stream().map(Recorder.Step::report).toList());
  }

  @Test
  void makesTheSameBitsWithAndWithoutPrefetch() {
    BarsTraining training = BarsTraining.usual(3).with(Binarization.DYNAMIC);
    Recorder with =
        training.withPrefetch(TrainingSettings.Prefetch.ON).run(Validators.ofParameters());
    Recorder without =
        training.withPrefetch(TrainingSettings.Prefetch.OFF).run(Validators.ofParameters());
    assertThat(with.steps).isEqualTo(without.steps);
    assertThat(with.end().parameters()).isEqualTo(without.end().parameters());
  }

  @Test
  void countsItsTime() {
    BarsTraining training = BarsTraining.usual(1);
    try (Trainer trainer = training.trainer(training.start())) {
      long begin = System.nanoTime();
      trainer.run(Validators.ofParameters(), new Recorder(any -> true));
      long all = System.nanoTime() - begin;
      assertThat(trainer.optimizerNanos()).isPositive();
      assertThat(trainer.nativeNanos()).isPositive();
      assertThat(trainer.waitedNanos()).isPositive();
      assertThat(trainer.optimizerNanos() + trainer.nativeNanos() + trainer.waitedNanos())
          .isLessThan(all);
    }
  }

  private static Recorder.Step last(Recorder recorder) {
    return recorder.steps.get(recorder.steps.size() - 1);
  }

  private static double averageLoss(List<Recorder.Step> steps) {
    return steps.stream().mapToDouble(step -> step.loss()).average().orElseThrow();
  }

  private static double norm(float[] values) {
    double sum = 0;
    for (float value : values) {
      sum += value * value;
    }
    return Math.sqrt(sum);
  }
}
