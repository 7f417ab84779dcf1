package org.rdvae.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.rdvae.base.Failure;

/**
 * Every operation as it is planned for a card, beside the CPU's, which is tested against its
 * formula elsewhere.
 */
class CardOperationsTest {
  private static final ConvolutionShape SHAPE = new ConvolutionShape(6, 5, 3, 3, 2, 4, 4, 4, 2, 1);
  private static final PoolShape POOL = new PoolShape(6, 6, 2, 2, 2, 2);
  private static final int BATCH = 3;

  /** Runs all operations on the same numbers and returns all that they wrote. */
  private static List<double[]> results(Device device, Precision precision, boolean views) {
    List<double[]> results = new ArrayList<>();
    try (Kernels k = device.kernels(precision)) {
      Plan plan = new Plan(k, views);
      for (Operation operation : plan.operations()) {
        operation.run();
        plan.outputs.forEach(out -> results.add(values(out)));
      }
    }
    return results;
  }

  private static double[] values(Tensor tensor) {
    double[] values = new double[Math.toIntExact(tensor.size())];
    tensor.read(values);
    return values;
  }

  /** One operation of each kind. */
  private static final class Plan {
    private final Kernels k;
    private final boolean views;
    private final List<Tensor> outputs = new ArrayList<>();
    private int seed;

    private Plan(Kernels kernels, boolean views) {
      k = kernels;
      this.views = views;
    }

    private Tensor place(int rows, int columns) {
      return views
          ? k.view(k.tensor(1, rows * columns + 5), 3, rows, columns)
          : k.tensor(rows, columns);
    }

    private Tensor in(int rows, int columns) {
      Tensor tensor = place(rows, columns);
      tensor.write(TensorValues.random(++seed, rows * columns));
      return tensor;
    }

    private Tensor out(int rows, int columns) {
      Tensor tensor = place(rows, columns);
      outputs.add(tensor);
      return tensor;
    }

    private List<Operation> operations() {
      Tensor x = in(4, 6);
      Tensor y = in(4, 6);
      Tensor row = in(1, 6);
      Tensor column = in(4, 1);
      Tensor cell = in(1, 1);
      Tensor same = out(4, 6);
      Tensor positive = place(4, 6);
      List<Operation> all =
          new ArrayList<>(
              List.of(
                  k.add(x, y, same),
                  k.subtract(x, y, same),
                  k.multiply(x, y, same),
                  k.divide(x, y, same),
                  k.add(same, y, same),
                  k.scale(x, k.scalar(0.3), same),
                  k.scale(x, k.scalar(cell), same),
                  k.shift(x, k.scalar(0.3), same),
                  k.atLeast(x, k.scalar(0.1), same),
                  k.atMost(x, k.scalar(0.1), same),
                  k.isAbove(x, k.scalar(0.1), same),
                  k.square(x, positive),
                  k.shift(positive, k.scalar(0.5), positive),
                  k.log(positive, same),
                  k.root(positive, same),
                  k.inverseRoot(positive, same),
                  k.tanh(x, same),
                  k.exp(x, same),
                  k.erf(x, same),
                  k.absolute(x, same),
                  k.sign(x, same),
                  k.round(x, same),
                  k.copy(x, same),
                  k.addRow(x, row, same),
                  k.multiplyRow(x, row, same),
                  k.addColumn(x, column, same),
                  k.multiplyColumn(x, column, same),
                  k.sumRows(x, out(1, 6)),
                  k.sumColumns(x, out(4, 1)),
                  k.maxColumns(x, out(4, 1)),
                  k.multiplyMatrices(x, false, y, true, out(4, 4)),
                  k.multiplyMatrices(x, true, y, false, out(6, 6)),
                  k.joinColumns(List.of(x, column, y), out(4, 13)),
                  k.splitColumns(in(4, 9), List.of(out(4, 2), out(4, 7)))));
      addMaps(all);
      return all;
    }

