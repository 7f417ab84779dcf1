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
 * <p>Whatever decides a symbol's probability is an integer: tables made once and kept with the
 * model, or networks in fixed point. So a file decodes to the same latents on every machine.
 */
package org.rdvae.codec;
