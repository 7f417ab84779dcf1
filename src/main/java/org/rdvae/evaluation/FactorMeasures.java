package org.rdvae.evaluation;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * How well the latent variables of images tell their factors apart: mutual information gap ({@link
 * MutualInformationGap}, from all images) and disentanglement, completeness and informativeness
 * ({@link Disentanglement}). For the latter a {@link FactorTree} for each factor grows from the
 * first two thirds of the images; the importance of a latent variable for a factor is the share of
 * the factor's entropy that its splits explain, so factors that no code tells count for little; and
 * with log loss as the error, on the last third,
 *
 * <pre>
 *   informativeness of a factor = 1 − nats by the tree / nats by the factor's frequencies
 * </pre>
 *
 * <p>the error as a share of a guess's, as Eastwood and Williams have it; below 0 if the tree does
 * worse than that. Their own regressors, lasso and random forests, predict numbers, which kinds of
 * shapes and angles are not; a tree takes every factor as steps without order. Two latent variables
 * that tell the same let the tree choose one of them: completeness is then too high, the gap is 0.
 *
 * @param images that were measured
 * @param latents disentanglement of every latent variable
 * @param weights of the latent variables in the overall disentanglement
 * @param disentanglement overall
 */
public record FactorMeasures(
    int images, List<Told> factors, double[] latents, double[] weights, double disentanglement) {

  /**
   * What codes tell of one factor.
   *
   * @param entropy of the factor, in nats
   * @param latent the one that tells most of it, counted from 0
   * @param information its mutual information with the factor, in nats
   * @param gap between it and the second, as a share of the entropy
   * @param informativeness at most 1
   * @param accuracy share of the last third whose step is guessed
   */
  public record Told(
      String name,
      int steps,
      double entropy,
      int latent,
      double information,
      double gap,
      double completeness,
      double informativeness,
      double accuracy) {}

  /**
   * Measures codes.
   *
   * @param codes [latents][images], finite
   */
  public static FactorMeasures of(double[][] codes, List<Factor> factors) {
    int images = codes[0].length;
    int grown = images * 2 / 3;
    int[][] orders = new int[codes.length][];
    for (int latent = 0; latent < codes.length; latent++) {
      orders[latent] = order(codes[latent], grown);
    }
    List<FactorTree> trees =
        factors.stream().map(factor -> new FactorTree(codes, orders, factor)).toList();
    double[][] importances = new double[codes.length][factors.size()];
    for (int factor = 0; factor < factors.size(); factor++) {
      double nats = grown * factors.get(factor).entropy(grown);
      double[] gains = trees.get(factor).gains();
      for (int latent = 0; latent < codes.length; latent++) {
        importances[latent][factor] = nats == 0 ? 0 : gains[latent] / nats;
      }
    }
    Disentanglement disentanglement = Disentanglement.of(importances);
    MutualInformationGap gaps = new MutualInformationGap(codes);
    List<Told> told = new ArrayList<>();
    for (int factor = 0; factor < factors.size(); factor++) {
      told.add(
          told(
              factors.get(factor),
              gaps.information(factors.get(factor)),
              disentanglement.ofFactors()[factor],
              trees.get(factor),
              grown));
    }
    return new FactorMeasures(
        images,
        told,
        disentanglement.ofLatents(),
        disentanglement.weights(),
        disentanglement.disentanglement());
  }

  private static int[] order(double[] code, int count) {
    return IntStream.range(0, count)
        .boxed()
        .sorted((a, b) -> Double.compare(code[a], code[b]))
        .mapToInt(Integer::intValue)
        .toArray();
  }

  private static Told told(
      Factor factor, double[] information, double completeness, FactorTree tree, int grown) {
    int images = factor.values().length;
    double nats = 0;
    double guess = 0;
    int right = 0;
    for (int image = grown; image < images; image++) {
      FactorTree.Told told = tree.tell(image);
      nats += told.nats();
      guess += told.guess();
      right += told.isRight() ? 1 : 0;
    }
    int latent = 0;
    for (int other = 1; other < information.length; other++) {
      latent = information[other] > information[latent] ? other : latent;
    }
    double entropy = factor.entropy(images);
    return new Told(
        factor.name(),
        factor.steps(),
        entropy,
        latent,
        information[latent],
        MutualInformationGap.gap(information, entropy),
        completeness,
        1 - nats / guess,
        (double) right / (images - grown));
  }

  /** The mutual information gap, MIG. */
  public double gap() {
    return mean(Told::gap);
  }

  public double completeness() {
    return mean(Told::completeness);
  }

  public double informativeness() {
    return mean(Told::informativeness);
  }

  public double accuracy() {
    return mean(Told::accuracy);
  }

  private double mean(ToDoubleFunction<Told> measure) {
    return factors.stream().mapToDouble(measure).average().orElseThrow();
  }
}
