/**
 * Measuring a model on images it was not trained on: the ELBO of validation, and the full
 * evaluation with the likelihood by importance sampling and both of its errors.
 */
package org.rdvae.evaluation;
