/**
 * Finding parameters: the {@link org.rdvae.training.Trainer}'s loop and step, the optimiser,
 * schedules, and the events that listeners turn into files and progress. Nothing here knows a file.
 */
package org.rdvae.training;
