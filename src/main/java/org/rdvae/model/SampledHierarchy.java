package org.rdvae.model;

import java.util.ArrayList;
import java.util.List;
import org.rdvae.distribution.SampledLatents;
import org.rdvae.random.RandomStream;
import org.rdvae.tensor.Kernels;
import org.rdvae.tensor.Operation;
import org.rdvae.tensor.Tensor;

/** Several levels of latent variables by log densities at the samples, which add up. */
final class SampledHierarchy implements SampledLatents {
  private final LevelChain<SampledLatents> chain;
  private final Tensor logRatios;
  private final Operation[] sum;

  SampledHierarchy(Kernels kernels, LevelChain<SampledLatents> chain) {
    this.chain = chain;
    List<Operation> operations = new ArrayList<>();
    logRatios = kernels.tensor(chain.state().rows(), 1);
    for (SampledLatents level : chain.levels()) {
      operations.add(
          operations.isEmpty()
              ? kernels.copy(level.logRatios(), logRatios)
              : kernels.add(logRatios, level.logRatios(), logRatios));
    }
    sum = operations.toArray(Operation[]::new);
  }

  @Override
  public Tensor noise() {
    return chain.noise();
  }

  @Override
  public void drawNoise(RandomStream stream) {
    chain.drawNoise(stream);
  }

  @Override
  public void sample() {
    chain.sample();
  }

  @Override
  public Tensor z() {
    return chain.state();
  }

  @Override
  public void logRatio() {
    List<SampledLatents> levels = chain.levels();
    for (int i = 0; i < levels.size(); i++) {
      levels.get(i).logRatio();
    }
    Operation.runAll(sum);
  }

  @Override
  public Tensor logRatios() {
    return logRatios;
  }

  @Override
  public Tensor zGradient() {
    return chain.stateGradient();
  }

  @Override
  public void backward() {
    chain.backward();
  }

  @Override
  public double[] levelRates() {
    return chain.levels().stream().mapToDouble(SampledHierarchy::rate).toArray();
  }

  private static double rate(SampledLatents level) {
    Tensor ratios = level.logRatios();
    double sum = 0;
    for (int row = 0; row < ratios.rows(); row++) {
      sum -= ratios.get(row);
    }
    return sum / ratios.rows();
  }
}
