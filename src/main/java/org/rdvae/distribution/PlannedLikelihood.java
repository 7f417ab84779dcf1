package org.rdvae.distribution;

import org.rdvae.random.RandomStream;

/**
 * A {@link Likelihood} p(x|z) as operations on fixed tensors, made by {@link Likelihood#plan}. The
 * distortion is −log p(x|z) of an image in nats, summed over its values.
 */
public interface PlannedLikelihood {
  /**
   * The mean μ where a head for it is 0. The values of images run from 0 to 1, so networks need not
   * first learn to leave the blackest black; to standardised numbers, whose mean is 0, it is half a
   * deviation that a bias soon takes back.
   */
  double MIDDLE_GREY = 0.5;

  /**
   * Computes the gradient of the weighted sum of the rows' distortions, for equal weights their
   * mean, by the heads and the shared parameters; only where planned with a backward pass. It needs
   * no distortion, which costs logarithms, and so does not compute one. Once in a step: some move
   * averages of their own.
   */
  void gradient();

  /**
   * Computes the distortion of every row against the planned x, in the tensors' precision and
   * without leaving the native library, for steps whose weights depend on it; only where planned
   * with {@link LikelihoodPlace.Training#rowDistortions}, and before {@link #gradient}. The heads
   * stay as they are.
   */
  void distortions();

  /**
   * The distortion of each of the first {@code count} rows against the image rows in {@code
   * images}, summed in double.
   */
  void distortion(float[] images, int count, double[] distortions);

  /**
   * Writes E[x|z] of every value of the first {@code count} rows to the places from {@code at} on:
   * 0 to 1 for bits and for 8-bit levels; the mean of a normal likelihood is any number, which
   * whoever draws it as a grey must cut. Of word counts it is each word's share.
   */
  void expectation(int count, float[] target, int at);

  /**
   * Writes values drawn from p(x|z), row after row, for the first {@code count} rows to the places
   * from {@code at} on.
   */
  void draw(int count, RandomStream stream, float[] target, int at);
}
