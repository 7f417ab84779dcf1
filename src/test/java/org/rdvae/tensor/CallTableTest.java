package org.rdvae.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CallTableTest {
  private static final CpuFeatures NONE = new CpuFeatures(Set.of());
  private static final CpuFeatures AVX512 = new CpuFeatures(Set.of("avx2", "avx512"));

  @Test
  void takesTheFirstRowThatFits() {
    CallTable table =
        table(
            "# a comment",
            "version\t7",
            "",
            "matmul\t100\t*\t*\t*\t*\texact",
            "matmul\t<=10\t>=20\t*\t*\t*\tflat",
            "matmul\t*\t*\t<=4\t2\t*\ttwo-threads",
            "matmul\t*\t*\t*\t*\tavx512\twide",
            "matmul\t*\t*\t*\t*\t*\tgeneral",
            "sum-rows\t*\t*\t*\t*\t*\tsum");
    assertThat(table.version()).isEqualTo("7");
    assertThat(table.call("matmul", 100, 30, 4, 2, AVX512)).isEqualTo("exact");
    assertThat(table.call("matmul", 10, 20, 4, 2, AVX512)).isEqualTo("flat");
    assertThat(table.call("matmul", 11, 20, 4, 2, AVX512)).isEqualTo("two-threads");
    assertThat(table.call("matmul", 10, 19, 4, 2, AVX512)).isEqualTo("two-threads");
    assertThat(table.call("matmul", 11, 20, 5, 2, AVX512)).isEqualTo("wide");
    assertThat(table.call("matmul", 11, 20, 4, 1, AVX512)).isEqualTo("wide");
    assertThat(table.call("matmul", 11, 20, 4, 1, NONE)).isEqualTo("general");
    assertThat(table.call("sum-rows", 100, 20, 4, 1, AVX512)).isEqualTo("sum");
  }

  @Test
  void refusesAnOperationWithoutARow() {
    assertThatThrownBy(() -> CallTable.load().call("convolution", 3, 5, 7, 1, NONE))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("No row of call-table.tsv fits convolution of 3 x 5 x 7");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "matmul",
        "sum-rows",
        "sum-columns",
        "convolve",
        "convolve-gradients",
        "convolve-weight-gradients",
        "convolve-transposed",
        "convolve-transposed-gradients",
        "convolve-transposed-weight-gradients"
      })
  void asShippedHasARowForEveryShape(String operation) {
    CallTable table = CallTable.load();
    for (long size : new long[] {1, 2, 63, 784, 100_000, 1L << 40}) {
      for (int threads : new int[] {1, 2, 3, 64}) {
        assertThat(table.call(operation, size, 1, 1, threads, NONE)).isNotBlank();
        assertThat(table.call(operation, 1, size, 1, threads, AVX512)).isNotBlank();
        assertThat(table.call(operation, 1, 1, size, threads, NONE)).isNotBlank();
        assertThat(table.call(operation, size, size, size, threads, AVX512)).isNotBlank();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "matmul",
        "sum-rows",
        "sum-columns",
        "convolve",
        "convolve-gradients",
        "convolve-weight-gradients",
        "convolve-transposed",
        "convolve-transposed-gradients",
        "convolve-transposed-weight-gradients"
      })
  void asShippedAvoidsOneDnnWhereThereIsNone(String operation) {
    CallTable table = CallTable.load();
    CpuFeatures without = NONE.with("no-onednn");
    for (long size : new long[] {1, 63, 784, 100_000}) {
      assertThat(table.call(operation, size, size, size, 2, without))
          .isIn("openblas", "ones-product-openblas", "product");
    }
  }

  @Test
  void asShippedHasAVersion() {
    assertThat(CallTable.load().version())
        .matches("[1-9][0-9]*")
        .isEqualTo(TestDevice.CPU.callTableVersion());
  }

  /**
   * A table of the given lines. The constructor is private, because programs have only the shipped
   * table.
   */
  private static CallTable table(String... lines) {
    try {
      return new CallTable(new BufferedReader(new StringReader(String.join("\n", lines))));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
