package org.rdvae.distribution;

import java.util.List;
import org.rdvae.random.RandomStream;
import org.rdvae.tensor.Kernels;
import org.rdvae.tensor.Operation;
import org.rdvae.tensor.Tensor;

/**
 * Likelihood of word counts c, shape [rows, words], by topics: proportions θ = softmax(τ h) from a
 * head h of shape [rows, topics] and the learned spread τ, topics B = softmax of shared weights of
 * shape [topics, words], both over their rows. With p = θ B, n = Σ c, R = c / p and v the rows'
 * weights in the loss,
 *
 * <pre>
 * by the head            τ v θ (n − R Bᵀ)
 * by ln τ                Σ h times the same
 * by the topics' logits  B (B-weighted sum of G over each row − G),   G = (v θ)ᵀ R
 * </pre>
 *
 * elementwise but for the two products. The formulas in double stand in {@link TopicMixture} and
 * {@link Multinomial}.
 */
final class PlannedTopics implements PlannedLikelihood {
  /** No word of float32 is that unlikely; without it one that never occurs could be 0 / 0. */
  private static final double SMALLEST_PROBABILITY = 1e-30;

  private final Kernels kernels;
  private final Tensor proportions;
  private final Tensor logSpread;
  private final Tensor weights;
  private final LikelihoodPlace.Training training;
  private final Operation[] gradient;
  private final Operation[] distortions;
  private final int values;
  private final HostRow proportionRow;
  private final HostRow weightRow;

  PlannedTopics(LikelihoodPlace place) {
    kernels = place.kernels();
    values = place.values();
    proportions = place.head(0);
    logSpread = place.shared().get(0);
    weights = place.shared().get(1);
    training = place.training();
    boolean trained = training != null;
    boolean asked = trained && training.rowDistortions() != null;
    Mixing mixing = trained ? new Mixing() : null;
    gradient = trained ? gradient(mixing) : null;
    distortions = asked ? distortions(mixing) : null;
    proportionRow = new HostRow(proportions);
    weightRow = new HostRow(weights);
  }

  /** The forward pass: θ, B and p. */
  private final class Mixing {
    final Tensor spread = kernels.tensor(1, 1);
    final Tensor theta = kernels.tensor(proportions.rows(), proportions.columns());
    final Tensor topics = kernels.tensor(weights.rows(), weights.columns());
    final Tensor probabilities = kernels.tensor(proportions.rows(), values);
    final Tensor length = kernels.tensor(proportions.rows(), 1);
    final List<Operation> operations =
        Operations.all(
            List.of(
                kernels.exp(logSpread, spread),
                kernels.scale(proportions, kernels.scalar(spread), theta)),
            new RowSoftmax(kernels, proportions.rows()).softmax(theta, theta),
            new RowSoftmax(kernels, weights.rows()).softmax(weights, topics),
            List.of(
                kernels.multiplyMatrices(theta, false, topics, false, probabilities),
                kernels.atLeast(probabilities, kernels.scalar(SMALLEST_PROBABILITY), probabilities),
                kernels.sumColumns(training.x(), length)));
  }

  private Operation[] gradient(Mixing mixing) {
    Tensor byProportions = training.headGradients().get(0);
    Tensor byLogSpread = training.sharedGradients().get(0);
    Tensor byWeights = training.sharedGradients().get(1);
    Tensor moved = kernels.tensor(proportions.rows(), proportions.columns());
    Tensor ofRows = kernels.tensor(proportions.rows(), 1);
    Tensor ratios = mixing.probabilities;
    Tensor theta = mixing.theta;
    Tensor sums = kernels.tensor(weights.rows(), 1);
    Tensor product = kernels.tensor(weights.rows(), values);
    return Operations.all(
            mixing.operations,
            List.of(
                kernels.divide(training.x(), ratios, ratios),
                // θ (n − R Bᵀ)
                kernels.multiplyMatrices(ratios, false, mixing.topics, true, byProportions),
                kernels.scale(byProportions, kernels.scalar(-1), byProportions),
                kernels.addColumn(byProportions, mixing.length, byProportions),
                kernels.multiply(byProportions, theta, byProportions),
                training.weigh(kernels, byProportions),
                kernels.scale(byProportions, kernels.scalar(mixing.spread), byProportions),
                kernels.multiply(byProportions, proportions, moved),
                kernels.sumColumns(moved, ofRows),
                kernels.sumRows(ofRows, byLogSpread),
                // −G into the gradient's own memory, and less its mean over the topic's words
                training.weigh(kernels, theta),
                kernels.scale(theta, kernels.scalar(-1), theta),
                kernels.multiplyMatrices(theta, true, ratios, false, byWeights),
                kernels.multiply(byWeights, mixing.topics, product),
                kernels.sumColumns(product, sums),
                kernels.scale(sums, kernels.scalar(-1), sums),
                kernels.addColumn(byWeights, sums, byWeights),
                kernels.multiply(byWeights, mixing.topics, byWeights)))
        .toArray(Operation[]::new);
  }

  private Operation[] distortions(Mixing mixing) {
    Tensor logs = mixing.probabilities;
    Tensor out = training.rowDistortions();
    Tensor scratch = kernels.tensor(proportions.rows(), values);
    return Operations.all(
            mixing.operations,
            List.of(
                kernels.log(logs, logs),
                kernels.multiply(logs, training.x(), logs),
                kernels.sumColumns(logs, out),
                kernels.scale(out, kernels.scalar(-1), out)),
            WordCounts.addLogOrders(kernels, training.x(), mixing.length, scratch, out))
        .toArray(Operation[]::new);
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
    double[][] topics = topics();
    for (int row = 0; row < count; row++) {
      double[] logs = probabilities(row, topics);
      for (int word = 0; word < values; word++) {
        logs[word] = Math.log(logs[word]);
      }
      distortions[row] = Multinomial.distortion(images, row * values, logs);
    }
  }

  /** {@inheritDoc} It is each word's share of a document: its count for every word of the whole. */
  @Override
  public void expectation(int count, float[] target, int at) {
    double[][] topics = topics();
    for (int row = 0; row < count; row++) {
      double[] probabilities = probabilities(row, topics);
      for (int word = 0; word < values; word++) {
        target[at + row * values + word] = (float) probabilities[word];
      }
    }
  }

  @Override
  public void draw(int count, RandomStream stream, float[] target, int at) {
    double[][] topics = topics();
    for (int row = 0; row < count; row++) {
      WordCounts.draw(probabilities(row, topics), stream, target, at + row * values);
    }
  }

  private double[] probabilities(int row, double[][] topics) {
    double[] logits = proportionRow.read(row);
    double spread = Math.exp(logSpread.get(0));
    for (int topic = 0; topic < logits.length; topic++) {
      logits[topic] *= spread;
    }
    return TopicMixture.mix(Softmax.of(logits, 0, topics.length), topics);
  }

  private double[][] topics() {
    double[][] topics = new double[weights.rows()][];
    for (int topic = 0; topic < topics.length; topic++) {
      topics[topic] = Softmax.of(weightRow.read(topic), 0, values);
    }
    return topics;
  }
}
