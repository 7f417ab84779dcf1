package org.rdvae.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.rdvae.base.Failure;
import org.rdvae.network.ParameterLayout;
import org.rdvae.tensor.TestDevice;

class WorkloadTest {

  @Test
  void theVariationalOnesHaveTheParametersOfTheirDescription() {
    assertThat(layout(Workload.MLP).size())
        .isEqualTo(
            dense(784, 512)
                + dense(512, 512)
                + 2 * dense(512, 32)
                + dense(32, 512)
                + dense(512, 512)
                + dense(512, 784));
    assertThat(layout(Workload.GATED).size())
        .isEqualTo(
            2 * dense(784, 300)
                + 2 * dense(300, 300)
                + 2 * dense(300, 40)
                + 2 * dense(40, 300)
                + 2 * dense(300, 300)
                + dense(300, 784));
  }

  private static int dense(int inputs, int outputs) {
    return (inputs + 1) * outputs;
  }

  private static ParameterLayout layout(Workload workload) {
    return ((Work.Variational) workload.work()).architecture().layout();
  }

  @Test
  void thePlainOnesHaveTheParametersOfTheirDescription() {
    assertThat(parameters(Workload.CONV))
        .isEqualTo(
            3 * 64 * 16
                + 64
                + 64 * 128 * 16
                + 128
                + 128 * 128 * 9
                + 128
                + 128 * 64 * 16
                + 64
                + 64 * 3 * 16
                + 3);
    assertThat(parameters(Workload.CODEC))
        .isEqualTo(
            3 * 96 * 25 + 96 + 3 * (96 * 96 * 25 + 96) + 3 * (96 * 96 * 25 + 96) + 96 * 3 * 25 + 3);
  }

  private static int parameters(Workload workload) {
    WorkSizes usual = workload.sizes();
    WorkSizes one = new WorkSizes(1, usual.width(), 0, usual.side());
    try (StepParts step = StepParts.of(workload.work(one), TestDevice.CPU)) {
      return Math.toIntExact(step.parameters().gradients().size());
    }
  }

  /** A product forward and two back, but one where nobody needs the gradient by the image. */
  @Test
  void theProductsOfAStepAreCountedInFull() {
    double first = 784.0 * 512;
    double others = 2 * 512 * 512 + 2 * 512 * 32 + 32 * 512 + 512 * 784;
    assertThat(gigaflop(Workload.MLP))
        .isCloseTo(2e-9 * 128 * (2 * first + 3 * others), within(1e-9));

    double firstWindows = 16 * 16 * 64 * 48.0;
    double otherWindows =
        8 * 8 * 128 * (64 * 16.0)
            + 8 * 8 * 128 * (128 * 9.0) // two convolutions
            + 8 * 8 * 128 * (64 * 16.0)
            + 16 * 16 * 64 * (3 * 16.0); // and two transposed ones
    assertThat(gigaflop(Workload.CONV))
        .isCloseTo(2e-9 * 64 * (2 * firstWindows + 3 * otherWindows), within(1e-9));
  }

  private static double gigaflop(Workload workload) {
    try (StepParts step = StepParts.of(workload.work(), TestDevice.CPU)) {
      return step.parts().stream().mapToDouble(StepPart::gigaflop).sum();
    }
  }

  @Test
  void refusesPicturesThatItsLayersCannotHalve() {
    assertThatThrownBy(() -> Workload.CODEC.work(new WorkSizes(8, 96, 0, 100)))
        .isInstanceOf(Failure.class)
        .hasMessage(
            "--side: expected a multiple of 16 for the workload codec, found 100; the nearest is"
                + " 96");
  }

  @Test
  void refusesLatentVariablesWhereThereAreNone() {
    assertThatThrownBy(() -> Workload.CONV.work(new WorkSizes(8, 96, 2, 32)))
        .isInstanceOf(Failure.class)
        .hasMessage(
            "--latents: the workload conv has no latent variables, found 2; mlp and gated have");
  }
}
