package org.rdvae.distribution;

import java.util.ArrayList;
import java.util.List;
import org.rdvae.random.RandomStream;
import org.rdvae.tensor.Kernels;
import org.rdvae.tensor.Operation;
import org.rdvae.tensor.Tensor;

/**
 * Prior p(z) = Σ_k w_k N(z; m_k, σ_k²) of K diagonal Gaussians as operations on fixed tensors; the
 * formulas in double stand in {@link GaussianMixture}. With P = 1 / σ² and Q = m P, all [K,
 * latents]:
 *
 * <pre>
 * joint [rows, K]   z² (−½ P)' + z Q' + c      c_k = log w_k − Σ_j (½ m² P + ln σ + ½ ln 2π)
 * log p [rows, 1]   log Σ_k exp(joint)
 * </pre>
 *
 * With v the derivative of the loss by log p of a row, A = v exp(joint − log p) and n_k the sum of
 * A's column k the gradients are
 *
 * <pre>
 * by z       A Q − z (A P)
 * by m       P (A' z − n m)
 * by ln σ    P (A' z² − 2 m A' z + n m²) − n
 * by logits  n_k − w_k Σ v
 * </pre>
 *
 * <p>The square is multiplied out, so that everything costs as much as a narrow dense layer of K
 * units: for 500 components a hundredth of what differences taken one by one would. The price is
 * rounding in float32, about 1e-7 (z / σ)² nats a latent variable: together for 40 of them 0.002
 * nats where all σ are 0.05, and 0.05 nats where they are 0.01. Half its square, and so next to
 * nothing, is what a likelihood by importance sampling is off.
 */
final class PlannedGaussianMixture implements PlannedPrior {
  private final Kernels kernels;
  private final Components components;
  private final Tensor z;
  private final Tensor precision;
  private final Tensor pull;
  private final Tensor squares;
  private final Tensor joint;
  private final Tensor logDensities;
  private final Operation[] logDensity;
  private final Operation[] backward;

  /**
   * The parameters of the components, or where their gradients go.
   *
   * @param means shape [components, latents]
   * @param logStddevs likewise
   * @param logits of the weights, shape [1, components]; {@code null} if all weigh the same
   */
  record Components(Tensor means, Tensor logStddevs, Tensor logits) {}

  /**
   * @param gradients {@code null} without a backward pass
   */
  PlannedGaussianMixture(PriorPlace place, Components components, Components gradients) {
    kernels = place.kernels();
    this.components = components;
    z = place.z();
    int count = components.means().rows();
    int latents = z.columns();
    precision = kernels.tensor(count, latents);
    pull = kernels.tensor(count, latents);
    squares = kernels.tensor(z.rows(), latents);
    joint = kernels.tensor(z.rows(), count);
    logDensities = kernels.tensor(z.rows(), 1);
    logDensity = logDensity(count, latents).toArray(Operation[]::new);
    backward =
        gradients == null
            ? new Operation[0]
            : backward(place.training(), gradients).toArray(Operation[]::new);
  }

  private List<Operation> logDensity(int count, int latents) {
    Tensor scratch = kernels.tensor(count, latents);
    Tensor halfPrecision = kernels.tensor(count, latents);
    Tensor constants = kernels.tensor(1, count);
    Tensor bySquares = kernels.tensor(z.rows(), count);
    double perLatent = DiagonalGaussian.logDensity(0, 0, 0);
    double equalWeight = components.logits() == null ? -Math.log(count) : 0;
    List<Operation> operations =
        new ArrayList<>(
            List.of(
                kernels.scale(components.logStddevs(), kernels.scalar(-2), precision),
                kernels.exp(precision, precision),
                kernels.multiply(components.means(), precision, pull),
                kernels.scale(precision, kernels.scalar(-0.5), halfPrecision),
                kernels.multiply(components.means(), pull, scratch),
                kernels.scale(scratch, kernels.scalar(-0.5), scratch),
                kernels.subtract(scratch, components.logStddevs(), scratch),
                kernels.sumColumns(scratch, kernels.view(constants, 0, count, 1)),
                kernels.shift(
                    constants, kernels.scalar(latents * perLatent + equalWeight), constants)));
    if (components.logits() != null) {
      Tensor logTotal = kernels.tensor(1, 1);
      operations.addAll(
          new RowSoftmax(kernels, 1)
              .logSumExp(components.logits(), kernels.tensor(1, count), logTotal));
      operations.add(kernels.scale(logTotal, kernels.scalar(-1), logTotal));
      operations.add(kernels.addColumn(constants, logTotal, constants));
      operations.add(kernels.add(constants, components.logits(), constants));
    }
    operations.addAll(
        List.of(
            kernels.square(z, squares),
            kernels.multiplyMatrices(squares, false, halfPrecision, true, bySquares),
            kernels.multiplyMatrices(z, false, pull, true, joint),
            kernels.add(joint, bySquares, joint),
            kernels.addRow(joint, constants, joint)));
    operations.addAll(new RowSoftmax(kernels, z.rows()).logSumExp(joint, bySquares, logDensities));
    return operations;
  }

