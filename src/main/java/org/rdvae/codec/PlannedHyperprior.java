package org.rdvae.codec;

import java.util.ArrayList;
import java.util.List;
import org.rdvae.network.DropoutMasks;
import org.rdvae.network.FeatureShape;
import org.rdvae.network.ParameterTensors;
import org.rdvae.network.PlannedNetwork;
import org.rdvae.tensor.Kernels;
import org.rdvae.tensor.Operation;
import org.rdvae.tensor.Tensor;

/**
 * The rate of a batch of latents in training, and what rounding makes of them.
 *
 * <pre>
 * z = hyper-analysis(y); mean, log scale = hyper-synthesis(round(z))
 * rate: logistic, of y + noise by mean and scale, of z + noise by the hyper-prior of its channel
 * ŷ = round(y − mean) + mean
 * </pre>
 *
 * <p>Rows are places of examples, columns channels.
 */
final class PlannedHyperprior {
  private final Kernels kernels;
  private final int batch;
  private final FeatureShape latents;
  private final FeatureShape hyperLatents;
  private final ParameterTensors parameters;
  private final boolean rounds;
  private final PlannedNetwork analysis;
  private final PlannedNetwork synthesis;
  private final Tensor y;
  private final Tensor byAnalysis;
  private final Tensor rounded;
  private final Tensor mean;
  private final Tensor rawLogScale;
  private final RatedTensors rated;
  private final Tensor z;
  private final Tensor zRounded;
  private final Tensor zGradient;
  private final Tensor zMean;
  private final RatedTensors zRated;

  /** What the rate of some numbers is made of, and its gradients. */
  static final class RatedTensors {
    final Tensor noise;
    final Tensor residual;
    final Tensor logScale;
    final Tensor byResidual;
    final Tensor byLogScale;

    /** What a row's rate counts in the loss, shape [rows, 1]. */
    final Tensor weights;

    private final Kernels kernels;
    private final PlannedLogisticRate rate;

    RatedTensors(Kernels kernels, int rows, int channels) {
      this.kernels = kernels;
      noise = kernels.tensor(rows, channels);
      residual = kernels.tensor(rows, channels);
      logScale = kernels.tensor(rows, channels);
      byResidual = kernels.tensor(rows, channels);
      byLogScale = kernels.tensor(rows, channels);
      weights = kernels.tensor(rows, 1);
      rate = new PlannedLogisticRate(kernels, residual, logScale, byResidual, byLogScale);
    }

    List<Operation> gradient() {
      List<Operation> all = rate.gradient();
      all.add(kernels.multiplyColumn(byResidual, weights, byResidual));
      all.add(kernels.multiplyColumn(byLogScale, weights, byLogScale));
      return all;
    }
  }

  /**
   * @param y the latents that are coded
   * @param rounds false adds noise where files round, see {@link PlannedCodec}
   */
  PlannedHyperprior(
      Kernels kernels,
      CodecArchitecture architecture,
      ParameterTensors parameters,
      DropoutMasks masks,
      int batch,
      Tensor y,
      boolean rounds) {
    this.kernels = kernels;
    this.batch = batch;
    this.parameters = parameters;
    this.y = y;
    this.rounds = rounds;
    latents = architecture.latents();
    hyperLatents = architecture.hyperLatents();
    byAnalysis = rows(latents);
    analysis =
        new PlannedNetwork(
            kernels,
            architecture.hyperAnalysis(),
            parameters,
            byExamples(y),
            byExamples(byAnalysis),
            masks);
    z = kernels.view(analysis.output(), 0, batch * hyperLatents.places(), hyperLatents.channels());
    zRounded = rows(hyperLatents);
    zGradient = rows(hyperLatents);
    zMean = rows(hyperLatents);
    zRated = new RatedTensors(kernels, z.rows(), z.columns());
    synthesis =
        new PlannedNetwork(
            kernels,
            architecture.hyperSynthesis(),
            parameters,
            byExamples(zRounded),
            byExamples(zGradient),
            masks);
    mean = rows(latents);
    rawLogScale = rows(latents);
    rounded = rows(latents);
    rated = new RatedTensors(kernels, y.rows(), y.columns());
  }

  private Tensor rows(FeatureShape shape) {
    return kernels.tensor(Math.multiplyExact(batch, shape.places()), shape.channels());
  }

  private Tensor byExamples(Tensor tensor) {
    return kernels.view(tensor, 0, batch, Math.toIntExact(tensor.size() / batch));
  }

