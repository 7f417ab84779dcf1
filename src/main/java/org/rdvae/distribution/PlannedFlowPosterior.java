package org.rdvae.distribution;

import java.util.List;
import org.rdvae.tensor.Kernels;
import org.rdvae.tensor.Operation;
import org.rdvae.tensor.Tensor;

/**
 * A {@link FlowPosterior} on fixed tensors, with log q at the sample. With the flow f and w the
 * derivative of the loss by log q of a row:
 *
 * <pre>
 * z = f(μ + σ ε; context)
 * log q(z|x) = −½ Σ ε² − Σ ln σ − latents ½ ln 2π − log |det ∂f|
 *
 * by log |det|: −w;   dz through the flow gives dy, then dμ = dy,  d ln σ = dy σ ε − w
 * </pre>
 */
final class PlannedFlowPosterior implements SampledPosterior, MomentsOfSamples {
  private static final Operation[] NOTHING = {};

  private final Tensor logStddev;
  private final Tensor noise;
  private final PlannedFlow flow;
  private final Tensor zGradient;
  private final Tensor logDensities;
  private final Operation[] sample;
  private final Operation[] logDensity;
  private final Operation[] backward;

  PlannedFlowPosterior(PosteriorPlace place, FlowPosterior settings) {
    Kernels kernels = place.kernels();
    int rows = place.rows();
    int latents = place.latents();
    logStddev = place.head(1);
    noise = kernels.tensor(rows, latents);
    Tensor scaledNoise = kernels.tensor(rows, latents);
    Tensor start = kernels.tensor(rows, latents);
    PosteriorPlace.Training training = place.training();
    zGradient = training == null ? null : kernels.tensor(rows, latents);
    Tensor contextGradient = training == null ? null : kernels.tensor(rows, settings.context());
    Tensor minusWeights = kernels.tensor(rows, 1);
    flow =
        settings.planFlow(
            new PlannedFlow.Place(
                kernels,
                place.name(),
                place.parameters(),
                start,
                place.head(2),
                training == null
                    ? null
                    : new PlannedFlow.Training(zGradient, contextGradient, minusWeights)));
    sample =
        Operations.all(
                List.of(
                    kernels.exp(logStddev, scaledNoise),
                    kernels.multiply(scaledNoise, noise, scaledNoise),
                    kernels.add(place.head(0), scaledNoise, start)),
                flow.forward())
            .toArray(Operation[]::new);
    Tensor terms = kernels.tensor(rows, latents);
    logDensities = kernels.tensor(rows, 1);
    logDensity =
        new Operation[] {
          kernels.square(noise, terms),
          kernels.scale(terms, kernels.scalar(-0.5), terms),
          kernels.subtract(terms, logStddev, terms),
          kernels.sumColumns(terms, logDensities),
          kernels.subtract(logDensities, flow.logDeterminants(), logDensities),
          kernels.shift(
              logDensities,
              kernels.scalar(latents * DiagonalGaussian.logDensity(0, 0, 0)),
              logDensities),
        };
    backward =
        training == null
            ? NOTHING
            : backward(kernels, training, contextGradient, minusWeights, scaledNoise);
  }

  private Operation[] backward(
      Kernels kernels,
      PosteriorPlace.Training training,
      Tensor contextGradient,
      Tensor minusWeights,
      Tensor scaledNoise) {
    if (training.gradient() != RateGradient.TOTAL) {
      throw new IllegalArgumentException("a flow leads back the whole gradient only");
    }
    // Times 0 would keep what is not finite for ever.
    Tensor zeros = kernels.tensor(contextGradient.rows(), contextGradient.columns());
    Tensor byMean = training.headGradients().get(0);
    Tensor byLogStddev = training.headGradients().get(1);
    return Operations.all(
            List.of(
                kernels.scale(training.densityWeights(), kernels.scalar(-1), minusWeights),
                kernels.copy(zeros, contextGradient)),
            flow.backward(),
            List.of(
                kernels.copy(contextGradient, training.headGradients().get(2)),
                kernels.copy(zGradient, byMean),
                kernels.multiply(zGradient, scaledNoise, byLogStddev),
                kernels.addColumn(byLogStddev, minusWeights, byLogStddev)))
        .toArray(Operation[]::new);
  }

  @Override
  public Tensor noise() {
    return noise;
  }

  @Override
  public void sample() {
    Operation.runAll(sample);
  }

  @Override
  public Tensor z() {
    return flow.output();
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
  public Tensor zGradient() {
    return zGradient;
  }

  @Override
  public void addPathGradient() {}

  @Override
  public void backward() {
    Operation.runAll(backward);
  }

  /** Where the flow takes the mean, and standard deviations of the volume that it makes of them. */
  @Override
  public void moments(int count, float[] mean, float[] logStddevs, int at) {
    int latents = noise.columns();
    flow.output().read(0, mean, at, count * latents);
    logStddev.read(0, logStddevs, at, count * latents);
    for (int row = 0; row < count; row++) {
      double each = flow.logDeterminants().get(row) / latents;
      for (int j = at + row * latents; j < at + (row + 1) * latents; j++) {
        logStddevs[j] = (float) (logStddevs[j] + each);
      }
    }
  }
}
