package org.rdvae.distribution;

import java.util.List;
import java.util.stream.Stream;
import org.rdvae.random.RandomStream;
import org.rdvae.tensor.TensorValues;

/**
 * A posterior under test beside its plain arithmetic in double.
 *
 * @param prior with which the rate is in closed form; {@code null} if with none
 */
record PosteriorCase(Posterior posterior, PlainPosterior plain, Prior prior) {
  static final int ROWS = 3;
  static final int LATENTS = 4;

  int units() {
    return posterior.heads(LATENTS).stream().mapToInt(PosteriorHead::units).sum();
  }

  double[] numbers() {
    double[] numbers = TensorValues.random(4, PosteriorPlan.numbers(posterior, ROWS, LATENTS));
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = (float) (0.5 * numbers[i]);
    }
    return numbers;
  }

  double[] noise() {
    RandomStream stream = new RandomStream(3, RandomStream.Purpose.TEST);
    float[] noise = new float[ROWS * LATENTS];
    for (int row = 0; row < ROWS; row++) {
      posterior.drawNoise(stream, LATENTS, noise, row * LATENTS);
    }
    return TensorValues.doubles(noise);
  }

  /** The heads of a row. */
  double[][] heads(double[] numbers, int row) {
    List<PosteriorHead> asked = posterior.heads(LATENTS);
    double[][] heads = new double[asked.size()][];
    int at = 0;
    for (int i = 0; i < heads.length; i++) {
      int units = asked.get(i).units();
      heads[i] = new double[units];
      System.arraycopy(numbers, at + row * units, heads[i], 0, units);
      at += ROWS * units;
    }
    return heads;
  }

  double[] parameters(double[] numbers) {
    int from = ROWS * units();
    double[] parameters = new double[numbers.length - from];
    System.arraycopy(numbers, from, parameters, 0, parameters.length);
    return parameters;
  }

  double[] z(double[] numbers, double[] noise, int row) {
    double[] ofRow = new double[noise.length / ROWS];
    System.arraycopy(noise, row * ofRow.length, ofRow, 0, ofRow.length);
    return plain.z(heads(numbers, row), ofRow, parameters(numbers));
  }

  @Override
  public String toString() {
    return posterior.toString() + (prior == null ? "" : " " + prior);
  }

  static Stream<PosteriorCase> explicit() {
    return Stream.of(
        new PosteriorCase(
            new DiagonalGaussianPosterior(), new DiagonalAsPlain(), new StandardNormalPrior()),
        new PosteriorCase(
            new FullGaussianPosterior(), new PlainPosterior.Full(), new StandardNormalPrior()),
        new PosteriorCase(
            new StudentTPosterior(2.5),
            new PlainPosterior.HeavyTailed(2.5),
            new StandardNormalPrior()),
        new PosteriorCase(
            new ExponentialPosterior(), new PlainPosterior.Erlang(1), new ExponentialPrior(0.7)),
        new PosteriorCase(
            new ErlangPosterior(3), new PlainPosterior.Erlang(3), new GammaPrior(1.5, 2)),
        new PosteriorCase(
            new GammaPosterior(), new PlainPosterior.OfShape(), new GammaPrior(1.5, 2)),
        new PosteriorCase(
            new GammaPosterior(), new PlainPosterior.OfShape(), new ExponentialPrior(0.3)));
  }

  static Stream<PosteriorCase> flows() {
    InverseAutoregressivePosterior autoregressive = new InverseAutoregressivePosterior(3, 6, 2);
    CouplingPosterior coupling = new CouplingPosterior(3, 5, 2);
    return Stream.of(
        new PosteriorCase(
            autoregressive,
            new PlainPosterior.Autoregressive(
                autoregressive, PosteriorPlan.layout(autoregressive, LATENTS)),
            null),
        new PosteriorCase(
            coupling,
            new PlainPosterior.Coupled(coupling, PosteriorPlan.layout(coupling, LATENTS)),
            null));
  }

  static Stream<PosteriorCase> all() {
    return Stream.concat(explicit(), flows());
  }

  /** Same heads and formula as Student's, with normal noise. */
  private record DiagonalAsPlain() implements PlainPosterior {
    @Override
    public double[] z(double[][] heads, double[] noise, double[] parameters) {
      return new HeavyTailed(3).z(heads, noise, parameters);
    }

    @Override
    public double logDensity(double[][] heads, double[] z) {
      double sum = 0;
      for (int i = 0; i < z.length; i++) {
        sum += DiagonalGaussian.logDensity(z[i], heads[0][i], heads[1][i]);
      }
      return sum;
    }
  }
}
