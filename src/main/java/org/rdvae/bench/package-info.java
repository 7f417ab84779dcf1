/**
 * Timing of our own work: the training step of fixed workloads, with where its time goes. Opponents
 * are timed elsewhere.
 */
package org.rdvae.bench;
