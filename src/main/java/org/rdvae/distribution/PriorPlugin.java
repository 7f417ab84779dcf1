package org.rdvae.distribution;

import java.util.List;
import org.rdvae.network.ParameterSpec;

/**
 * A prior written outside of rdvae: what {@link Prior} asks of rdvae's own. A class that implements
 * it has a public constructor with one {@link org.rdvae.base.PluginSettings}, is named by {@code
 * prior: {plugin: {class-name: ...}}}, and keeps no state, since it is made anew whenever it is
 * asked something.
 */
public interface PriorPlugin {
  /** As {@link Prior#parameters}. */
  default List<ParameterSpec> parameters(String name, int latents, int values) {
    return List.of();
  }

  /** As {@link Prior#isPositive}. */
  default boolean isPositive() {
    return false;
  }

  /** As {@link Prior#fewestLatents}. */
  default int fewestLatents() {
    return 1;
  }

  /** As {@link Prior#plan}. */
  PlannedPrior plan(PriorPlace place);
}