  List<Operation> forward() {
    List<Operation> all = new ArrayList<>();
    Tensor ones = kernels.tensor(z.rows(), 1);
    for (int i = 0; i < ones.rows(); i++) {
      ones.set(i, 1);
    }
    Tensor priorMean = parameters.value(CodecArchitecture.PRIOR_MEAN);
    Tensor priorLogScale = parameters.value(CodecArchitecture.PRIOR_LOG_SCALE);
    all.add(analysis::forward);
    all.add(kernels.multiplyMatrices(ones, false, priorMean, false, zMean));
    all.add(kernels.multiplyMatrices(ones, false, priorLogScale, false, zRated.logScale));
    all.add(kernels.add(z, zRated.noise, zRated.residual));
    all.add(kernels.subtract(zRated.residual, zMean, zRated.residual));
    all.add(rounds ? kernels.round(z, zRounded) : kernels.add(z, zRated.noise, zRounded));
    all.add(synthesis::forward);
    all.add(kernels.splitColumns(heads(synthesis.output()), List.of(mean, rawLogScale)));
    Tensor logScale = rated.logScale;
    all.add(kernels.atLeast(rawLogScale, kernels.scalar(PlannedCodec.LEAST_LOG_SCALE), logScale));
    all.add(kernels.atMost(logScale, kernels.scalar(PlannedCodec.MOST_LOG_SCALE), logScale));
    Tensor residual = rated.residual;
    all.add(kernels.subtract(y, mean, residual));
    all.add(
        rounds ? kernels.round(residual, rounded) : kernels.add(residual, rated.noise, rounded));
    all.add(kernels.add(rounded, mean, rounded));
    all.add(kernels.add(residual, rated.noise, residual));
    return all;
  }

  private Tensor heads(Tensor tensor) {
    return kernels.view(tensor, 0, y.rows(), 2 * latents.channels());
  }

  /**
   * Adds the rate's gradient by the latents to the one that came from {@link #rounded}.
   *
   * @param yGradient the latter, changed
   * @param scratch two tensors of the latents' shape, written over
   */
  List<Operation> backward(Tensor yGradient, Tensor scratch, Tensor more) {
    List<Operation> all = new ArrayList<>(rated.gradient());
    all.add(kernels.add(yGradient, rated.byResidual, yGradient));
    // The mean's is the negative: rounding to means takes what the rounded values gave it.
    all.add(kernels.scale(rated.byResidual, kernels.scalar(-1), rated.byResidual));
    all.addAll(boundsBackward(scratch, more));
    all.add(
        kernels.joinColumns(
            List.of(rated.byResidual, rated.byLogScale), heads(synthesis.outputGradient())));
    all.add(synthesis::backward);
    all.addAll(zRated.gradient());
    Tensor toAnalysis = kernels.view(analysis.outputGradient(), 0, z.rows(), z.columns());
    all.add(kernels.add(zGradient, zRated.byResidual, toAnalysis));
    all.add(
        kernels.sumRows(zRated.byLogScale, parameters.gradient(CodecArchitecture.PRIOR_LOG_SCALE)));
    all.add(kernels.scale(zRated.byResidual, kernels.scalar(-1), zRated.byResidual));
    all.add(kernels.sumRows(zRated.byResidual, parameters.gradient(CodecArchitecture.PRIOR_MEAN)));
    all.add(analysis::backward);
    all.add(kernels.add(yGradient, byAnalysis, yGradient));
    return all;
  }

  /**
   * A scale below its bound has no effect, so no gradient but one that leads back: with none at all
   * it could never come back. mask = 1 − (gradient leads further down) (scale is below)
   */
  private List<Operation> boundsBackward(Tensor below, Tensor mask) {
    return List.of(
        kernels.isAbove(rated.byLogScale, kernels.scalar(0), mask),
        kernels.isAbove(rawLogScale, kernels.scalar(PlannedCodec.LEAST_LOG_SCALE), below),
        kernels.scale(below, kernels.scalar(-1), below),
        kernels.shift(below, kernels.scalar(1), below),
        kernels.multiply(mask, below, mask),
        kernels.scale(mask, kernels.scalar(-1), mask),
        kernels.shift(mask, kernels.scalar(1), mask),
        kernels.multiply(rated.byLogScale, mask, rated.byLogScale));
  }

  /** What the latents become in files. */
  Tensor rounded() {
    return rounded;
  }

  /** Of the latents. */
  RatedTensors rated() {
    return rated;
  }

  /** Of the hyper-latents. */
  RatedTensors hyperRated() {
    return zRated;
  }

  /** The means within the hyper-latents' residuals. */
  Tensor hyperMean() {
    return zMean;
  }
}
