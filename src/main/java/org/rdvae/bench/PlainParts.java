package org.rdvae.bench;

import java.util.ArrayList;
import java.util.List;
import org.rdvae.bench.StepPart.Direction;
import org.rdvae.network.ParameterTensors;
import org.rdvae.tensor.Device;
import org.rdvae.tensor.Precision;

/** The step of a plain autoencoder in parts. */
final class PlainParts implements StepParts {
  private final RecordedKernels recorded;
  private final PlainTraining training;
  private final List<StepPart> parts = new ArrayList<>();

  PlainParts(Work.Plain work, Device device) {
    recorded = new RecordedKernels(device.kernels(Precision.FLOAT32));
    training = new PlainTraining(recorded.kernels(), work, device.threadsBetweenCalls());
    Direction forward = Direction.FORWARD;
    Direction backward = Direction.BACKWARD;
    parts.add(StepPart.of("batch", forward, training::writeImages));
    if (work.noisyCode()) {
      parts.add(StepPart.of("noise", forward, training::writeNoise));
    }
    parts.addAll(StepPart.ofLayers(training.encoder().forwardOperations(), forward, recorded));
    if (work.noisyCode()) {
      parts.add(StepPart.of("noise", forward, training::addNoise));
    }
    parts.addAll(StepPart.ofLayers(training.decoder().forwardOperations(), forward, recorded));
    parts.add(StepPart.of("squared error", backward, training::lossGradient));
    parts.addAll(StepPart.ofLayers(training.decoder().backwardOperations(), backward, recorded));
    parts.addAll(StepPart.ofLayers(training.encoder().backwardOperations(), backward, recorded));
    parts.add(StepPart.of("optimiser", backward, training::update));
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
    return training.parameters();
  }

  @Override
  public long dataBytes() {
    return training.dataBytes();
  }

  @Override
  public void close() {
    training.close();
  }
}
