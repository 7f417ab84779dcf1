package org.rdvae;

/**
 * The posteriors q(z|x) of several images: independent normal numbers for every latent variable.
 *
 * @param mean a row for each image
 * @param logStddev natural logarithms of standard deviations, a row for each image
 */
public record Posteriors(float[][] mean, float[][] logStddev) {}
