package org.rdvae.codec;

/**
 * Means over the pictures of a batch.
 *
 * @param rate bits per pixel
 * @param distortion λ 255² times the mean squared error, of the same unit
 * @param loss of both, with the weight of each picture's quality
 */
public record CodecMeasurement(double rate, double distortion, double loss) {}
