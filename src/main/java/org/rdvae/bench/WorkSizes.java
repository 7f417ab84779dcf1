package org.rdvae.bench;

/**
 * The sizes that a workload can be had in.
 *
 * @param width hidden units of a layer, or channels of the first one
 * @param latents latent variables; 0 where a workload has none
 * @param side height and width of an image in pixels
 */
public record WorkSizes(int batch, int width, int latents, int side) {}
