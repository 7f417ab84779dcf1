/**
 * Images as files, at the rate that a trained model promises.
 *
 * <p>Below everything is an entropy coder that knows integers only: {@link
 * org.rdvae.codec.FrequencyTable} gives symbols their intervals, {@link
 * org.rdvae.codec.RansEncoder} and {@link org.rdvae.codec.RansDecoder} code messages with them, and
 * {@link org.rdvae.codec.AnsStack} is the same arithmetic as a stack, for bits back. {@link
 * org.rdvae.codec.RdvFile} is the container; a page of the site describes its bytes. The coder and
 * the container know neither ND4J nor each other.
 *
 * <p>Whatever decides a symbol's probability is an integer: tables made once from a model's
 * parameters by functions that every Java computes alike, or networks in fixed point ({@link
 * org.rdvae.codec.FixedNetwork}). So a file decodes to the same latents on every machine.
 *
 * <p>Two codecs stand on it: {@link org.rdvae.codec.LossyCodec} of photographs, whose training step
 * is {@link org.rdvae.codec.PlannedCodec}, and {@link org.rdvae.codec.BitsBack} of sets of images,
 * with any trained autoencoder.
 */
package org.rdvae.codec;
