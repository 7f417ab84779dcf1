package org.rdvae.bench;

import java.util.ArrayList;
import java.util.List;
import org.rdvae.bench.StepPart.Direction;
import org.rdvae.model.PlannedVae;
import org.rdvae.network.ParameterTensors;
import org.rdvae.objective.BetaSchedule;
import org.rdvae.random.RandomStream;
import org.rdvae.tensor.Device;
import org.rdvae.tensor.Kernels;
import org.rdvae.tensor.Precision;
import org.rdvae.training.GradientNorms;
import org.rdvae.training.LearningRate;
import org.rdvae.training.StepInput;
import org.rdvae.training.TrainedParameters;

/**
 * The step of a variational autoencoder in parts: what the trainer does, in its order and with its
 * numbers, without its bookkeeping.
 */
final class VariationalParts implements StepParts {
  private final Work.Variational work;
  private final RecordedKernels recorded;
  private final PlannedVae vae;
  private final LearningRate learningRate;
  private final TrainedParameters trained;
  private final RandomStream noiseStream;
  private final StepInput input;
  private final float[] values;
  private final List<StepPart> parts = new ArrayList<>();
  private long step;

  VariationalParts(Work.Variational work, Device device) {
    this.work = work;
    recorded = new RecordedKernels(device.kernels(Precision.FLOAT32));
    Kernels kernels = recorded.kernels();
    int stepsPerEpoch = work.batches().stepsPerEpoch();
    learningRate =
        new LearningRate(work.training().schedule(), work.training().epochs(), stepsPerEpoch);
    noiseStream = new RandomStream(work.seed(), RandomStream.Purpose.TRAINING_NOISE);
    try {
      BetaSchedule betas = new BetaSchedule(work.objective().beta(), stepsPerEpoch);
      vae =
          new PlannedVae(
              kernels, work.architecture(), work.objective(), betas, work.batch(), work.seed());
      trained =
          new TrainedParameters(
              work.training(),
              GradientNorms.ends(work.architecture().layout()),
              vae.parameters().gradients(),
              vae.parameters().values(),
              work.start(),
              device.threadsBetweenCalls());
    } catch (RuntimeException | Error e) {
      kernels.close();
      throw e;
    }
    input = new StepInput(work.batches(), work.architecture());
    values = new float[input.size()];
    list(Direction.FORWARD, Direction.BACKWARD);
  }

  private void list(Direction forward, Direction backward) {
    parts.add(StepPart.of("batch", forward, this::writeBatch));
    parts.add(StepPart.of("noise", forward, this::writeNoise));
    parts.addAll(StepPart.ofLayers(vae.forwardOperations(), forward, recorded));
    parts.addAll(StepPart.ofLayers(vae.gradientOperations(() -> step), backward, recorded));
    parts.add(StepPart.of("optimiser", backward, this::update));
  }

  private int epoch() {
    return (int) (step / work.batches().stepsPerEpoch());
  }

  private int stepInEpoch() {
    return (int) (step % work.batches().stepsPerEpoch());
  }

  private void writeBatch() {
    input.fill(epoch(), stepInEpoch(), values);
    StepInput.write(values, vae);
  }

  private void writeNoise() {
    vae.latents().drawNoise(noiseStream.at(epoch(), stepInEpoch()));
    vae.dropoutMasks().draw(epoch(), stepInEpoch());
  }

  private void update() {
    trained.update(step, learningRate.factor(step));
    step++;
  }

  @Override
  public List<StepPart> parts() {
    return parts;
  }

  @Override
  public RecordedKernels recorded() {
    return recorded;
  }

  @Override
  public ParameterTensors parameters() {
    return vae.parameters();
  }

  @Override
  public long dataBytes() {
    return (long) work.batches().stepsPerEpoch() * work.batch() * work.image().size();
  }

  @Override
  public void close() {
    trained.close();
    recorded.kernels().close();
  }
}
