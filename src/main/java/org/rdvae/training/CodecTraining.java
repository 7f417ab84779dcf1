package org.rdvae.training;

import java.util.List;
import java.util.Map;
import org.rdvae.codec.CodecArchitecture;
import org.rdvae.codec.CodecMeasurement;
import org.rdvae.codec.PlannedCodec;
import org.rdvae.network.ParameterLayout;
import org.rdvae.network.ParameterTensors;
import org.rdvae.random.RandomStream;
import org.rdvae.tensor.Kernels;
import org.rdvae.tensor.Tensor;

/**
 * A lossy codec to be trained; a batch is its pictures, rows of height x width x 3 values from 0 to
 * 1. Each picture draws a quality, and the loss is the mean of lambda 255² squared error + bits per
 * pixel, weighted as {@link org.rdvae.codec.CodecSettings} says; {@link PlannedCodec} has the
 * formulas.
 */
public final class CodecTraining implements Trainable {
  private final CodecArchitecture architecture;
  private final PlannedCodec codec;
  private final List<Tensor> inputs;
  private final RandomStream noise;

  public CodecTraining(Kernels kernels, CodecArchitecture architecture, int batch, long seed) {
    this.architecture = architecture;
    codec = new PlannedCodec(kernels, architecture, batch);
    inputs = List.of(codec.pictures());
    noise = new RandomStream(seed, RandomStream.Purpose.TRAINING_NOISE);
  }

  @Override
  public ParameterLayout layout() {
    return architecture.layout();
  }

  @Override
  public ParameterTensors parameters() {
    return codec.parameters();
  }

  @Override
  public int batchValues() {
    return Math.toIntExact(codec.pictures().size());
  }

  @Override
  public List<Tensor> inputs() {
    return inputs;
  }

  @Override
  public void draw(int epoch, int stepInEpoch) {
    codec.draw(noise.at(epoch, stepInEpoch));
  }

  @Override
  public void forward() {
    codec.forward();
  }

  @Override
  public void gradient(long step) {
    codec.gradient();
  }

  /** Bits per pixel and the distortion in their unit, each picture's at the quality it drew. */
  @Override
  public Measured measure(float[] batch) {
    CodecMeasurement measured = codec.measure(false);
    return new Measured(
        new Measurement(measured.rate(), measured.distortion()), measured.loss(), 1, List.of());
  }

  @Override
  public Map<String, Double> memory() {
    return Map.of();
  }

  @Override
  public void recall(Map<String, Double> memory) {}
}
