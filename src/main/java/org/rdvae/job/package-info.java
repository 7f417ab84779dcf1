/**
 * What the commands do, as calls: train a job into a run folder, load a saved model, measure it.
 * Everything that a program needs stands here; the command line only turns words into these calls.
 */
package org.rdvae.job;
