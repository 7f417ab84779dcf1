package org.rdvae.distribution;

/** A posterior whose rate against the prior is known as a function of its parameters. */
public interface ClosedFormPosterior extends PlannedPosterior, ClosedFormRates {}
