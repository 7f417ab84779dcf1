package org.rdvae.distribution;

/**
 * A posterior q(z|x) of one row in plain double arithmetic, for families that no few operations on
 * whole matrices express. With z = z(heads, noise), log q(z; heads) has a gradient by z and one by
 * the heads at a fixed z; together with that of z by the heads they make every {@link
 * RateGradient}. All methods but the first two add to what they are given.
 *
 * <p>Arrays are of one row: {@code heads[i][j]} is number j of head i.
 */
interface RowPosterior {
  /** Writes z. */
  void sample(double[][] heads, double[] noise, double[] z);

  /** log q(z|x) in nats, of the z that the noise gave. */
  double logDensity(double[][] heads, double[] noise, double[] z);

  /** Adds {@code weight} ∂ log q / ∂z, at fixed heads. */
  void addByZ(double[][] heads, double[] noise, double[] z, double weight, double[] zGradient);

  /** Adds {@code weight} ∂ log q / ∂heads, at a fixed z. */
  void addByHeads(
      double[][] heads, double[] noise, double[] z, double weight, double[][] headGradients);

  /** Adds the gradient by the heads of what has this gradient by z, through z. */
  void addThroughZ(
      double[][] heads, double[] noise, double[] z, double[] zGradient, double[][] headGradients);
}
