/**
 * Posteriors, priors and likelihoods: log density, sample, divergence and their gradients. Each
 * comes twice: planned, as operations on fixed tensors, and in plain double arithmetic, which is
 * what reports use and what tests hold the planned one against. Derivatives in double are there for
 * those tests alone.
 *
 * <p>Names tell what a class is: {@code GammaPosterior}, {@code GammaPrior} and {@code
 * LaplaceLikelihood} are settings records; {@code Gamma} and {@code Laplace} hold formulas in
 * double; {@code Planned...} runs on tensors. What needs no speed runs row by row on the host
 * ({@code ClosedFormByRows}, {@code SampledByRows}), and so do likelihoods of single values where
 * they are measured ({@code PlannedValues}).
 */
package org.rdvae.distribution;
