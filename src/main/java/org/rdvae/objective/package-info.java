/**
 * What is minimised: distortion + beta * rate. An objective sees distributions only; it decides how
 * much each latent's rate weighs in the gradient.
 */
package org.rdvae.objective;
