package org.rdvae.tensor;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** After closing there is no memory left to work on, and touching it would end the process. */
class ClosedKernelsTest {

  @Test
  void closedTensorsAndOperationsSayThatTheyAreClosed() {
    Kernels kernels = TestDevice.CPU.kernels(Precision.FLOAT32);
    Tensor x = kernels.tensor(3, 3);
    Tensor view = kernels.view(x, 3, 1, 3);
    Scalar number = kernels.scalar(2);
    float[] three = new float[3];
    Map<String, Operation> uses = new LinkedHashMap<>();
    uses.put("custom call", kernels.multiplyMatrices(x, false, x, false, kernels.tensor(3, 3)));
    uses.put("function", kernels.exp(x, x));
    uses.put("pairwise", kernels.add(x, x, x));
    uses.put("with scalar", kernels.scale(x, number, x));
    uses.put("writing", () -> x.write(0, three, 0, 3));
    uses.put("reading", () -> x.read(0, three, 0, 3));
    uses.put("writing a view", () -> view.write(three));
    uses.put("reading a view", () -> view.read(three));
    uses.put("getting", () -> x.get(0));
    uses.put("setting", () -> view.set(0, 1));
    uses.put("setting a number", () -> number.set(1));
    uses.forEach((name, use) -> assertThatCode(use::run).as(name).doesNotThrowAnyException());

    kernels.close();
    uses.forEach(
        (name, use) ->
            assertThatThrownBy(use::run)
                .as(name)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("closed"));
    assertThatCode(kernels::close).as("closing again").doesNotThrowAnyException();
  }
}
