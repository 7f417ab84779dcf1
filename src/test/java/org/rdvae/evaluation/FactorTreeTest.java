package org.rdvae.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Small trees that can be grown by hand. */
class FactorTreeTest {
  @Test
  void splitsWhereTheStepChangesAndGainsItsEntropy() {
    double[][] codes = {{3, 1, 2, 3, 1, 2, 9, 7, 8, 9, 7, 8}};
    int[][] orders = {{1, 4, 2, 5, 0, 3, 7, 10, 8, 11, 6, 9}};
    int[] values = {1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0};
    FactorTree tree = new FactorTree(codes, orders, new Factor("v", 2, values));
    assertThat(tree.gains()[0]).isCloseTo(12 * Math.log(2), within(1e-12));
    FactorTree.Told told = tree.tell(2);
    // Six of its kind in the leaf, and half of one that is added.
    assertThat(told.nats()).isCloseTo(-Math.log(6.5 / 7), within(1e-12));
    assertThat(told.guess()).isCloseTo(Math.log(2), within(1e-12));
    assertThat(told.isRight()).isTrue();
  }

  @Test
  void splitsOnlyForMoreThanTheSplitCosts() {
    // Six images gain 6 ln 2 = 4.2 nats; a split of one latent variable costs ln 5 + ½ ln 6 = 2.5,
    // of fifty ln 250 + ½ ln 6 = 6.4.
    double[] code = {1, 2, 3, 4, 5, 6};
    int[] order = {0, 1, 2, 3, 4, 5};
    Factor factor = new Factor("v", 2, new int[] {0, 0, 0, 1, 1, 1});
    assertThat(new FactorTree(new double[][] {code}, new int[][] {order}, factor).gains()[0])
        .isCloseTo(6 * Math.log(2), within(1e-12));
    double[][] many = new double[50][6];
    int[][] orders = new int[50][];
    many[7] = code;
    Arrays.fill(orders, order);
    assertThat(new FactorTree(many, orders, factor).gains()).containsOnly(0);
  }

  @Test
  void takesASecondLatentVariableWhereTheFirstSaysNoMore() {
    Random random = new Random(5);
    int images = 2000;
    double[][] codes = new double[2][images];
    int[] values = new int[images];
    for (int image = 0; image < images; image++) {
      int right = random.nextInt(2);
      int up = random.nextInt(2);
      codes[0][image] = right;
      codes[1][image] = up;
      // Height matters on the right only.
      values[image] = right == 0 ? 0 : 1 + up;
    }
    int[][] orders = new int[2][];
    for (int latent = 0; latent < 2; latent++) {
      double[] code = codes[latent];
      orders[latent] =
          IntStream.concat(
                  IntStream.range(0, images).filter(image -> code[image] == 0),
                  IntStream.range(0, images).filter(image -> code[image] == 1))
              .toArray();
    }
    double[] gains = new FactorTree(codes, orders, new Factor("v", 3, values)).gains();
    // The first splits all of them by ln 2, the second half of them by ln 2.
    assertThat(gains[0] / images).isCloseTo(Math.log(2), within(0.01));
    assertThat(gains[1] / images).isCloseTo(Math.log(2) / 2, within(0.02));
  }
}
