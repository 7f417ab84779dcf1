package org.rdvae.model;

import java.util.Arrays;
import java.util.Objects;
import org.rdvae.distribution.PlannedLikelihood;
import org.rdvae.network.ParameterTensors;
import org.rdvae.random.RandomStream;
import org.rdvae.tensor.Device;
import org.rdvae.tensor.Kernels;
import org.rdvae.tensor.Precision;
import org.rdvae.tensor.Tensor;

/**
 * A model ready to encode and decode: it owns the buffers, belongs to one thread at a time and is
 * closed by whoever opened it. Images are rows of pixels with values 0 to 1 (height, width,
 * channels), latent variables rows of z.
 */
public final class VaeSession implements AutoCloseable {
  private final Architecture architecture;
  private final int rows;
  private final Kernels kernels;
  private final ParameterTensors parameters;
  private final Tensor images;
  private final ClassCondition condition;
  private final float[] classRows;
  private int[] classes;
  private final PlannedEncoder encoder;
  private final LatentInference latentVariables;
  private final PlannedDecoder decoder;
  private final PlannedLikelihood likelihood;

  public VaeSession(Device device, Architecture architecture, float[] values, int rows) {
    this(device.kernels(Precision.FLOAT32), architecture, values, rows);
  }

  /**
   * @param kernels closed together with this session, also if there is to be none
   */
  VaeSession(Kernels kernels, Architecture architecture, float[] values, int rows) {
    this(kernels, architecture, rows);
    try {
      use(values);
    } catch (RuntimeException | Error e) {
      kernels.close();
      throw e;
    }
  }

  private VaeSession(Kernels kernels, Architecture architecture, int rows) {
    this.architecture = architecture;
    this.rows = rows;
    this.kernels = kernels;
    try {
      parameters = new ParameterTensors(kernels, architecture.layout(), false);
      images = kernels.tensor(rows, architecture.pixels());
      condition =
          architecture.classes() == 0
              ? null
              : new ClassCondition(kernels, architecture, parameters, images);
      classRows = new float[Math.multiplyExact(rows, architecture.classes())];
      encoder =
          new PlannedEncoder(
              kernels,
              architecture,
              parameters,
              condition == null ? images : condition.encoderInput(),
              null,
              null);
      latentVariables = new LatentInference(kernels, architecture, parameters, images, encoder);
      Tensor state = latentVariables.state();
      if (condition != null) {
        condition.join(state, null);
      }
      decoder =
          new PlannedDecoder(
              kernels,
              architecture,
              parameters,
              condition == null ? state : condition.decoderInput(),
              null,
              null);
      likelihood = decoder.likelihood(kernels, architecture, parameters, null, null, null);
    } catch (RuntimeException | Error e) {
      kernels.close();
      throw e;
    }
  }

  /** The native memory that a session owns. */
  public static long bytes(Device device, Architecture architecture, int rows) {
    return device.bytesOf(
        Precision.FLOAT32, kernels -> new VaeSession(kernels, architecture, rows));
  }

  /**
   * Continues with other parameters of the same architecture, such as those of a later moment of a
   * training.
   */
  public void use(float[] values) {
    parameters.values().write(values);
    latentVariables.refresh();
  }

  /** How many images or latents are computed at a time. */
  public int rows() {
    return rows;
  }

  public Architecture architecture() {
    return architecture;
  }

  /**
   * Says of which classes the images or rows of latents of all following calls are; without effect
   * for a model without classes.
   *
   * @param ofRows the class of each, by its place in what those calls are given; kept, not copied
   */
  public void classes(int... ofRows) {
    classes = ofRows;
  }

  /** Writes the classes of some rows of a call. */
  private void writeClasses(int first, int count) {
    if (classes == null || classes.length < first + count) {
      throw new IllegalStateException(
          "The model is conditioned on "
              + architecture.classes()
              + " classes: expected one for each of "
              + (first + count)
              + " rows, found "
              + (classes == null ? 0 : classes.length));
    }
    Arrays.fill(classRows, 0);
    for (int row = 0; row < count; row++) {
      int number = Objects.checkIndex(classes[first + row], architecture.classes());
      classRows[row * architecture.classes() + number] = 1;
    }
    condition.classes().write(classRows);
  }

