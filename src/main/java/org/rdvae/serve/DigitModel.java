package org.rdvae.serve;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.rdvae.base.Failure;
import org.rdvae.data.ReadingProgress;
import org.rdvae.data.ValueKind;
import org.rdvae.evaluation.EncodedBatch;
import org.rdvae.evaluation.LatentSums;
import org.rdvae.evaluation.SpreadImages;
import org.rdvae.job.ImageInput;
import org.rdvae.job.SavedModel;
import org.rdvae.model.Architecture;
import org.rdvae.model.VaeSession;
import org.rdvae.network.FeatureShape;
import org.rdvae.random.RandomStream;
import org.rdvae.report.RankedLatents;
import org.rdvae.tensor.Device;

/**
 * A model of small images, of digits above all, for the page: images are unsigned bytes, rows of
 * pixels, channels fastest. One call computes at a time; safe for many threads.
 */
public final class DigitModel implements AutoCloseable {
  /** Images or latents of a call, at most. */
  static final int MOST_ROWS = 64;

  /** So many images tell which latent variables say most. */
  private static final int RANKING_IMAGES = 1000;

  /** Where a slider ends for a prior of standard deviation 1, and for positive variables. */
  private static final double RANGE = 3;

  private static final double POSITIVE_RANGE = 5;
  private static final int WHITE = 255;

  /**
   * A latent variable's slider.
   *
   * @param rate in nats, averaged over test images; absent where single rates are not known
   */
  record Latent(int number, Double rate, double least, double most, double start) {}

  /**
   * What the page says of the model.
   *
   * @param isBits whether pixels are black or white
   * @param latents the active ones, first the one that says most about the images
   * @param size of a row of latents, the inactive ones included
   * @param tests test images that can be chosen; 0 if they are not at hand
   */
  record About(
      String model,
      String hash,
      int height,
      int width,
      int channels,
      boolean isBits,
      int classes,
      int size,
      List<Latent> latents,
      int tests) {}

  /** Images and the latents that they were made from, or that stand for them. */
  record Images(List<byte[]> images, List<float[]> latents) {}

  private final SavedModel model;
  private final VaeSession session;
  private final Optional<ImageInput> tests;
  private final About about;
  private boolean closed;

  private DigitModel(SavedModel model, Device device, Optional<ImageInput> tests) {
    this.model = model;
    this.tests = tests;
    session = model.vae().open(device, MOST_ROWS);
    try {
      about = describe();
    } catch (RuntimeException | Error e) {
      session.close();
      throw e;
    }
  }

  /**
   * Opens a model of images.
   *
   * @throws Failure DEVICE if the native library cannot be used
   */
  public static DigitModel open(SavedModel model, Device device) {
    return new DigitModel(model, device, testImages(model));
  }

  /** A model may be shown on another machine than the one that has the images of its training. */
  private static Optional<ImageInput> testImages(SavedModel model) {
    try {
      return Optional.of(ImageInput.ownTestImages(model, ReadingProgress.NONE))
          .filter(images -> images.images().count() > 0);
    } catch (Failure e) {
      return Optional.empty();
    }
  }

  private About describe() {
    Architecture architecture = model.vae().architecture();
    FeatureShape image = architecture.image();
    return new About(
        model.path().getFileName().toString(),
        model.checkpoint().modelHash(),
        image.height(),
        image.width(),
        image.channels(),
        isBits(),
        architecture.classes(),
        architecture.latents(),
        latents(architecture),
        tests.map(images -> images.images().count()).orElse(0));
  }

  private List<Latent> latents(Architecture architecture) {
    boolean isPositive = architecture.prior().isPositive();
    double least = isPositive ? 0 : -RANGE;
    double most = isPositive ? POSITIVE_RANGE : RANGE;
    double start = isPositive ? 1 : 0;
    if (tests.isEmpty()) {
      return IntStream.range(0, architecture.latents())
          .mapToObj(number -> new Latent(number, null, least, most, start))
          .toList();
    }
    boolean knowsRates = architecture.isStandardGaussian();
    LatentSums sums = sums(tests.get());
    return RankedLatents.of(sums, knowsRates, architecture.latents()).latents().stream()
        .map(number -> new Latent(number, rate(sums, number, knowsRates), least, most, start))
        .toList();
  }

