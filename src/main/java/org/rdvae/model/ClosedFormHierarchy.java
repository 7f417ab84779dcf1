package org.rdvae.model;

import java.util.Arrays;
import java.util.List;
import org.rdvae.distribution.ClosedFormLatents;
import org.rdvae.distribution.ClosedFormRates;
import org.rdvae.random.RandomStream;
import org.rdvae.tensor.Kernels;
import org.rdvae.tensor.Operation;
import org.rdvae.tensor.Tensor;

/**
 * Several levels of latent variables whose rates are known in closed form, each given a sample of
 * those above. The rates stand side by side, from the image upwards.
 */
final class ClosedFormHierarchy implements ClosedFormLatents {
  private final LevelChain<ClosedFormLatents> chain;
  private final Tensor rateWeights;
  private final Tensor summedRates;
  private final Operation spreadWeights;
  private final Operation joinRates;

  ClosedFormHierarchy(Kernels kernels, LevelChain<ClosedFormLatents> chain) {
    this.chain = chain;
    List<Tensor> weights = chain.levels().stream().map(ClosedFormRates::rateWeights).toList();
    List<Tensor> rates = chain.levels().stream().map(ClosedFormRates::summedRates).toList();
    int count = weights.stream().mapToInt(Tensor::columns).sum();
    rateWeights = kernels.tensor(1, count);
    summedRates = kernels.tensor(1, count);
    spreadWeights = kernels.splitColumns(rateWeights, weights);
    joinRates = kernels.joinColumns(rates, summedRates);
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
  public Tensor zGradient() {
    return chain.stateGradient();
  }

  @Override
  public void backward() {
    spreadWeights.run();
    chain.backward();
  }

  @Override
  public Tensor rateWeights() {
    return rateWeights;
  }

  @Override
  public void rates() {
    List<ClosedFormLatents> levels = chain.levels();
    for (int i = 0; i < levels.size(); i++) {
      levels.get(i).rates();
    }
    joinRates.run();
  }

  @Override
  public Tensor summedRates() {
    return summedRates;
  }

  @Override
  public double[] meanRates() {
    return chain.levels().stream().flatMapToDouble(x -> Arrays.stream(x.meanRates())).toArray();
  }

  @Override
  public int[] levelEnds() {
    int[] ends = chain.levels().stream().mapToInt(level -> level.rateWeights().columns()).toArray();
    Arrays.parallelPrefix(ends, Integer::sum);
    return ends;
  }

  @Override
  public double[] levelRates() {
    return chain.levels().stream().mapToDouble(x -> Arrays.stream(x.meanRates()).sum()).toArray();
  }
}
