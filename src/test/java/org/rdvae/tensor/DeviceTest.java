package org.rdvae.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;

class DeviceTest {

  @Test
  void namesItsBinaryAndThreads() {
    assertThat(TestDevice.CPU.threads()).isEqualTo(1);
    if (TestDevice.CPU.binary().endsWith("-onednn-avx2")) {
      assertThat(TestDevice.CPU.features()).matches("(avx2)?( ?avx512)?");
      assertThat(TestDevice.CPU.notes())
          .isEqualTo(ThreadEnvironment.ofThisProcess().notes(TestDevice.CPU.threads()));
    } else {
      assertThat(TestDevice.CPU.binary()).endsWith("-arm64");
      assertThat(TestDevice.CPU.features()).isEqualTo("no-onednn");
      assertThat(TestDevice.CPU.notes()).last().asString().contains("without oneDNN");
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
  void countsTheMemoryOfAPlanWithoutTakingIt() {
    int columns = 250_000_000;
    long before = Pointer.physicalBytes();
    long bytes =
        TestDevice.CPU.bytesOf(
            Precision.FLOAT32,
            kernels -> {
              Tensor x = kernels.tensor(2, columns);
              kernels.tanh(x, kernels.view(x, 0, 2, columns));
              kernels.scalar(3);
              kernels.takesElsewhere(1000);
              assertThat(Pointer.physicalBytes() - before).isLessThan(200_000_000);
            });
    assertThat(bytes).isEqualTo(2L * columns * 4 + 4 + 1000);
    assertThat(TestDevice.CPU.bytesOf(Precision.FLOAT64, kernels -> kernels.tensor(3, 5)))
        .isEqualTo(120);
  }

  /** Window matrices, padded maps, rows of ones and scratch included. */
  @Test
  void countsWhatOperationsTakeForThemselves() {
    long expected;
    try (Nd4jKernels kernels = (Nd4jKernels) TestDevice.CPU.kernels(Precision.FLOAT32)) {
      planConvolutions(kernels);
      expected = kernels.bytes();
    }
    assertThat(TestDevice.CPU.bytesOf(Precision.FLOAT32, DeviceTest::planConvolutions))
        .isEqualTo(expected);
    long tensors = 4L * (5 * 36 * 2 + 5 * 36 * 3 + 54 + 3);
    long windows = 4L * 5 * 36 * 18;
    assertThat(expected).isGreaterThanOrEqualTo(tensors + windows);
  }

  private static void planConvolutions(Kernels kernels) {
    ConvolutionShape shape = new ConvolutionShape(6, 6, 2, 6, 6, 3, 3, 3, 1, 1);
    Tensor x = kernels.tensor(5, 72);
    Tensor weight = kernels.tensor(18, 3);
    Tensor bias = kernels.tensor(1, 3);
    Tensor out = kernels.tensor(5, 108);
    kernels.convolve(x, weight, bias, shape, out);
    kernels.convolveGradients(x, weight, out, shape, x, weight, bias);
    kernels.sumRows(out, kernels.tensor(1, 108));
    kernels.scalar(1);
  }

  @Test
  void saysThatAPlanIsLargerThanTheMachinePromises() {
    assertThatThrownBy(
            () ->
                TestDevice.CPU.bytesOf(
                    Precision.FLOAT64, kernels -> kernels.tensor(1 << 28, 1 << 30)))
        .isInstanceOf(OutOfMemoryError.class)
        .hasMessage("2305843009213693952 bytes");
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
