package org.rdvae.bench;

import java.util.ArrayList;
import java.util.List;
import org.rdvae.distribution.RateGradient;
import org.rdvae.model.Architecture;
import org.rdvae.objective.Bound;
import org.rdvae.objective.Estimator;
import org.rdvae.objective.ObjectiveSettings;

/**
 * A way to estimate the gradient of a bound by the encoder's parameters.
 *
 * @param name of the bound
 * @param closedFormRate whether the rate is a function of what the encoder gives, or log q is taken
 *     at the sample
 */
record GradientEstimate(String name, Bound bound, Estimator estimator, boolean closedFormRate) {

  /**
   * All that a model admits, those of a bound one after another, the reparameterised first.
   *
   * @param samples of the bound of several samples
   */
  static List<GradientEstimate> of(Architecture architecture, int samples) {
    boolean closed = architecture.hasClosedFormRate();
    List<GradientEstimate> all = new ArrayList<>();
    if (closed) {
      all.add(new GradientEstimate("elbo", new Bound.Elbo(1), Estimator.REPARAMETERIZED, true));
    }
    // Of a single sample the importance-weighted bound is the ELBO, always by samples.
    Bound one = new Bound.ImportanceWeighted(1);
    Bound several = new Bound.ImportanceWeighted(samples);
    add(all, architecture, "elbo", one, Estimator.REPARAMETERIZED);
    add(all, architecture, "elbo", one, Estimator.STICKING_THE_LANDING);
    add(all, architecture, "elbo", one, Estimator.SCORE_FUNCTION);
    add(all, architecture, "importance-weighted", several, Estimator.REPARAMETERIZED);
    add(all, architecture, "importance-weighted", several, Estimator.DOUBLY_REPARAMETERIZED);
    add(all, architecture, "importance-weighted", several, Estimator.SCORE_FUNCTION);
    add(all, architecture, "importance-weighted", several, Estimator.WAKE_PHASE);
    return all;
  }

  private static void add(
      List<GradientEstimate> all,
      Architecture architecture,
      String name,
      Bound bound,
      Estimator estimator) {
    RateGradient gradient = estimator.gradient();
    boolean isAdmitted =
        architecture.levels() == 1
            ? architecture.posterior().supports(gradient)
            : gradient == RateGradient.TOTAL;
    if (isAdmitted) {
      all.add(new GradientEstimate(name, bound, estimator, false));
    }
  }

  ObjectiveSettings objective() {
    return new ObjectiveSettings(new ObjectiveSettings.Beta(1, 0, 1, 1), 0, bound, estimator);
  }
}
