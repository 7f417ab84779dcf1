/**
 * Posteriors, priors and likelihoods: log density, sample, divergence and their gradients. Each
 * comes twice: planned, as operations on fixed tensors, and in plain double arithmetic, which is
 * what reports use and what tests hold the planned one against.
 */
package org.rdvae.distribution;
