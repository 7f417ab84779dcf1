package org.rdvae.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.rdvae.tensor.Candidates;
import org.rdvae.tensor.Kernels;
import org.rdvae.tensor.Precision;
import org.rdvae.tensor.TestDevice;

class TuningTest {

  /**
   * A row for exactly that shape must be the one that decides; but gradients of transposed
   * convolutions with output padding are computed in one way only.
   */
  @ParameterizedTest
  @EnumSource(Workload.class)
  void aShapeIsWhatTheTableIsAskedFor(Workload workload) {
    Set<String> operations = new HashSet<>();
    try (StepParts step = StepParts.of(SmallWork.of(workload), TestDevice.CPU)) {
      for (KernelCall call : step.recorded().calls()) {
        Optional<TunedShape> shape = TunedShape.of(call);
        boolean oneWay =
            workload == Workload.CODEC && call.name().equals("convolveTransposedGradients");
        if (shape.isEmpty() || oneWay) {
          continue;
        }
        operations.add(shape.get().operation());
        try (Kernels kernels =
            Candidates.kernels(
                TestDevice.CPU, Precision.FLOAT32, shape.get().row("*", "*", "abacus"))) {
          assertThatThrownBy(() -> call.plan(kernels, UnaryOperator.identity()))
              .isInstanceOf(IllegalStateException.class)
              .hasMessageContaining("abacus");
        }
      }
    }
    if (workload.hasLatents()) {
      assertThat(operations).containsExactlyInAnyOrder("matmul", "sum-rows");
    } else {
      assertThat(operations)
          .contains("convolve", "convolve-gradients", "convolve-weight-gradients")
          .contains("convolve-transposed");
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Workload.class,
      names = {"MLP", "CONV"})
  void everyShapeIsTimedInEveryWay(Workload workload) {
    List<Tuning.Result> results =
        new Tuning(TestDevice.CPU, 3, 1e-4).measure(SmallWork.of(workload));
    assertThat(results).extracting(Tuning.Result::shape).doesNotHaveDuplicates().isNotEmpty();
    for (Tuning.Result result : results) {
      assertThat(result.milliseconds().keySet())
          .containsExactlyElementsOf(Candidates.of(result.shape().operation()))
          .contains(result.chosen());
      assertThat(result.milliseconds().values())
          .allSatisfy(milliseconds -> assertThat(milliseconds).isPositive());
      assertThat(result.calls()).isPositive();
    }
    assertThat(TuningTable.of(results))
        .contains(workload == Workload.MLP ? "| matmul " : "| convolve-gradients ");
  }

  private static Tuning.Result result(long m, double onednn, double openblas) {
    return new Tuning.Result(
        new TunedShape("matmul", m, 5, 7),
        2,
        "onednn",
        Map.of("onednn", onednn, "openblas", openblas));
  }

  @Test
  void proposesRowsWhereAnotherCallIsMuchFaster() {
    List<Tuning.Result> results =
        List.of(
            result(3, 1.0, 0.5), // half
            result(4, 1.0, 0.95), // too little
            result(6, 1e-3, 1e-4), // too short
            result(8, 1.0, 2.0));
    assertThat(results.get(0).best()).isEqualTo("openblas");
    assertThat(results.get(0).gain()).isEqualTo(0.5);
    assertThat(results.get(3).gain()).isZero();
    assertThat(Tuning.worthARow(results)).containsExactly(results.get(0));
    List<String> lines = TuningTable.proposals(results, TestDevice.CPU).lines().toList();
    assertThat(lines).hasSize(2);
    assertThat(lines.get(0))
        .isEqualTo("# openblas: 0.5000 ms against 1.0000 ms of onednn, 50 % less");
    String[] cells = lines.get(1).split("\t", -1);
    assertThat(cells).hasSize(7).startsWith("matmul", "3", "5", "7").endsWith("openblas");
    assertThat(cells[4]).isEqualTo(Integer.toString(TestDevice.CPU.threads()));
    // The table reads it, and takes it for that shape.
    try (Kernels kernels = Candidates.kernels(TestDevice.CPU, Precision.FLOAT32, lines.get(1))) {
      assertThat(kernels.precision()).isEqualTo(Precision.FLOAT32);
    }
  }
}
