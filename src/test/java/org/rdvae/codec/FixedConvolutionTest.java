package org.rdvae.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rdvae.network.Activation;

class FixedConvolutionTest {
  private final Random random = new Random(11);

  /** Sums of any order are exactly those of numbers without bounds. */
  @ParameterizedTest
  @CsvSource({
    "1, 1, 1, 1, 1, 0, 0, false",
    "1, 1, 7, 3, 1, 1, 0, false",
    "5, 19, 6, 3, 2, 1, 0, false",
    "4, 9, 9, 5, 1, 2, 0, false",
    "1, 1, 4, 5, 2, 2, 1, true",
    "3, 10, 5, 5, 2, 2, 1, true",
    "2, 3, 3, 2, 3, 0, 2, true",
  })
  void equalsTheDefinitionInUnboundedIntegers(
      int height,
      int width,
      int channels,
      int kernel,
      int stride,
      int padding,
      int more,
      boolean transposed) {
    FixedWindows windows = new FixedWindows(kernel, stride, padding, more, transposed);
    FixedWeights weights = weights(kernel * kernel * channels, 11);
    FixedMap input = input(height, width, channels);
    WideMap found =
        new FixedConvolution(windows, channels, weights, FixedActivation.of(Activation.IDENTITY))
            .apply(input, false);
    FixedMap read = weights.readable(input);
    int[] start = weights.start(read.fraction());
    BigInteger[][] sums = new BigInteger[found.rows().length][weights.outputs()];
    for (BigInteger[] row : sums) {
      for (int o = 0; o < row.length; o++) {
        row[o] = BigInteger.valueOf(start[o]);
      }
    }
    // Every pair of places that the convolution, or the one it is the way back of, ties.
    int large = transposed ? found.height() : height;
    int largeWidth = transposed ? found.width() : width;
    int small = transposed ? height : found.height();
    int smallWidth = transposed ? width : found.width();
    for (int y = 0; y < small; y++) {
      for (int x = 0; x < smallWidth; x++) {
        for (int k = 0; k < kernel * kernel; k++) {
          int bigY = y * stride - padding + k / kernel;
          int bigX = x * stride - padding + k % kernel;
          if (bigY >= 0 && bigY < large && bigX >= 0 && bigX < largeWidth) {
            int big = bigY * largeWidth + bigX;
            int little = y * smallWidth + x;
            add(sums[transposed ? big : little], read, transposed ? little : big, weights, k);
          }
        }
      }
    }
    for (int place = 0; place < sums.length; place++) {
      for (int o = 0; o < weights.outputs(); o++) {
        assertThat(BigInteger.valueOf(found.rows()[place][o])).isEqualTo(sums[place][o]);
      }
    }
  }

  private static void add(
      BigInteger[] sums, FixedMap input, int place, FixedWeights weights, int tap) {
    for (int c = 0; c < input.channels(); c++) {
      BigInteger value = BigInteger.valueOf(input.values()[place * input.channels() + c]);
      for (int o = 0; o < sums.length; o++) {
        BigInteger weight = BigInteger.valueOf(weights.row(tap * input.channels() + c)[o]);
        sums[o] = sums[o].add(value.multiply(weight));
      }
    }
  }

  /** The proof of {@link FixedWeights}, told once more by unbounded sums. */
  @Test
  void noSumCanLeave32Bits() {
    for (int inputs : new int[] {1, 3, 100, 5000}) {
      FixedWeights weights = weights(inputs, 9);
      int largest = FixedRange.FEATURES.forSums(inputs).largest();
      for (int o = 0; o < 9; o++) {
        long sum = 0;
        for (int i = 0; i < inputs; i++) {
          assertThat(Math.abs(weights.row(i)[o])).isLessThanOrEqualTo(Short.MAX_VALUE);
          sum += (long) largest * Math.abs(weights.row(i)[o]);
        }
        // The finest fraction that inputs can have when the layer reads them.
        FixedMap zeros = new FixedMap(new short[inputs], WideMap.FINEST, 1, 1, inputs);
        sum += Math.abs(weights.start(weights.readable(zeros).fraction())[o]);
        assertThat(sum).isLessThanOrEqualTo(Integer.MAX_VALUE);
      }
    }
  }

  private FixedWeights weights(int inputs, int outputs) {
    float[] weights = new float[inputs * outputs];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = (float) (random.nextGaussian() * Math.exp(3 * random.nextGaussian()));
    }
    float[] bias = new float[outputs];
    for (int o = 0; o < outputs; o++) {
      bias[o] = (float) (10 * random.nextGaussian());
    }
    return FixedWeights.of(weights, bias, inputs, FixedRange.FEATURES.forSums(inputs));
  }

  private FixedMap input(int height, int width, int channels) {
    short[] values = new short[height * width * channels];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextInt(4) == 0 ? 0 : (short) (random.nextInt(65535) - 32767);
    }
    return new FixedMap(values, 13, height, width, channels);
  }
}
