/**
 * Lets Java's own {@code ImageIO} read and write {@code .rdv} photographs, in programs that know
 * nothing of rdvae but have it on their class path. The models are those that the commands use.
 */
package org.rdvae.imageio;
