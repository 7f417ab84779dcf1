package org.rdvae.distribution;

import java.util.List;
import org.rdvae.data.ValueKind;

/**
 * A likelihood written outside of rdvae: what {@link Likelihood} asks of rdvae's own. A class that
 * implements it has a public constructor with one {@link org.rdvae.base.PluginSettings}, is named
 * by {@code likelihood: {plugin: {class-name: ...}}}, and keeps no state, since it is made anew
 * whenever it is asked something. {@link PlannedFormula} plans one from formulas of single values.
 */
public interface LikelihoodPlugin {
  /** As {@link Likelihood#heads}. */
  List<LikelihoodHead> heads(int channels);

  /** As {@link Likelihood#sharedParameters}. */
  default List<SharedParameter> sharedParameters(int values) {
    return List.of();
  }

  /** As {@link Likelihood#isDiscrete}. */
  boolean isDiscrete();

  /** As {@link Likelihood#takes}. */
  boolean takes(ValueKind kind);

  /** As {@link Likelihood#plan}. */
  PlannedLikelihood plan(LikelihoodPlace place);
}
