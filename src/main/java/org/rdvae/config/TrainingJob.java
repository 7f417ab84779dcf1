package org.rdvae.config;

import org.rdvae.report.RunSettings;
import org.rdvae.training.TrainingSettings;

/** What {@code rdvae train} takes: a config with a section {@code codec} is one of a codec. */
public sealed interface TrainingJob permits Job, CodecJob {
  long seed();

  TrainingSettings training();

  RunSettings run();
}
