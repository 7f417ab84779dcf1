package org.rdvae.evaluation;

import java.util.Arrays;

/**
 * A decision tree that guesses a factor from codes: each node sends images to the left whose code
 * in one latent variable is below a threshold, and each leaf says how often it saw each step of the
 * factor. A node of n images takes the split of all latent variables and thresholds that gains most
 * nats,
 *
 * <pre>
 *   gain = n H(v) − n_left H(v | left) − n_right H(v | right)
 * </pre>
 *
 * <p>if that is more than the split costs to describe: ln (latents (n − 1)) for where it is, and ½
 * ln n for each of the K − 1 frequencies that the second leaf needs, K the steps seen in the node.
 * So noise grows no tree, as it would with a fixed depth or least size of leaves; there is nothing
 * to choose and nothing random.
 *
 * <p>Quinlan and Rivest, Inferring Decision Trees Using the Minimum Description Length Principle,
 * Information and Computation 80, 1989. Quinlan, Induction of Decision Trees, Machine Learning 1,
 * 1986, has the gain.
 */
final class FactorTree {
  private final double[][] codes;
  private final int[][] orders;
  private final int[] values;
  private final double[] frequencies;
  private final double[] terms;
  private final double[] gains;
  private final boolean[] isHere;
  private final int[] before;
  private final Node root;

  /**
   * Grows a tree from the first images.
   *
   * @param codes [latents][images]
   * @param orders for every latent variable the numbers of the first images in the order of their
   *     codes
   */
  FactorTree(double[][] codes, int[][] orders, Factor factor) {
    this.codes = codes;
    this.orders = orders;
    values = factor.values();
    int count = orders[0].length;
    terms = new double[count + 1];
    for (int i = 0; i <= count; i++) {
      terms[i] = Factor.entropyTerm(i);
    }
    gains = new double[codes.length];
    isHere = new boolean[count];
    before = new int[factor.steps()];
    int[] counts = factor.counts(count);
    frequencies = new double[counts.length];
    for (int step = 0; step < counts.length; step++) {
      frequencies[step] = (counts[step] + 1.0) / (count + counts.length);
    }
    int[] all = new int[count];
    Arrays.setAll(all, image -> image);
    root = grow(all, counts);
  }

  /** A place in the tree: a leaf if its left child is {@code null}. */
  private record Node(int latent, double threshold, Node left, Node right, int[] counts) {}

  /** Where a node may be split. */
  private record Split(int latent, double threshold, double gain) {}

  private Node grow(int[] images, int[] counts) {
    Split split = best(images, counts);
    if (split.gain() <= cost(counts, images.length)) {
      return new Node(-1, 0, null, null, counts);
    }
    gains[split.latent()] += split.gain();
    double[] code = codes[split.latent()];
    int[] left = Arrays.stream(images).filter(image -> code[image] < split.threshold()).toArray();
    int[] right =
        Arrays.stream(images).filter(image -> !(code[image] < split.threshold())).toArray();
    return new Node(
        split.latent(),
        split.threshold(),
        grow(left, count(left)),
        grow(right, count(right)),
        null);
  }

  private int[] count(int[] images) {
    int[] counts = new int[before.length];
    for (int image : images) {
      counts[values[image]]++;
    }
    return counts;
  }

  private double cost(int[] counts, int images) {
    long steps = Arrays.stream(counts).filter(count -> count > 0).count();
    return Math.log((double) codes.length * Math.max(1, images - 1))
        + 0.5 * (steps - 1) * Math.log(images);
  }

  private Split best(int[] images, int[] counts) {
    for (int image : images) {
      isHere[image] = true;
    }
    Split best = new Split(-1, 0, 0);
    for (int latent = 0; latent < codes.length; latent++) {
      Split split = best(latent, images.length, counts);
      if (split.gain() > best.gain()) {
        best = split;
      }
    }
    for (int image : images) {
      isHere[image] = false;
    }
    return best;
  }

  /** Goes through the node's images in the order of one latent variable. */
  private Split best(int latent, int images, int[] counts) {
    Arrays.fill(before, 0);
    // n H of left and right together, but for the terms of n.
    double whole = 0;
    for (int count : counts) {
      whole -= terms[count];
    }
    double parts = whole;
    double gain = 0;
    double threshold = 0;
    int done = 0;
    double last = 0;
    for (int image : orders[latent]) {
      if (!isHere[image]) {
        continue;
      }
      double code = codes[latent][image];
      if (done > 0 && code > last) {
        double gained = terms[images] + whole - terms[done] - terms[images - done] - parts;
        if (gained > gain) {
          gain = gained;
          threshold = code;
        }
      }
      int value = values[image];
      int left = before[value]++;
      int right = counts[value] - left;
      parts += terms[left] - terms[left + 1] + terms[right] - terms[right - 1];
      last = code;
      done++;
    }
    return new Split(latent, threshold, gain);
  }

  /** Nats that the splits of every latent variable gained, of all images together. */
  double[] gains() {
    return gains.clone();
  }

  /**
   * How well an image's step is told.
   *
   * @param nats −ln of the probability that its leaf gives it
   * @param guess −ln of its frequency among all images that the tree grew from
   * @param isRight whether it is its leaf's most frequent step
   */
  record Told(double nats, double guess, boolean isRight) {}

  Told tell(int image) {
    Node node = root;
    while (node.left() != null) {
      node = codes[node.latent()][image] < node.threshold() ? node.left() : node.right();
    }
    int value = values[image];
    int total = 0;
    int most = 0;
    for (int step = 0; step < before.length; step++) {
      total += node.counts()[step];
      most = node.counts()[step] > node.counts()[most] ? step : most;
    }
    // A step that the leaf did not see is not impossible: the frequencies count as one image more.
    double probability = (node.counts()[value] + frequencies[value]) / (total + 1);
    return new Told(-Math.log(probability), -Math.log(frequencies[value]), most == value);
  }
}
