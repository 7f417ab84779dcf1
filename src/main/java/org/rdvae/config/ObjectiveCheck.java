package org.rdvae.config;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.rdvae.base.KebabCase;
import org.rdvae.distribution.Posterior;
import org.rdvae.distribution.RateGradient;
import org.rdvae.model.ModelSettings;
import org.rdvae.objective.Bound;
import org.rdvae.objective.Estimator;
import org.rdvae.objective.ObjectiveSettings;
import org.rdvae.training.TrainingSettings;

/** Whether bound, estimator, posterior and prior fit one another. */
final class ObjectiveCheck {
  private static final String ESTIMATOR = "objective.estimator";

  private final Problems problems;

  ObjectiveCheck(Problems problems) {
    this.problems = problems;
  }

  void run(ObjectiveSettings objective) {
    Bound bound = objective.bound();
    switch (objective.estimator()) {
      case REPARAMETERIZED, SCORE_FUNCTION -> {}
      case STICKING_THE_LANDING -> {
        if (bound.samples() > 1) {
          estimator(
              objective,
              (bound instanceof Bound.ImportanceWeighted
                      ? "doubly-reparameterized, its form for several samples,"
                      : "reparameterized")
                  + " or one sample, since what it leaves out of the gradient has mean 0 for one"
                  + " sample only");
        }
      }
      case DOUBLY_REPARAMETERIZED -> {
        if (bound.samples() == 1) {
          estimator(objective, "sticking-the-landing, which it is for one sample,");
        } else if (bound instanceof Bound.Elbo || bound instanceof Bound.Maximum) {
          estimator(
              objective,
              "reparameterized, or the bound importance-weighted or renyi, whose weights it"
                  + " differentiates,");
        }
      }
      case WAKE_PHASE -> {
        if (!(bound instanceof Bound.ImportanceWeighted) || bound.samples() == 1) {
          problems.problem(
              "objective.bound",
              "expected importance-weighted with 2 samples or more, since wake-phase weighs the"
                  + " samples of an image by their importance, found "
                  + words(bound));
        }
      }
    }
    new RateCheck(problems).run(objective);
  }

  private void estimator(ObjectiveSettings objective, String expected) {
    problems.problem(
        ESTIMATOR,
        "expected "
            + expected
            + (expected.endsWith(",") ? " found " : ", found ")
            + nameOf(objective.estimator())
            + " with "
            + words(objective.bound()));
  }

  private static String words(Bound bound) {
    return Names.of(bound)
        + " of "
        + bound.samples()
        + (bound.samples() == 1 ? " sample" : " samples");
  }

  private static String nameOf(Estimator estimator) {
    return KebabCase.of(estimator.name());
  }

  void run(ObjectiveSettings objective, ModelSettings model) {
    new RateCheck(problems).run(objective, model);
    Posterior posterior = model.posterior();
    boolean closedForm = objective.allowsClosedForm() && posterior.hasClosedFormRate(model.prior());
    RateGradient gradient = objective.estimator().gradient();
    if (!model.latent().above().isEmpty() && gradient != RateGradient.TOTAL) {
      problems.problem(
          ESTIMATOR,
          "expected reparameterized, since with levels of latent variables above one another"
              + " (model.latent.above) the densities of the lower ones depend on samples of the"
              + " upper, which the other estimators hold fixed, found "
              + nameOf(objective.estimator()));
      return;
    }
    if (!closedForm && !posterior.supports(gradient)) {
      String choices =
          Arrays.stream(Estimator.values())
              .filter(other -> posterior.supports(other.gradient()))
              .map(ObjectiveCheck::nameOf)
              .collect(Collectors.joining(" or "));
      problems.problem(
          ESTIMATOR,
          "expected "
              + choices
              + ", since the posterior "
              + Names.of(posterior)
              + " has no other gradient, found "
              + nameOf(objective.estimator()));
    }
  }

  void run(ObjectiveSettings objective, TrainingSettings training) {
    new RateCheck(problems).run(objective, training);
    if (objective.estimator() == Estimator.SCORE_FUNCTION
        && objective.bound().samples() == 1
        && training.batch() == 1) {
      problems.problem(
          "training.batch",
          "expected 2 or more, since the baseline of score-function is made of the other images'"
              + " single samples, found 1");
    }
  }
}
