package org.rdvae.distribution;

import java.util.List;
import org.rdvae.random.RandomStream;
import org.rdvae.tensor.Kernels;
import org.rdvae.tensor.Operation;
import org.rdvae.tensor.Tensor;

/**
 * A family of densities that differ by centre and scale only: −log p(x) = f(r) + ln s + c with r =
 * (μ − x) / s, and f the same for positive and negative r.
 */
interface StandardForm {
  /** c. */
  double constant();

  /** −log p(x), in plain double arithmetic. */
  double distortion(double x, double mean, double logScale);

  /** A value drawn from the density. */
  double draw(double mean, double logScale, RandomStream stream);

  /** out = f(r); neither may be the other. */
  List<Operation> cost(Kernels kernels, Tensor r, Tensor out);

  /** out = f'(r); neither may be the other. */
  List<Operation> slope(Kernels kernels, Tensor r, Tensor out);

  /** f(r) = r² / 2. */
  record Normal() implements StandardForm {
    @Override
    public double constant() {
      return distortion(0, 0, 0);
    }

    @Override
    public double distortion(double x, double mean, double logScale) {
      return Gaussian.distortion(x, mean, logScale);
    }

    @Override
    public double draw(double mean, double logScale, RandomStream stream) {
      return DiagonalGaussian.sample(mean, logScale, stream.nextGaussian());
    }

    @Override
    public List<Operation> cost(Kernels kernels, Tensor r, Tensor out) {
      return List.of(kernels.square(r, out), kernels.scale(out, kernels.scalar(0.5), out));
    }

    @Override
    public List<Operation> slope(Kernels kernels, Tensor r, Tensor out) {
      return List.of(kernels.copy(r, out));
    }
  }

  /** f(r) = |r|. */
  record DoubleExponential() implements StandardForm {
    /** Any two residuals that differ from 0 in float32 have the same sign times this. */
    private static final double LARGE = 1e30;

    @Override
    public double constant() {
      return distortion(0, 0, 0);
    }

    @Override
    public double distortion(double x, double mean, double logScale) {
      return Laplace.distortion(x, mean, logScale);
    }

    @Override
    public double draw(double mean, double logScale, RandomStream stream) {
      return Laplace.quantile(stream.nextUniform(), mean, logScale);
    }

    @Override
    public List<Operation> cost(Kernels kernels, Tensor r, Tensor out) {
      return List.of(kernels.absolute(r, out));
    }

    /** The sign, by cutting a large multiple off at ±1. */
    @Override
    public List<Operation> slope(Kernels kernels, Tensor r, Tensor out) {
      return List.of(
          kernels.scale(r, kernels.scalar(LARGE), out),
          kernels.atMost(out, kernels.scalar(1), out),
          kernels.atLeast(out, kernels.scalar(-1), out));
    }
  }

  /** f(r) = (ν+1)/2 log(1 + r² / ν). */
  record HeavyTailed(double freedom) implements StandardForm {
    @Override
    public double constant() {
      return StudentT.constant(freedom);
    }

    @Override
    public double distortion(double x, double mean, double logScale) {
      return StudentT.distortion(x, mean, logScale, freedom);
    }

    @Override
    public double draw(double mean, double logScale, RandomStream stream) {
      return StudentT.draw(mean, logScale, freedom, stream);
    }

    @Override
    public List<Operation> cost(Kernels kernels, Tensor r, Tensor out) {
      return List.of(
          kernels.square(r, out),
          kernels.scale(out, kernels.scalar(1 / freedom), out),
          kernels.shift(out, kernels.scalar(1), out),
          kernels.log(out, out),
          kernels.scale(out, kernels.scalar(0.5 * (freedom + 1)), out));
    }

    /** (ν+1) r / (ν + r²). */
    @Override
    public List<Operation> slope(Kernels kernels, Tensor r, Tensor out) {
      return List.of(
          kernels.square(r, out),
          kernels.shift(out, kernels.scalar(freedom), out),
          kernels.divide(r, out, out),
          kernels.scale(out, kernels.scalar(freedom + 1), out));
    }
  }
}