  private List<Operation> backward(PriorPlace.Training training, Components gradients) {
    int count = joint.columns();
    int latents = z.columns();
    Tensor minusLog = kernels.tensor(z.rows(), 1);
    Tensor totals = kernels.tensor(1, count);
    Tensor totalsColumn = kernels.view(totals, 0, count, 1);
    Tensor byZ = gradients.means();
    Tensor bySquares = gradients.logStddevs();
    Tensor scratch = kernels.tensor(count, latents);
    List<Operation> operations = new ArrayList<>();
    operations.add(kernels.scale(logDensities, kernels.scalar(-1), minusLog));
    operations.add(kernels.addColumn(joint, minusLog, joint));
    operations.add(kernels.exp(joint, joint));
    operations.add(kernels.multiplyColumn(joint, training.densityWeights(), joint));
    operations.add(kernels.sumRows(joint, totals));
    if (training.zGradient() != null) {
      operations.addAll(towardsZ(training.zGradient()));
    }
    operations.add(kernels.multiplyMatrices(joint, true, z, false, byZ));
    operations.add(kernels.multiplyMatrices(joint, true, squares, false, bySquares));
    operations.addAll(
        List.of(
            // A' z² − m A' z, and then less m (A' z − n m)
            kernels.multiply(components.means(), byZ, scratch),
            kernels.subtract(bySquares, scratch, bySquares),
            kernels.multiplyColumn(components.means(), totalsColumn, scratch),
            kernels.subtract(byZ, scratch, byZ),
            kernels.multiply(components.means(), byZ, scratch),
            kernels.subtract(bySquares, scratch, bySquares),
            kernels.multiply(bySquares, precision, bySquares),
            kernels.scale(totalsColumn, kernels.scalar(-1), totalsColumn),
            kernels.addColumn(bySquares, totalsColumn, bySquares),
            kernels.multiply(byZ, precision, byZ)));
    if (gradients.logits() != null) {
      operations.addAll(byLogits(training.densityWeights(), totals, gradients.logits()));
    }
    return operations;
  }

  private List<Operation> towardsZ(Tensor zGradient) {
    Tensor towardsMeans = kernels.tensor(z.rows(), z.columns());
    Tensor weights = kernels.tensor(z.rows(), z.columns());
    return List.of(
        kernels.multiplyMatrices(joint, false, pull, false, towardsMeans),
        kernels.add(zGradient, towardsMeans, zGradient),
        kernels.multiplyMatrices(joint, false, precision, false, weights),
        kernels.multiply(weights, z, weights),
        kernels.subtract(zGradient, weights, zGradient));
  }

  /**
   * @param minusTotals −n, a row
   */
  private List<Operation> byLogits(Tensor rowWeights, Tensor minusTotals, Tensor gradient) {
    Tensor sum = kernels.tensor(1, 1);
    return Operations.all(
        List.of(kernels.sumRows(rowWeights, sum)),
        new RowSoftmax(kernels, 1).softmax(components.logits(), gradient),
        List.of(
            kernels.scale(gradient, kernels.scalar(sum), gradient),
            kernels.add(gradient, minusTotals, gradient),
            kernels.scale(gradient, kernels.scalar(-1), gradient)));
  }

  @Override
  public void logDensity() {
    Operation.runAll(logDensity);
  }

  @Override
  public Tensor logDensities() {
    return logDensities;
  }

  @Override
  public void backward() {
    Operation.runAll(backward);
  }

  @Override
  public void draw(RandomStream stream, double temperature, int count, float[] target) {
    mixture().draw(stream, temperature, count, target);
  }

  private GaussianMixture mixture() {
    double[] logits =
        components.logits() == null
            ? new double[components.means().rows()]
            : values(components.logits());
    return GaussianMixture.ofLogits(
        logits, values(components.means()), values(components.logStddevs()));
  }

  private static double[] values(Tensor tensor) {
    double[] values = new double[Math.toIntExact(tensor.size())];
    tensor.read(values);
    return values;
  }
}
