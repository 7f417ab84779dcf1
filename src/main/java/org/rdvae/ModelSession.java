package org.rdvae;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.rdvae.evaluation.Evaluator;
import org.rdvae.evaluation.ImageScore;
import org.rdvae.evaluation.ImageSource;
import org.rdvae.model.VaeSession;
import org.rdvae.random.RandomStream;

/**
 * The buffers with which one thread computes; opened by {@link TrainedModel#open()} and closed by
 * whoever opened it. Any number of images or latents may be passed at a time, none too.
 *
 * <p>One call runs at a time: threads that share a session wait for each other, and {@link #close}
 * waits for the call that runs. Threads that are to compute at once open a session each.
 */
public final class ModelSession implements AutoCloseable {
  private final VaeSession session;
  private final ValueCheck check;
  private final int pixels;
  private final int latents;
  private int[] classes = {};
  private boolean closed;

  ModelSession(VaeSession session) {
    this.session = session;
    check = new ValueCheck(session.architecture().likelihood());
    pixels = session.architecture().pixels();
    latents = session.architecture().latents();
  }

  /**
   * Says of which classes the images or rows of latents of all following calls are; needed by a
   * model with {@code model.classes} and without effect for any other.
   *
   * @param ofRows the class of each, from 0 on, by its place in what those calls are given
   */
  public synchronized void classes(int... ofRows) {
    requireOpen();
    classes = ofRows.clone();
  }

  /** Those of some rows of a call. */
  private int[] classes(int first, int count) {
    require(
        session.architecture().classes() == 0 || first + count <= classes.length,
        "the model has classes: expected one for each row, as classes(...) sets them, found "
            + classes.length);
    return session.architecture().classes() == 0
        ? new int[0]
        : Arrays.copyOfRange(classes, first, first + count);
  }

  /**
   * q(z|x) of each image.
   *
   * @param images rows of height x width x channels values, as in {@link TrainedModel}
   * @return a posterior for each image
   * @throws IllegalArgumentException if a row is of another length or has a value that is no number
   */
  public synchronized Posteriors encode(float[][] images) {
    requireOpen();
    check.finite("image", images, pixels);
    float[] batch = new float[most(images.length) * pixels];
    float[] mean = new float[most(images.length) * latents];
    float[] logStddev = new float[mean.length];
    Posteriors posteriors =
        new Posteriors(new float[images.length][latents], new float[images.length][latents]);
    for (int first = 0; first < images.length; first += session.rows()) {
      int some = gather(images, first, pixels, batch);
      session.classes(classes(first, some));
      session.encode(batch, some, mean, logStddev);
      scatter(mean, latents, posteriors.mean(), first, some);
      scatter(logStddev, latents, posteriors.logStddev(), first, some);
    }
    return posteriors;
  }

  /**
   * The mean of p(x|z) for each row of latents: from 0 to 1 for bits and 8-bit levels; of a
   * Gaussian any number, to be clipped before it is drawn, and for tables in standardised units.
   *
   * @param latentRows rows of as many values as the model has latent variables
   * @return a row of pixels for each row of latents
   * @throws IllegalArgumentException if a row is of another length or has a value that is no number
   */
  public synchronized float[][] decode(float[][] latentRows) {
    requireOpen();
    check.finite("row of latents", latentRows, latents);
    float[] z = new float[most(latentRows.length) * latents];
    float[] means = new float[most(latentRows.length) * pixels];
    float[][] images = new float[latentRows.length][pixels];
    for (int first = 0; first < images.length; first += session.rows()) {
      int some = gather(latentRows, first, latents, z);
      session.classes(classes(first, some));
      session.decode(z, some, means);
      scatter(means, pixels, images, first, some);
    }
    return images;
  }

  /**
   * Draws z from the prior and decodes it.
   *
   * @param count how many
   * @param seed equal seeds draw the same images, and those of {@code rdvae sample}
   * @return a row of pixels for each
   */
  public synchronized float[][] sample(int count, long seed) {
    requireOpen();
    require(count >= 0, "count: expected 0 or more, found " + count);
    float[] flat = new float[Math.multiplyExact(count, latents)];
    session.draw(new RandomStream(seed, RandomStream.Purpose.SAMPLING), 1, count, flat);
    float[][] z = new float[count][latents];
    scatter(flat, latents, z, 0, count);
    return decode(z);
  }

  /**
   * How well the model explains each image, in nats: rate, distortion, bound and an
   * importance-sampled estimate of -log p(x). High values mark images unlike those of training.
   *
   * @param images rows as for {@link #encode}, with values that the likelihood knows: 0 and 1 for a
   *     model of bits, v / 255 for one of 256 levels
   * @param importanceSamples draws from q(z|x) for the estimate, at least 1; the estimate is on
   *     average too high, and less so with more draws
   * @param seed of the draws; with an image's place in the array it decides them
   * @return a score for each image
   * @throws IllegalArgumentException if a row is of another length or has another value
   */
  public synchronized List<ImageScore> score(float[][] images, int importanceSamples, long seed) {
    requireOpen();
    require(
        importanceSamples >= 1,
        "importanceSamples: expected 1 or more, found " + importanceSamples);
    check.possible(images, pixels);
    List<ImageScore> scores = new ArrayList<>(images.length);
    new Evaluator(session, importanceSamples, seed)
        .evaluate(source(images), images.length, done -> {}, (image, score) -> scores.add(score));
    return scores;
  }

  private ImageSource source(float[][] images) {
    return new ImageSource() {
      @Override
      public void fill(int first, int count, float[] target) {
        gather(images, first, pixels, target);
      }

      @Override
      public int[] classes(int first, int count) {
        return ModelSession.this.classes(first, count);
      }
    };
  }

  /** Rows that are computed at a time, of so many. */
  private int most(int count) {
    return Math.min(count, session.rows());
  }

  private int gather(float[][] rows, int first, int length, float[] batch) {
    int some = most(rows.length - first);
    for (int i = 0; i < some; i++) {
      System.arraycopy(rows[first + i], 0, batch, i * length, length);
    }
    return some;
  }

  private static void scatter(float[] batch, int length, float[][] rows, int first, int some) {
    for (int i = 0; i < some; i++) {
      System.arraycopy(batch, i * length, rows[first + i], 0, length);
    }
  }

  // Together with the lock: nothing may touch the native memory once it is freed, which would end
  // the process.
  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException("This session is closed; open another one on its model.");
    }
  }

  private static void require(boolean condition, String message) {
    if (!condition) {
      throw new IllegalArgumentException(message);
    }
  }

  /** Frees the buffers. Closing again does nothing. */
  @Override
  public synchronized void close() {
    closed = true;
    session.close();
  }
}
