package org.rdvae.model;

import org.rdvae.distribution.ClosedFormLatents;
import org.rdvae.objective.TotalCorrelationPenalty;
import org.rdvae.random.RandomStream;
import org.rdvae.tensor.Tensor;

/** A level of latent variables whose gradients have a penalty's added on the way back. */
record CorrelatedLevel(ClosedFormLatents level, TotalCorrelationPenalty penalty)
    implements ClosedFormLatents {
  @Override
  public void backward() {
    penalty.addToSamples();
    level.backward();
    penalty.addToHeads();
  }

  @Override
  public Tensor noise() {
    return level.noise();
  }

  @Override
  public void drawNoise(RandomStream stream) {
    level.drawNoise(stream);
  }

  @Override
  public void sample() {
    level.sample();
  }

  @Override
  public Tensor z() {
    return level.z();
  }

  @Override
  public Tensor zGradient() {
    return level.zGradient();
  }

  @Override
  public Tensor rateWeights() {
    return level.rateWeights();
  }

  @Override
  public void rates() {
    level.rates();
  }

  @Override
  public Tensor summedRates() {
    return level.summedRates();
  }

  @Override
  public double[] meanRates() {
    return level.meanRates();
  }
}