  private static Double rate(LatentSums sums, int latent, boolean isKnown) {
    return isKnown ? (Double) sums.rate(latent) : null;
  }

  private LatentSums sums(ImageInput images) {
    int size = session.architecture().latents();
    LatentSums sums = new LatentSums(size);
    int all = images.images().count();
    int count = Math.min(RANKING_IMAGES, all);
    int pixels = session.architecture().pixels();
    SpreadImages spread = new SpreadImages(images.batches(), all, count, pixels);
    EncodedBatch batch = new EncodedBatch(session, spread);
    for (int first = 0; first < count; first += MOST_ROWS) {
      int some = batch.encode(first, count);
      for (int i = 0; i < some; i++) {
        sums.add(batch.mean(), batch.logStddev(), i * size);
      }
    }
    return sums;
  }

  About about() {
    return about;
  }

  /** Bytes of an image. */
  int imageBytes() {
    return session.architecture().pixels();
  }

  /** A test image and the posterior mean of its latents. */
  synchronized Images test(int number) {
    requireOpen();
    ImageInput images = tests.orElseThrow();
    return encode(images.rows(number, 1), images.classes(number, 1));
  }

  /** An image as the model takes it, and the posterior mean of its latents. */
  synchronized Images encode(byte[] image, int label) {
    requireOpen();
    boolean isBits = isBits();
    float[] row = new float[image.length];
    for (int i = 0; i < row.length; i++) {
      float level = (image[i] & 0xFF) / (float) WHITE;
      row[i] = isBits ? Math.round(level) : level;
    }
    return encode(row, labels(label, 1));
  }

  private boolean isBits() {
    return model.job().data().valueKind() == ValueKind.BITS;
  }

  private Images encode(float[] row, int[] labels) {
    float[] mean = new float[about.size()];
    session.classes(labels);
    session.encode(row, 1, mean, new float[mean.length]);
    return new Images(List.of(bytes(row, 0)), List.of(mean));
  }

  /** What rows of latents stand for, as the means of p(x|z). */
  synchronized Images decode(List<float[]> latents, int label) {
    requireOpen();
    float[] z = new float[latents.size() * about.size()];
    for (int i = 0; i < latents.size(); i++) {
      System.arraycopy(latents.get(i), 0, z, i * about.size(), about.size());
    }
    return decode(z, latents.size(), label);
  }

  /**
   * Draws z from the prior and decodes it.
   *
   * @param temperature 1 draws from the prior itself, less gives more usual ones
   */
  synchronized Images sample(int count, double temperature, long seed, int label) {
    requireOpen();
    float[] z = new float[count * about.size()];
    RandomStream stream = new RandomStream(seed, RandomStream.Purpose.SAMPLING);
    session.draw(stream, temperature, count, z);
    return decode(z, count, label);
  }

  private Images decode(float[] z, int count, int label) {
    int pixels = imageBytes();
    float[] means = new float[count * pixels];
    session.classes(labels(label, count));
    session.decode(z, count, means);
    List<byte[]> images = new ArrayList<>();
    List<float[]> latents = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      images.add(bytes(means, i * pixels));
      latents.add(Arrays.copyOfRange(z, i * about.size(), (i + 1) * about.size()));
    }
    return new Images(images, latents);
  }

  private static int[] labels(int label, int count) {
    int[] labels = new int[count];
    Arrays.fill(labels, label);
    return labels;
  }

  private byte[] bytes(float[] values, int from) {
    byte[] bytes = new byte[imageBytes()];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) Math.round(WHITE * Math.min(Math.max(values[from + i], 0), 1));
    }
    return bytes;
  }

  // The native memory is gone then, and to touch it would end the process.
  private void requireOpen() {
    if (closed) {
      throw Problem.busy();
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    session.close();
  }
}