    private void addMaps(List<Operation> all) {
      Tensor image = in(BATCH, SHAPE.inputSize());
      Tensor code = in(BATCH, SHAPE.outputSize());
      Tensor weight = in(SHAPE.windowSize(), SHAPE.outChannels());
      Tensor toImage = out(BATCH, SHAPE.inputSize());
      Tensor toCode = out(BATCH, SHAPE.outputSize());
      Tensor toWeight = out(SHAPE.windowSize(), SHAPE.outChannels());
      Tensor codeBias = out(1, SHAPE.outChannels());
      Tensor imageBias = out(1, SHAPE.channels());
      all.add(k.convolve(image, weight, in(1, SHAPE.outChannels()), SHAPE, toCode));
      all.add(k.convolveGradients(image, weight, code, SHAPE, toImage, toWeight, codeBias));
      all.add(k.convolveGradients(image, weight, code, SHAPE, null, toWeight, codeBias));
      all.add(k.convolveTransposed(code, weight, in(1, SHAPE.channels()), SHAPE, toImage));
      all.add(
          k.convolveTransposedGradients(code, weight, image, SHAPE, toCode, toWeight, imageBias));
      all.add(k.convolveTransposedGradients(code, weight, image, SHAPE, null, toWeight, imageBias));
      Tensor large = in(BATCH, POOL.inputSize());
      Tensor small = in(BATCH, POOL.outputSize());
      Tensor toLarge = out(BATCH, POOL.inputSize());
      Tensor toSmall = out(BATCH, POOL.outputSize());
      all.add(k.maxPool(large, POOL, toSmall));
      all.add(k.maxPoolGradient(large, small, POOL, toLarge));
      all.add(k.averagePool(large, POOL, toSmall));
      all.add(k.averagePoolGradient(small, POOL, toLarge));
      all.add(k.upsample(small, 3, 3, 2, 2, toLarge));
      all.add(k.upsampleGradient(large, 3, 3, 2, 2, toSmall));
    }
  }

  @ParameterizedTest
  @EnumSource
  void giveTheCpusResults(Precision precision) {
    double tolerance = precision == Precision.FLOAT32 ? 1e-5 : 1e-12;
    for (boolean views : new boolean[] {false, true}) {
      List<double[]> expected = results(TestDevice.CPU, precision, views);
      List<double[]> found = results(TestDevice.LIKE_CARD, precision, views);
      assertThat(found).hasSameSizeAs(expected);
      for (int i = 0; i < expected.size(); i++) {
        assertThat(found.get(i))
            .as("result %d", i)
            .containsExactly(expected.get(i), within(tolerance));
      }
    }
  }

  /** ND4J has the formula in another form; ours puts epsilon where the paper has it. */
  @Test
  void adamIsTheFormula() {
    double[] g = TensorValues.random(1, 5);
    double[] m = TensorValues.random(2, 5);
    double[] v = {0, 0.5, 1, 2, 3};
    for (Device device : new Device[] {TestDevice.CPU, TestDevice.LIKE_CARD}) {
      try (Kernels k = device.kernels(Precision.FLOAT64)) {
        Tensor first = k.tensor(1, 5);
        Tensor second = k.tensor(1, 5);
        Tensor gradient = k.tensor(1, 5);
        Tensor out = k.tensor(1, 5);
        first.write(m);
        second.write(v);
        gradient.write(g);
        AdamRates rates = new AdamRates(0.9, 0.99);
        Operation adam = k.adam(gradient, first, second, rates, out);
        rates.set(1e-3);
        adam.run();
        for (int i = 0; i < 5; i++) {
          double newM = 0.9 * m[i] + 0.1 * g[i];
          double newV = 0.99 * v[i] + 0.01 * g[i] * g[i];
          assertThat(first.get(i)).isCloseTo(newM, within(1e-9));
          assertThat(second.get(i)).isCloseTo(newV, within(1e-9));
          assertThat(out.get(i)).isCloseTo(newM / (Math.sqrt(newV) + 1e-3), within(1e-7));
        }
        assertThat(gradient.get(1)).as("gradient").isEqualTo(g[1]);
      }
    }
  }

  @Test
  void aPlanMayNotBeLargerThanTheRoom() {
    assertThatThrownBy(
            () ->
                TestDevice.LIKE_CARD.bytesOf(
                    Precision.FLOAT32,
                    kernels -> {
                      kernels.tensor(10, 10);
                      kernels.tensor(1 << 15, 1 << 15);
                    }))
        .isInstanceOfSatisfying(
            Failure.class,
            failure -> assertThat(failure.kind()).isEqualTo(Failure.Kind.OUT_OF_MEMORY))
        .hasMessage(
            "cuda:0 Test has no room for the 4,295 MB that this takes. Lower training.batch, make"
                + " the model smaller, or compute with --device cpu.");
  }

  /** As long as the smallest call succeeds, the device is there, and the failed call was wrong. */
  @Test
  void aWrongCallIsNoLostDevice() {
    RuntimeException wrong = new IllegalStateException("wrong");
    assertThat(new RemoteDevice("card", 1).explained(wrong)).isSameAs(wrong);
    Failure failure = new Failure(Failure.Kind.BUG, "known");
    assertThat(new RemoteDevice("card", 1).explained(failure)).isSameAs(failure);
  }
}
