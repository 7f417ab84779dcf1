package org.rdvae.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.rdvae.network.Activation;
import org.rdvae.network.Convolution;
import org.rdvae.network.FeatureShape;
import org.rdvae.network.LayerSpec;
import org.rdvae.network.Residual;
import org.rdvae.network.WeightInit;
import org.rdvae.tensor.TestDevice;
import org.rdvae.training.Measurement;
import org.rdvae.training.Position;
import org.rdvae.training.StepReport;
import org.rdvae.training.Trainer;
import org.rdvae.training.TrainingListener;

class LayerProfileTest {
  private static final int STEPS = 5;

  private static List<String> names(LayerProfile profile) {
    return profile.rows().stream().map(LayerProfile.Row::name).toList();
  }

  @ParameterizedTest
  @EnumSource(Workload.class)
  void thePartsAddUpToTheWholeStep(Workload workload) {
    LayerProfile profile = LayerProfile.measure(SmallWork.of(workload), TestDevice.CPU, 20, 40);
    double sum = profile.rows().stream().mapToDouble(LayerProfile.Row::milliseconds).sum();
    assertThat(sum + profile.rest()).isCloseTo(profile.milliseconds(), within(1e-9));
    assertThat(profile.rest()).isBetween(0.0, 0.2 * profile.milliseconds());
    assertThat(profile.rows()).allSatisfy(row -> assertThat(row.milliseconds()).isPositive());
    assertThat(LayerTable.of(profile)).contains("| whole step", "| 100.0 %", "| optimiser ");
  }

  @Test
  void everyLayerOfAVariationalAutoencoderHasItsRow() {
    LayerProfile profile = LayerProfile.measure(SmallWork.of(Workload.MLP), TestDevice.CPU, 2, 3);
    assertThat(names(profile))
        .containsExactly(
            "batch",
            "noise",
            "encoder.0",
            "encoder.1",
            "posterior.mean",
            "posterior.log-stddev",
            "sampling",
            "decoder.0",
            "decoder.1",
            "likelihood.logits",
            "objective",
            "likelihood gradient",
            "rate",
            "posterior.features",
            "optimiser");
    LayerProfile.Row dense = profile.rows().get(3);
    assertThat(dense.kind()).isEqualTo("dense");
    assertThat(dense.forward()).isPositive();
    assertThat(dense.backward()).isPositive();
    assertThat(dense.forwardGigaflop()).isCloseTo(2e-9 * 4 * 12 * 12, within(1e-15));
    assertThat(dense.backwardGigaflop()).isCloseTo(2 * dense.forwardGigaflop(), within(1e-15));
    LayerProfile.Row first = profile.rows().get(2);
    assertThat(first.backwardGigaflop()).isEqualTo(first.forwardGigaflop());
  }

  @Test
  void theLayersInsideOfLayersHaveRowsOfTheirOwn() {
    LayerSpec convolution =
        new Convolution(3, 3, 1, Optional.empty(), Activation.RELU, WeightInit.AUTO);
    Work work =
        new Work.Plain(
            List.of(convolution, new Residual(List.of(convolution, convolution))),
            List.of(convolution),
            new FeatureShape(4, 4, 3),
            2,
            false);
    LayerProfile profile = LayerProfile.measure(work, TestDevice.CPU, 2, 3);
    assertThat(names(profile))
        .containsExactly(
            "batch",
            "encoder.0",
            "encoder.1.0",
            "encoder.1.1",
            "encoder.1",
            "decoder.0",
            "squared error",
            "optimiser");
    assertThat(profile.rows().get(4).kind()).isEqualTo("residual");
    assertThat(profile.rows().get(4).forwardGigaflop()).isZero();
    assertThat(profile.rows().get(3).forwardGigaflop())
        .isCloseTo(2e-9 * 2 * 16 * 3 * 27, within(1e-15));
  }

  /** Otherwise the table would be of another step than that which trains. */
  @ParameterizedTest
  @EnumSource(
      value = Workload.class,
      names = {"MLP", "GATED"})
  void thePartsMakeTheTrainersStepToTheBit(Workload workload) {
    Work.Variational work = (Work.Variational) SmallWork.of(workload);
    float[] expected = trained(work);
    float[] found = new float[expected.length];
    try (StepParts step = StepParts.of(work, TestDevice.CPU)) {
      for (int i = 0; i < STEPS; i++) {
        step.parts().forEach(part -> part.operation().run());
      }
      step.parameters().values().read(found);
    }
    assertThat(found).isEqualTo(expected);
  }

  private static float[] trained(Work.Variational work) {
    try (Trainer trainer = work.open(TestDevice.CPU)) {
      trainer.run(
          parameters -> new Measurement(0, 0),
          new TrainingListener() {
            @Override
            public boolean stepped(Trainer stepped) {
              return stepped.position().step() < STEPS;
            }

            @Override
            public void measured(Position position, StepReport report) {}

            @Override
            public void validated(Position position, Measurement validation, boolean isBest) {}
          });
      return trainer.snapshot().parameters();
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Workload.class,
      names = {"CONV", "CODEC"})
  void thePartsMakeThePlainStepToTheBit(Workload workload) {
    Work.Plain work = (Work.Plain) SmallWork.of(workload);
    try (PlainTraining training = new PlainTraining(TestDevice.CPU, work);
        StepParts step = StepParts.of(work, TestDevice.CPU)) {
      for (int i = 0; i < STEPS; i++) {
        training.step();
        step.parts().forEach(part -> part.operation().run());
      }
      float[] expected = new float[training.layout().size()];
      float[] found = new float[expected.length];
      training.parameters().values().read(expected);
      step.parameters().values().read(found);
      assertThat(found).isEqualTo(expected);
    }
  }
}
