package org.rdvae.evaluation;

import java.util.function.IntConsumer;
import org.rdvae.model.Architecture;
import org.rdvae.model.VaeSession;
import org.rdvae.random.RandomStream;

/**
 * Draws from the aggregate posterior of a set of images, 1/N Σ_n q(z|x_n): one z for each image, as
 * rows of latents of all levels.
 */
public final class AggregatePosterior {
  private AggregatePosterior() {}

  /**
   * Every image has its own noise, whatever the number of rows that are computed at a time.
   *
   * @param progress told the number of images done
   */
  public static float[] draw(
      VaeSession session, ImageSource set, int count, long seed, IntConsumer progress) {
    Architecture architecture = session.architecture();
    int rows = session.rows();
    int latents = architecture.latents();
    int noises = architecture.latents();
    RandomStream stream = new RandomStream(seed, RandomStream.Purpose.EVALUATION_NOISE);
    float[] all = new float[Math.multiplyExact(count, latents)];
    EncodedBatch batch = new EncodedBatch(session, set);
    float[] noise = new float[rows * noises];
    float[] z = new float[rows * latents];
    double[] logRatios = new double[rows];
    int[] imageOf = new int[rows];
    for (int first = 0; first < count; first += rows) {
      int some = batch.encode(first, count);
      for (int row = 0; row < some; row++) {
        imageOf[row] = row;
        architecture.drawNoise(stream.at(0, first + row), noise, row * noises);
      }
      session.propose(imageOf, noise, some, z, logRatios);
      System.arraycopy(z, 0, all, first * latents, some * latents);
      progress.accept(first + some);
    }
    return all;
  }
}
