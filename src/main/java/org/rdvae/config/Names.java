package org.rdvae.config;

import org.rdvae.distribution.Likelihood;
import org.rdvae.distribution.Posterior;
import org.rdvae.distribution.Prior;
import org.rdvae.objective.Bound;
import org.rdvae.objective.RateRule;

/** How a config calls what it chose, for messages. */
final class Names {
  private static final SettingType.Union BOUNDS = new SettingType.Union(Bound.class);
  private static final SettingType.Union LIKELIHOODS = new SettingType.Union(Likelihood.class);
  private static final SettingType.Union POSTERIORS = new SettingType.Union(Posterior.class);
  private static final SettingType.Union PRIORS = new SettingType.Union(Prior.class);
  private static final SettingType.Union RATE_RULES = new SettingType.Union(RateRule.class);

  private Names() {}

  static String of(Bound bound) {
    return BOUNDS.nameOf(bound);
  }

  static String of(Likelihood likelihood) {
    return LIKELIHOODS.nameOf(likelihood);
  }

  static String of(Posterior posterior) {
    return POSTERIORS.nameOf(posterior);
  }

  static String of(Prior prior) {
    return PRIORS.nameOf(prior);
  }

  static String of(RateRule rule) {
    return RATE_RULES.nameOf(rule);
  }
}
