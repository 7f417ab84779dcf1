package org.rdvae.bench;

import java.util.ArrayList;
import java.util.List;
import org.rdvae.network.DropoutMasks;
import org.rdvae.network.NetworkSpec;
import org.rdvae.network.ParameterLayout;
import org.rdvae.network.ParameterSpec;
import org.rdvae.network.ParameterTensors;
import org.rdvae.network.PlannedNetwork;
import org.rdvae.random.RandomStream;
import org.rdvae.tensor.Device;
import org.rdvae.tensor.Kernels;
import org.rdvae.tensor.Operation;
import org.rdvae.tensor.Precision;
import org.rdvae.tensor.Tensor;
import org.rdvae.training.GradientNorms;
import org.rdvae.training.Snapshot;
import org.rdvae.training.TrainedParameters;

/**
 * A plain autoencoder in training, on random images held in memory.
 *
 * <pre>
 * x - encoder - code (+ noise) - decoder - y      loss = mean of (y - x)² over all values
 * </pre>
 *
 * <p>Images and noise of a step are functions of its number. A step allocates nothing.
 */
final class PlainTraining implements AutoCloseable {
  private static final int IMAGE_BATCHES = 8;

  private final Kernels kernels;
  private final ParameterLayout layout;
  private final ParameterTensors parameters;
  private final PlannedNetwork encoder;
  private final PlannedNetwork decoder;
  private final Tensor images;
  private final Tensor noise;
  private final Operation[] addNoise;
  private final Operation[] lossGradient;
  private final TrainedParameters trained;
  private final RandomStream noiseStream =
      new RandomStream(BenchSettings.SEED, RandomStream.Purpose.TRAINING_NOISE);
  private final float[][] hostImages;
  private final float[] hostNoise;
  private long step;
  private long optimizerNanos;

  PlainTraining(Device device, Work.Plain work) {
    this(device.kernels(Precision.FLOAT32), work, device.threadsBetweenCalls());
  }

  /**
   * @param kernels closed together with this training, also if there is to be none
   * @param threads of the optimiser
   */
  PlainTraining(Kernels kernels, Work.Plain work, int threads) {
    this.kernels = kernels;
    try {
      NetworkSpec encoderSpec = new NetworkSpec("encoder", work.image(), work.encoder());
      NetworkSpec decoderSpec = new NetworkSpec("decoder", encoderSpec.output(), work.decoder());
      List<ParameterSpec> specs = new ArrayList<>(encoderSpec.parameters());
      specs.addAll(decoderSpec.parameters());
      layout = new ParameterLayout(specs);
      parameters = new ParameterTensors(kernels, layout, true);
      images = kernels.tensor(work.batch(), work.image().size());
      DropoutMasks masks = new DropoutMasks(BenchSettings.SEED);
      encoder = new PlannedNetwork(kernels, encoderSpec, parameters, images, null, masks);
      Tensor code = encoder.output();
      noise = work.noisyCode() ? kernels.tensor(code.rows(), code.columns()) : null;
      // The sum goes where the noise was: the backward pass of the encoder needs the code itself.
      addNoise =
          noise == null ? new Operation[0] : new Operation[] {kernels.add(code, noise, noise)};
      decoder =
          new PlannedNetwork(
              kernels,
              decoderSpec,
              parameters,
              noise == null ? code : noise,
              encoder.outputGradient(),
              masks);
      Tensor gradient = decoder.outputGradient();
      lossGradient =
          new Operation[] {
            kernels.subtract(decoder.output(), images, gradient),
            kernels.scale(gradient, kernels.scalar(2.0 / images.size()), gradient),
          };
      trained =
          new TrainedParameters(
              BenchSettings.adam(work.batch()),
              GradientNorms.ends(layout),
              parameters.gradients(),
              parameters.values(),
              Snapshot.initial(layout, BenchSettings.SEED),
              threads);
    } catch (RuntimeException | Error e) {
      kernels.close();
      throw e;
    }
    hostImages = randomImages(Math.toIntExact(images.size()));
    hostNoise = new float[noise == null ? 0 : Math.toIntExact(noise.size())];
  }

  private static float[][] randomImages(int size) {
    float[][] batches = new float[IMAGE_BATCHES][size];
    RandomStream stream = new RandomStream(BenchSettings.SEED, RandomStream.Purpose.TEST);
    for (float[] batch : batches) {
      for (int i = 0; i < size; i++) {
        batch[i] = (float) stream.nextUniform();
      }
    }
    return batches;
  }

  /** One step of gradient descent on the loss. */
  void step() {
    forward();
    backward();
    update();
  }

  void forward() {
    writeImages();
    if (noise != null) {
      writeNoise();
    }
    encoder.forward();
    addNoise();
    decoder.forward();
  }

  void backward() {
    lossGradient();
    decoder.backward();
    encoder.backward();
  }

  void writeImages() {
    images.write(images(step));
  }

  void writeNoise() {
    noise.write(noise(step));
  }

  void addNoise() {
    Operation.runAll(addNoise);
  }

  void lossGradient() {
    Operation.runAll(lossGradient);
  }

  void update() {
    long begin = System.nanoTime();
    trained.update(step, 1);
    optimizerNanos += System.nanoTime() - begin;
    step++;
  }

  /** The loss, between {@link #forward} and {@link #backward}. */
  double loss() {
    float[] made = new float[Math.toIntExact(images.size())];
    decoder.output().read(made);
    float[] wanted = images(step);
    double sum = 0;
    for (int i = 0; i < made.length; i++) {
      double difference = (double) made[i] - wanted[i];
      sum += difference * difference;
    }
    return sum / made.length;
  }

  /** Bytes of all images. */
  long dataBytes() {
    return (long) Float.BYTES * hostImages.length * hostImages[0].length;
  }

  /** Values of noise for an image. */
  int noiseValues() {
    return hostNoise.length / images.rows();
  }

  /** The images of a step, row-major [batch, height, width, channels]. */
  float[] images(long ofStep) {
    return hostImages[(int) (ofStep % IMAGE_BATCHES)];
  }

  /** The noise of a step, which the next call overwrites; no values where none is added. */
  float[] noise(long ofStep) {
    noiseStream.at(0, ofStep);
    for (int i = 0; i < hostNoise.length; i++) {
      hostNoise[i] = (float) (noiseStream.nextUniform() - 0.5);
    }
    return hostNoise;
  }

  PlannedNetwork encoder() {
    return encoder;
  }

  PlannedNetwork decoder() {
    return decoder;
  }

  ParameterLayout layout() {
    return layout;
  }

  ParameterTensors parameters() {
    return parameters;
  }

  Kernels kernels() {
    return kernels;
  }

  /** Nanoseconds spent in the optimiser, its copies to and from native memory included. */
  long optimizerNanos() {
    return optimizerNanos;
  }

  @Override
  public void close() {
    trained.close();
    kernels.close();
  }
}
