/**
 * Measuring a model on images it was not trained on: the ELBO of validation; the full evaluation
 * with the likelihood by importance sampling and both of its errors, also of single images; how far
 * the codes of all images together are from the prior (divergences); and what single latent
 * variables have to do with factors that are known (disentanglement). Measuring codecs: rate
 * against distortion of ours and of the programs of others, and what they differ by.
 */
package org.rdvae.evaluation;
