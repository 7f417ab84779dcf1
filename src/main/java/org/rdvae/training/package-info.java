/**
 * Finding parameters: the {@link org.rdvae.training.Trainer}'s loop, the step, the optimisers, the
 * average, schedules, the feed of batches, and the events that listeners turn into files and
 * progress. Nothing here knows a file.
 */
package org.rdvae.training;
