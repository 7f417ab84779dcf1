package org.rdvae.evaluation;

/**
 * Whether every factor has a latent variable of its own:
 *
 * <pre>
 *   gap of factor v = (I(z_1; v) − I(z_2; v)) / H(v)
 * </pre>
 *
 * <p>where z_1 and z_2 are the two latent variables that tell most about v; the mutual information
 * gap, MIG, is the mean over the factors. 1 if one latent variable tells all of v and no other one
 * anything, 0 if two tell as much, or none does. A lone latent variable has a second of 0.
 *
 * <p>Chen et al., Isolating Sources of Disentanglement in VAEs, NeurIPS 2018, arXiv:1802.04942,
 * section 4, who take samples of z. Here as in Locatello et al., Challenging Common Assumptions in
 * the Unsupervised Learning of Disentangled Representations, ICML 2019, arXiv:1811.12359: of each
 * posterior mean, cut into 20 bins of equal width between its least and its greatest value, and
 * with frequencies for probabilities. Hence two cautions. 20 bins cannot tell more steps apart: a
 * perfect code of 32 places has a gap of 0.85, one of 40 orientations 0.81. And frequencies of N
 * images find about (20 − 1) (steps − 1) / 2N nats even where there is nothing; the gap, a
 * difference, suffers less.
 */
final class MutualInformationGap {
  static final int BINS = 20;

  private final int images;
  private final int[][] bins;

  /**
   * @param codes [latents][images], finite
   */
  MutualInformationGap(double[][] codes) {
    images = codes[0].length;
    bins = new int[codes.length][];
    for (int latent = 0; latent < codes.length; latent++) {
      bins[latent] = binsOf(codes[latent]);
    }
  }

  private static int[] binsOf(double[] code) {
    double least = Double.POSITIVE_INFINITY;
    double greatest = Double.NEGATIVE_INFINITY;
    for (double value : code) {
      least = Math.min(least, value);
      greatest = Math.max(greatest, value);
    }
    int[] bins = new int[code.length];
    for (int image = 0; image < code.length && greatest > least; image++) {
      // The greatest value would have a bin of its own.
      bins[image] = Math.min(BINS - 1, (int) (BINS * ((code[image] - least) / (greatest - least))));
    }
    return bins;
  }

  /** I(z; v) in nats of every latent variable. */
  double[] information(Factor factor) {
    double[] information = new double[bins.length];
    for (int latent = 0; latent < bins.length; latent++) {
      information[latent] = information(bins[latent], factor);
    }
    return information;
  }

  /** I = H(z) + H(v) − H(z, v). */
  private double information(int[] binOf, Factor factor) {
    int[] joint = new int[BINS * factor.steps()];
    int[] ofBin = new int[BINS];
    for (int image = 0; image < images; image++) {
      joint[binOf[image] * factor.steps() + factor.values()[image]]++;
      ofBin[binOf[image]]++;
    }
    double sum = Factor.entropyTerm(images);
    for (int count : joint) {
      sum += Factor.entropyTerm(count);
    }
    for (int count : ofBin) {
      sum -= Factor.entropyTerm(count);
    }
    for (int count : factor.counts(images)) {
      sum -= Factor.entropyTerm(count);
    }
    return Math.max(0, sum / images);
  }

  /**
   * The gap of one factor.
   *
   * @param information of every latent variable about it
   * @param entropy of the factor
   */
  static double gap(double[] information, double entropy) {
    double first = 0;
    double second = 0;
    for (double value : information) {
      second = Math.max(second, Math.min(first, value));
      first = Math.max(first, value);
    }
    return entropy == 0 ? 0 : (first - second) / entropy;
  }
}
