/**
 * Timing of our own work: the training step of fixed workloads or of a job, layer by layer if
 * wanted; how its cost grows with its sizes; the equivalent library calls for its shapes. Opponents
 * are timed elsewhere, on the same work: a {@link org.rdvae.bench.CheckFolder} proves that.
 */
package org.rdvae.bench;
