package org.rdvae.model;

import org.rdvae.distribution.PlannedLikelihood;
import org.rdvae.network.ParameterTensors;
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
  private final PlannedEncoder encoder;
  private final Tensor z;
  private final PlannedDecoder decoder;
  private final PlannedLikelihood likelihood;

  public VaeSession(Device device, Architecture architecture, float[] values, int rows) {
    this(device.kernels(Precision.FLOAT32), architecture, rows);
    use(values);
  }

  private VaeSession(Kernels kernels, Architecture architecture, int rows) {
    this.architecture = architecture;
    this.rows = rows;
    this.kernels = kernels;
    parameters = new ParameterTensors(kernels, architecture.layout(), false);
    images = kernels.tensor(rows, architecture.pixels());
    encoder = new PlannedEncoder(kernels, architecture, parameters, images, null);
    z = kernels.tensor(rows, architecture.latents());
    decoder = new PlannedDecoder(kernels, architecture, parameters, z, null, null);
    likelihood = decoder.likelihood(kernels, architecture, parameters, null);
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
  }

  /** How many images or latents are computed at a time. */
  public int rows() {
    return rows;
  }

  public Architecture architecture() {
    return architecture;
  }

  /**
   * The posterior of the first {@code count} images: mean and log standard deviation, rows of
   * latents.
   */
  public void encode(float[] batch, int count, float[] mean, float[] logStddev) {
    int pixels = architecture.pixels();
    int latents = architecture.latents();
    for (int first = 0; first < count; first += rows) {
      int some = Math.min(rows, count - first);
      images.write(0, batch, first * pixels, some * pixels);
      encoder.forward();
      encoder.mean().read(0, mean, first * latents, some * latents);
      encoder.logStddev().read(0, logStddev, first * latents, some * latents);
    }
  }

  /** The mean of p(x|z), 0 to 1, of every pixel for {@code count} rows of latents. */
  public void decode(float[] latents, int count, float[] means) {
    int size = architecture.latents();
    for (int first = 0; first < count; first += rows) {
      int some = Math.min(rows, count - first);
      z.write(0, latents, first * size, some * size);
      decoder.forward();
      likelihood.expectation(some, means, first * architecture.pixels());
    }
  }

  /** −log p(x|z) in nats of each image given its row of latents, for at most {@link #rows} rows. */
  public void distortion(float[] latents, float[] batch, int count, double[] distortions) {
    z.write(0, latents, 0, count * architecture.latents());
    decoder.forward();
    likelihood.distortion(batch, count, distortions);
  }

  @Override
  public void close() {
    kernels.close();
  }
}
