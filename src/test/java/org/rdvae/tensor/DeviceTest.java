package org.rdvae.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;

class DeviceTest {

  @Test
  void namesItsBinaryAndThreads() {
    assertThat(TestDevice.CPU.threads()).isEqualTo(1);
    if (TestDevice.CPU.binary().endsWith("-onednn-avx2")) {
      assertThat(TestDevice.CPU.features()).matches("(avx2)?( ?avx512)?");
      assertThat(TestDevice.CPU.notes()).isEmpty();
    } else {
      assertThat(TestDevice.CPU.binary()).endsWith("-arm64");
      assertThat(TestDevice.CPU.features()).isEqualTo("no-onednn");
      assertThat(TestDevice.CPU.notes()).singleElement().asString().contains("without oneDNN");
    }
    assertThat(Device.defaultThreads()).isPositive();
  }

  @Test
  void closingKernelsFreesTheirMemory() {
    int columns = 8 << 20;
    float[] one = new float[columns];
    long before = Pointer.physicalBytes();
    for (int i = 0; i < 20; i++) {
      try (Kernels kernels = TestDevice.CPU.kernels(Precision.FLOAT32)) {
        // Written to, because memory that nobody has touched is not counted.
        kernels.tensor(1, columns).write(one);
      }
    }
    long bytesOfOne = 4L * columns;
    assertThat(Pointer.physicalBytes() - before)
        .as("growth after 20 times %d bytes", bytesOfOne)
        .isLessThan(5 * bytesOfOne);
  }

  @Test
  void kernelsCountTheTimeOfTheirCalls() {
    try (Kernels kernels = TestDevice.CPU.kernels(Precision.FLOAT32)) {
      Tensor x = kernels.tensor(100, 100);
      Tensor out = kernels.tensor(100, 100);
      assertThat(kernels.clock().nanos()).isZero();
      long begin = System.nanoTime();
      kernels.multiplyMatrices(x, false, x, false, out).run();
      kernels.exp(x, out).run();
      assertThat(kernels.clock().nanos())
          .isPositive()
          .isLessThanOrEqualTo(System.nanoTime() - begin);
    }
  }
}
