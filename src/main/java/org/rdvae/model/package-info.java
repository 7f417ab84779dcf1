/**
 * The autoencoder. An {@link org.rdvae.model.Architecture} knows sizes and parameters, a {@link
 * org.rdvae.model.Vae} adds values and is what programs keep, a {@link org.rdvae.model.VaeSession}
 * computes with it, and a {@link org.rdvae.model.PlannedVae} is the form with gradients that
 * training uses. Several levels of latent variables are a {@link org.rdvae.model.Hierarchy} tied by
 * a {@link org.rdvae.model.LevelLink} each.
 */
package org.rdvae.model;
