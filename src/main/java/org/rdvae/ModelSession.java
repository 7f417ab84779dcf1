package org.rdvae;

import java.util.ArrayList;
import java.util.List;
import org.rdvae.evaluation.Evaluator;
import org.rdvae.evaluation.ImageScore;
import org.rdvae.model.VaeSession;
import org.rdvae.random.RandomStream;

/**
 * The buffers with which one thread computes; opened by {@link TrainedModel#open()} and closed by
 * whoever opened it. Any number of images or latents may be passed at a time.
 */
public final class ModelSession implements AutoCloseable {
  private final VaeSession session;

  ModelSession(VaeSession session) {
    this.session = session;
  }

  /**
   * q(z|x) of each image.
   *
   * @param images rows of height x width x channels values from 0 to 1
   */
  public Posteriors encode(float[][] images) {
    int latents = session.architecture().latents();
    float[] mean = new float[Math.multiplyExact(images.length, latents)];
    float[] logStddev = new float[mean.length];
    session.encode(
        flat(images, session.architecture().pixels(), "image"), images.length, mean, logStddev);
    return new Posteriors(rows(mean, latents), rows(logStddev, latents));
  }

  /**
   * The mean of p(x|z) for each row of latents: images as a person wants to see them.
   *
   * @param latents rows of as many values as the model has latent variables
   */
  public float[][] decode(float[][] latents) {
    int pixels = session.architecture().pixels();
    float[] means = new float[Math.multiplyExact(latents.length, pixels)];
    session.decode(
        flat(latents, session.architecture().latents(), "row of latents"), latents.length, means);
    return rows(means, pixels);
  }

  /**
   * Draws z from the prior and decodes it.
   *
   * @param seed equal seeds draw the same images, and those of {@code rdvae sample}
   */
  public float[][] sample(int count, long seed) {
    int latents = session.architecture().latents();
    float[] z = new float[Math.multiplyExact(count, latents)];
    new RandomStream(seed, RandomStream.Purpose.SAMPLING).fillGaussian(z, z.length);
    return decode(rows(z, latents));
  }

  /**
   * How well the model explains each image, in nats: rate, distortion, bound and an
   * importance-sampled estimate of -log p(x). High values mark images unlike those of training.
   *
   * @param importanceSamples draws from q(z|x) for the estimate, at least 1; the estimate is on
   *     average too high, and less so with more draws
   */
  public List<ImageScore> score(float[][] images, int importanceSamples, long seed) {
    List<ImageScore> scores = new ArrayList<>(images.length);
    int pixels = session.architecture().pixels();
    float[] flat = flat(images, pixels, "image");
    new Evaluator(session, importanceSamples, seed)
        .evaluate(
            (first, count, rows) -> System.arraycopy(flat, first * pixels, rows, 0, count * pixels),
            images.length,
            done -> {},
            (image, score) -> scores.add(score));
    return scores;
  }

  private static float[] flat(float[][] rows, int length, String what) {
    float[] flat = new float[Math.multiplyExact(rows.length, length)];
    for (int i = 0; i < rows.length; i++) {
      if (rows[i].length != length) {
        throw new IllegalArgumentException(
            what + " " + i + ": expected " + length + " values, found " + rows[i].length);
      }
      System.arraycopy(rows[i], 0, flat, i * length, length);
    }
    return flat;
  }

  private static float[][] rows(float[] flat, int length) {
    float[][] rows = new float[flat.length / length][length];
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(flat, i * length, rows[i], 0, length);
    }
    return rows;
  }

  @Override
  public void close() {
    session.close();
  }
}
