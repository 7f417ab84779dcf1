package org.rdvae.distribution;

/**
 * One of the outputs that a posterior asks of the encoder: a linear layer behind its features.
 *
 * @param units numbers for an image
 */
public record PosteriorHead(String name, int units) {}
