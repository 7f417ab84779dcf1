package org.rdvae.codec;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.rdvae.tensor.Device;
import org.rdvae.tensor.Kernels;
import org.rdvae.tensor.Precision;

/**
 * Measures a codec on patches as files would hold them, rounded and without noise, in floating
 * point and without writing any. Belongs to one thread; owns its buffers until closed.
 */
public final class CodecMeter implements AutoCloseable {
  private final CodecArchitecture architecture;
  private final int rows;
  private final Kernels kernels;
  private final PlannedCodec codec;

  /**
   * @param rows patches measured at a time
   */
  public CodecMeter(Device device, CodecArchitecture architecture, int rows) {
    this.architecture = architecture;
    this.rows = rows;
    kernels = device.kernels(Precision.FLOAT32);
    try {
      codec = new PlannedCodec(kernels, architecture, rows);
    } catch (RuntimeException | Error e) {
      kernels.close();
      throw e;
    }
  }

  /** Goes on with other parameters. */
  public void use(float[] parameters) {
    codec.parameters().values().write(parameters);
  }

  /**
   * Measures at all whole qualities.
   *
   * @param patches rows of height x width x 3 values from 0 to 1
   * @param count how many, each of which counts the same
   */
  public List<QualityPoint> measure(float[] patches, int count) {
    List<QualityPoint> points = new ArrayList<>();
    for (int quality = 1; quality <= CodecSettings.QUALITIES; quality++) {
      double rate = 0;
      double distortion = 0;
      double loss = 0;
      double groups = (double) count / rows;
      for (int first = 0; first < count; first += rows) {
        show(patches, first, count, quality);
        int some = Math.min(rows, count - first);
        CodecMeasurement measured = codec.measure(true, some);
        // 1, except for the last group, which need not be full.
        double share = (double) some / rows;
        rate += share * measured.rate() / groups;
        distortion += share * measured.distortion() / groups;
        loss += share * measured.loss() / groups;
      }
      double perError = architecture.settings().lambda(quality) * 255 * 255;
      double weight = architecture.settings().weight(quality);
      points.add(new QualityPoint(quality, weight, rate, distortion / perError, loss));
    }
    return points;
  }

  /** Coded and decoded patches, as many as are measured at a time. */
  public float[] reconstruct(float[] patches, int count, double quality) {
    show(patches, 0, count, quality);
    float[] made = new float[rows * architecture.picture().size()];
    codec.made(made);
    return made;
  }

  /** How many patches are measured at a time. */
  public int rows() {
    return rows;
  }

  private void show(float[] patches, int first, int count, double quality) {
    int size = architecture.picture().size();
    int some = Math.min(rows, count - first);
    codec.pictures().write(0, patches, first * size, some * size);
    double[] qualities = new double[rows];
    Arrays.fill(qualities, quality);
    codec.qualities(qualities);
    codec.forward();
  }

  @Override
  public void close() {
    kernels.close();
  }
}
