package org.rdvae.distribution;

/** Latent variables whose rates are known as functions of what the encoder gives. */
public interface ClosedFormLatents extends PlannedLatents, ClosedFormRates {}
