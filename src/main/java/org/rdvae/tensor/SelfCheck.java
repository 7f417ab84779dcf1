package org.rdvae.tensor;

import org.rdvae.base.Failure;

/**
 * One product, one convolution and one sample on a device that was just opened, against plain Java:
 * a library that loads and computes wrongly, or not at all, is found before a job begins.
 */
final class SelfCheck {
  private static final int ROWS = 3;
  private static final int INNER = 5;
  private static final int COLUMNS = 7;
  private static final ConvolutionShape SHAPE = new ConvolutionShape(5, 4, 2, 3, 2, 3, 3, 3, 2, 1);

  /** Of values around 1; exp and the order of sums differ between libraries. */
  private static final double TOLERANCE = 1e-4;

  private final Kernels kernels;
  private final String device;

  private SelfCheck(Kernels kernels, String device) {
    this.kernels = kernels;
    this.device = device;
  }

  /**
   * @throws Failure of kind DEVICE if a value differs, or a call fails
   */
  static void of(Device device) {
    try (Kernels kernels = device.kernels(Precision.FLOAT32)) {
      SelfCheck check = new SelfCheck(kernels, device.name());
      check.product();
      check.convolution();
      check.sample();
    } catch (IllegalStateException e) {
      throw new Failure(
          Failure.Kind.DEVICE,
          "The check of " + device.name() + " failed: " + Causes.innermost(e) + ".",
          e);
    }
  }

  private Tensor tensor(int rows, int columns, int period) {
    Tensor tensor = kernels.tensor(rows, columns);
    float[] values = new float[rows * columns];
    for (int i = 0; i < values.length; i++) {
      values[i] = i % period / (float) period - 0.4f;
    }
    tensor.write(values);
    return tensor;
  }

  private void product() {
    Tensor a = tensor(ROWS, INNER, 11);
    Tensor b = tensor(INNER, COLUMNS, 13);
    Tensor out = kernels.tensor(ROWS, COLUMNS);
    kernels.multiplyMatrices(a, false, b, false, out).run();
    for (int i = 0; i < ROWS * COLUMNS; i++) {
      double expected = 0;
      for (int j = 0; j < INNER; j++) {
        expected += a.get(i / COLUMNS * INNER + j) * b.get(j * COLUMNS + i % COLUMNS);
      }
      expect("product", i, expected, out);
    }
  }

  private void convolution() {
    Tensor x = tensor(1, SHAPE.inputSize(), 7);
    Tensor weight = tensor(SHAPE.windowSize(), SHAPE.outChannels(), 17);
    Tensor bias = tensor(1, SHAPE.outChannels(), 3);
    Tensor out = kernels.tensor(1, SHAPE.outputSize());
    kernels.convolve(x, weight, bias, SHAPE, out).run();
    for (int i = 0; i < SHAPE.outputSize(); i++) {
      int channel = i % SHAPE.outChannels();
      int pixel = i / SHAPE.outChannels();
      double expected = bias.get(channel);
      for (int tap = 0; tap < SHAPE.windowSize(); tap++) {
        expected += input(x, pixel, tap) * weight.get(tap * SHAPE.outChannels() + channel);
      }
      expect("convolution", i, expected, out);
    }
  }

  /** What lies under an element of the kernel; zero beyond the edges. */
  private static double input(Tensor x, int pixel, int tap) {
    int place = tap / SHAPE.channels();
    int row =
        pixel / SHAPE.outWidth() * SHAPE.stride() + place / SHAPE.kernelWidth() - SHAPE.padding();
    int column =
        pixel % SHAPE.outWidth() * SHAPE.stride() + place % SHAPE.kernelWidth() - SHAPE.padding();
    boolean inside = row >= 0 && row < SHAPE.height() && column >= 0 && column < SHAPE.width();
    return inside
        ? x.get((row * SHAPE.width() + column) * SHAPE.channels() + tap % SHAPE.channels())
        : 0;
  }

  /** z = mean + exp(log sigma) noise, as every training draws it. */
  private void sample() {
    Tensor mean = tensor(ROWS, COLUMNS, 5);
    Tensor logStddev = tensor(ROWS, COLUMNS, 9);
    Tensor noise = tensor(ROWS, COLUMNS, 19);
    Tensor z = kernels.tensor(ROWS, COLUMNS);
    kernels.exp(logStddev, z).run();
    kernels.multiply(z, noise, z).run();
    kernels.add(z, mean, z).run();
    for (int i = 0; i < ROWS * COLUMNS; i++) {
      expect("sample", i, mean.get(i) + Math.exp(logStddev.get(i)) * noise.get(i), z);
    }
  }

  private void expect(String name, int index, double expected, Tensor found) {
    double value = found.get(index);
    if (!(Math.abs(value - expected) <= TOLERANCE)) {
      throw new Failure(
          Failure.Kind.DEVICE,
          "The native library computes wrongly on "
              + device
              + ": expected "
              + expected
              + " in a "
              + name
              + ", found "
              + value);
    }
  }
}
