package org.rdvae.distribution;

import java.util.List;
import org.rdvae.random.RandomStream;
import org.rdvae.tensor.Operation;

/**
 * A likelihood whose values are independent, each with one number from every head: operations for
 * the gradient of a training step, and a formula in double for what is measured.
 */
final class PlannedValues implements PlannedLikelihood {
  private final ValueDistribution distribution;
  private final Operation[] gradient;
  private final Operation[] distortions;
  private final int values;
  private final HostRow[] heads;
  private final double[][] rows;
  private final double[] valueHeads;

  /**
   * @param gradient empty without a backward pass
   * @param distortions empty where nobody asks for them
   */
  PlannedValues(
      LikelihoodPlace place,
      ValueDistribution distribution,
      List<Operation> gradient,
      List<Operation> distortions) {
    this.distribution = distribution;
    this.gradient = gradient.toArray(Operation[]::new);
    this.distortions = distortions.toArray(Operation[]::new);
    values = place.values();
    heads = place.heads().stream().map(HostRow::new).toArray(HostRow[]::new);
    rows = new double[heads.length][];
    valueHeads = new double[heads.length];
  }

  @Override
  public void gradient() {
    Operation.runAll(gradient);
  }

  @Override
  public void distortions() {
    Operation.runAll(distortions);
  }

  @Override
  public void distortion(float[] images, int count, double[] distortions) {
    for (int row = 0; row < count; row++) {
      read(row);
      double sum = 0;
      for (int i = 0; i < values; i++) {
        sum += distribution.distortion(images[row * values + i], heads(i));
      }
      distortions[row] = sum;
    }
  }

  @Override
  public void expectation(int count, float[] target, int at) {
    for (int row = 0; row < count; row++) {
      read(row);
      for (int i = 0; i < values; i++) {
        target[at + row * values + i] = (float) distribution.expectation(heads(i));
      }
    }
  }

  @Override
  public void draw(int count, RandomStream stream, float[] target, int at) {
    for (int row = 0; row < count; row++) {
      read(row);
      for (int i = 0; i < values; i++) {
        target[at + row * values + i] = (float) distribution.draw(heads(i), stream);
      }
    }
  }

  private void read(int row) {
    for (int head = 0; head < rows.length; head++) {
      rows[head] = heads[head].read(row);
    }
  }

  private double[] heads(int value) {
    for (int head = 0; head < rows.length; head++) {
      valueHeads[head] = rows[head][value];
    }
    return valueHeads;
  }
}