  /**
   * The posterior of the first {@code count} images: mean and log standard deviation, rows of
   * latents; of a posterior that has none the nearest that it has. Levels of latents stand side by
   * side, from the image upwards, and all but the top are told in standard deviations of the prior
   * from its mean, given the posterior means above.
   */
  public void encode(float[] batch, int count, float[] mean, float[] logStddev) {
    int pixels = architecture.pixels();
    int latents = architecture.latents();
    for (int first = 0; first < count; first += rows) {
      int some = Math.min(rows, count - first);
      images.write(0, batch, first * pixels, some * pixels);
      if (condition != null) {
        writeClasses(first, some);
        condition.showEncoder();
      }
      encoder.forward();
      latentVariables.moments(some, mean, logStddev, first * latents);
    }
  }

  /**
   * Draws z from the posteriors of images that {@link #encode} saw last, all in one go.
   *
   * @param imageOf the image of each row, by its place among them
   * @param noise rows of the posterior's noise
   * @param count of rows, at most {@link #rows}
   * @param z written, rows of latents
   * @param logRatios written, log p(z) − log q(z|x) of each row in nats
   */
  public void propose(int[] imageOf, float[] noise, int count, float[] z, double[] logRatios) {
    latentVariables.propose(imageOf, noise, count, z, logRatios);
  }

  /** What one level, from the image upwards, adds to the log ratio of a row proposed last. */
  public double levelRatio(int level, int row) {
    return latentVariables.levelRatio(level, row);
  }

  /**
   * Draws rows of latents from the prior.
   *
   * @param temperature 1 draws from the prior itself, less gives more usual ones
   */
  public void draw(RandomStream stream, double temperature, int count, float[] latents) {
    latentVariables.draw(stream, temperature, count, latents);
  }

  /**
   * log p(z) in nats of each row of latents, of a model of one level, for at most {@link #rows}
   * rows.
   */
  public void logPrior(float[] latents, int count, double[] logDensities) {
    latentVariables.logPrior(latents, count, logDensities);
  }

  /** The mean of p(x|z), 0 to 1, of every pixel for {@code count} rows of latents. */
  public void decode(float[] latents, int count, float[] means) {
    int size = architecture.latents();
    for (int first = 0; first < count; first += rows) {
      int some = Math.min(rows, count - first);
      latentVariables.generate(latents, first * size, some);
      showDecoder(first, some);
      decoder.forward();
      likelihood.expectation(some, means, first * architecture.pixels());
    }
  }

  /** Values drawn from p(x|z) for {@code count} rows of latents. */
  public void drawValues(float[] latents, int count, RandomStream stream, float[] values) {
    int size = architecture.latents();
    for (int first = 0; first < count; first += rows) {
      int some = Math.min(rows, count - first);
      latentVariables.generate(latents, first * size, some);
      showDecoder(first, some);
      decoder.forward();
      likelihood.draw(some, stream, values, first * architecture.pixels());
    }
  }

  /** −log p(x|z) in nats of each image given its row of latents, for at most {@link #rows} rows. */
  public void distortion(float[] latents, float[] batch, int count, double[] distortions) {
    latentVariables.generate(latents, 0, count);
    distortionOfProposed(batch, count, distortions);
  }

  /**
   * The same of the rows that {@link #propose} drew last, with nothing else asked in between: what
   * the decoder reads of them is still there, and is not computed again.
   */
  public void distortionOfProposed(float[] batch, int count, double[] distortions) {
    showDecoder(0, count);
    decoder.forward();
    likelihood.distortion(batch, count, distortions);
  }

  private void showDecoder(int first, int count) {
    if (condition != null) {
      writeClasses(first, count);
      condition.showDecoder();
    }
  }

  @Override
  public void close() {
    kernels.close();
  }
}
