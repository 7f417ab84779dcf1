package org.rdvae.report;

/**
 * A picture that coders were measured on.
 *
 * @param sha256 the first 16 digits of its pixels' hash: two curves can be compared only if they
 *     were measured on the same pictures, whatever their files are called
 */
public record MeasuredPicture(String name, int width, int height, String sha256) {}
