package org.rdvae.training;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.rdvae.model.Architecture;
import org.rdvae.model.PlannedVae;
import org.rdvae.network.ParameterLayout;
import org.rdvae.network.ParameterTensors;
import org.rdvae.objective.BetaSchedule;
import org.rdvae.objective.ObjectiveSettings;
import org.rdvae.objective.PlannedObjective;
import org.rdvae.random.RandomStream;
import org.rdvae.tensor.Kernels;
import org.rdvae.tensor.Tensor;

/** A variational autoencoder to be trained; a batch is its images and then, if any, its classes. */
final class VaeTraining implements Trainable {
  private final Architecture architecture;
  private final PlannedVae vae;
  private final List<Tensor> inputs;
  private final RandomStream noise;

  VaeTraining(
      Kernels kernels,
      Architecture architecture,
      ObjectiveSettings settings,
      BetaSchedule betas,
      int batch,
      long seed) {
    this.architecture = architecture;
    vae = new PlannedVae(kernels, architecture, settings, betas, batch, seed);
    inputs = StepInput.tensors(vae);
    noise = new RandomStream(seed, RandomStream.Purpose.TRAINING_NOISE);
  }

  /** Makes one for batches of the given size. */
  static Function<Kernels, Trainable> plan(
      Architecture architecture,
      ObjectiveSettings settings,
      int stepsPerEpoch,
      int batch,
      long seed) {
    return kernels ->
        new VaeTraining(
            kernels,
            architecture,
            settings,
            new BetaSchedule(settings.beta(), stepsPerEpoch),
            batch,
            seed);
  }

  @Override
  public ParameterLayout layout() {
    return architecture.layout();
  }

  @Override
  public ParameterTensors parameters() {
    return vae.parameters();
  }

  @Override
  public int batchValues() {
    return vae.images().rows() * (architecture.pixels() + architecture.classes());
  }

  @Override
  public List<Tensor> inputs() {
    return inputs;
  }

  @Override
  public void draw(int epoch, int stepInEpoch) {
    vae.latents().drawNoise(noise.at(epoch, stepInEpoch));
    vae.dropoutMasks().draw(epoch, stepInEpoch);
  }

  @Override
  public void forward() {
    vae.forward();
  }

  @Override
  public void gradient(long step) {
    vae.gradient(step);
  }

  @Override
  public Measured measure(float[] batch) {
    PlannedObjective.Terms terms = vae.objective().measure(batch);
    return new Measured(
        new Measurement(terms.rate(), terms.distortion()),
        terms.loss(),
        terms.beta(),
        Arrays.stream(vae.latents().levelRates()).boxed().toList());
  }

  @Override
  public Map<String, Double> memory() {
    return vae.objective().memory();
  }

  @Override
  public void recall(Map<String, Double> memory) {
    vae.objective().recall(memory);
  }
}
