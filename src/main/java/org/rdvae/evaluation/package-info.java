/**
 * Measuring a model on images it was not trained on: the ELBO of validation, and the full
 * evaluation with the likelihood by importance sampling and both of its errors. Measuring codecs:
 * rate against distortion of ours and of the programs of others, and what they differ by.
 */
package org.rdvae.evaluation;
