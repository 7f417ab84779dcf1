package org.rdvae.config;

import org.rdvae.model.ModelSettings;
import org.rdvae.objective.Bound;
import org.rdvae.objective.ObjectiveSettings;
import org.rdvae.objective.RateRule;
import org.rdvae.training.TrainingSettings;

/** Whether what the loss makes of the rate fits the other settings of the objective and the job. */
final class RateCheck {
  private static final String RATE = "objective.rate";
  private static final String FREE_NATS = "objective.free-nats";
  private static final String TOTAL_CORRELATION = "objective.total-correlation";

  private final Problems problems;

  RateCheck(Problems problems) {
    this.problems = problems;
  }

  void run(ObjectiveSettings objective) {
    freeBits(objective);
    totalCorrelation(objective);
    if (objective.rate() instanceof RateRule.Weighted) {
      return;
    }
    String rule = Names.of(objective.rate());
    if (!(objective.bound() instanceof Bound.Elbo)) {
      problems.problem(
          RATE,
          "expected weighted, or the bound elbo, whose loss is a distortion and a rate; that of "
              + Names.of(objective.bound())
              + " is not parted so, found "
              + rule);
    }
    String reason = ", since " + rule + " sets the weight of the rate by itself, found ";
    if (objective.beta().value() != 1) {
      problems.problem("objective.beta.value", "expected 1" + reason + objective.beta().value());
    }
    if (objective.beta().warmUpEpochs() != 0) {
      problems.problem(
          "objective.beta.warm-up-epochs", "expected 0" + reason + objective.beta().warmUpEpochs());
    }
    if (objective.freeNats() != 0) {
      problems.problem(FREE_NATS, "expected 0" + reason + objective.freeNats());
    }
    if (objective.totalCorrelation() != 0) {
      problems.problem(
          TOTAL_CORRELATION,
          "expected 0, or the rate weighted, since it is weighed in units of beta, which "
              + rule
              + " replaces, found "
              + objective.totalCorrelation());
    }
  }

  /** Those of all latent variables together need no rates of single ones. */
  private void freeBits(ObjectiveSettings objective) {
    if (objective.freeNats() == 0) {
      return;
    }
    if (!(objective.bound() instanceof Bound.Elbo)) {
      problems.problem(
          FREE_NATS,
          "expected 0, or the bound elbo, whose loss has the rate in it, found "
              + objective.freeNats()
              + " with "
              + Names.of(objective.bound()));
    } else if (!objective.allowsClosedForm() && objective.freeGroup() != 0) {
      problems.problem(
          FREE_NATS,
          "expected 0, or objective.free-group 0, since the rates of single latent variables are"
              + " known with the estimator reparameterized only, found "
              + objective.freeNats());
    }
  }

  private void totalCorrelation(ObjectiveSettings objective) {
    boolean fits = objective.allowsClosedForm() && objective.bound().samples() == 1;
    if (objective.totalCorrelation() > 0 && !fits) {
      problems.problem(
          TOTAL_CORRELATION,
          "expected 0, or the bound elbo of 1 sample with the estimator reparameterized, from whose"
              + " samples it is estimated, found "
              + objective.totalCorrelation());
    }
  }

  void run(ObjectiveSettings objective, ModelSettings model) {
    boolean closedForm =
        objective.allowsClosedForm() && model.posterior().hasClosedFormRate(model.prior());
    if (objective.freeNats() > 0
        && objective.freeGroup() != 0
        && objective.allowsClosedForm()
        && !closedForm) {
      problems.problem(
          FREE_NATS,
          "expected 0, or objective.free-group 0, since against the prior "
              + Names.of(model.prior())
              + " the rates of single latent variables are not known, found "
              + objective.freeNats());
    }
    if (objective.freeNats() > 0
        && objective.freeGroup() == 0
        && !model.latent().above().isEmpty()
        && !closedForm) {
      problems.problem(
          FREE_NATS,
          "expected 0, or the estimator reparameterized, the posterior diagonal-gaussian and the"
              + " prior standard-normal, since the rates of single levels (model.latent.above) are"
              + " not known otherwise, found "
              + objective.freeNats());
    }
    if (objective.totalCorrelation() > 0 && !model.isStandardGaussian()) {
      problems.problem(
          TOTAL_CORRELATION,
          "expected 0, or one level of latent variables with the posterior diagonal-gaussian and"
              + " the prior standard-normal, for which it is computed, found "
              + objective.totalCorrelation());
    }
  }

  void run(ObjectiveSettings objective, TrainingSettings training) {
    if (objective.totalCorrelation() > 0 && training.batch() == 1) {
      problems.problem(
          "training.batch",
          "expected 2 or more, since the total correlation is that of a batch of posteriors, found"
              + " 1");
    }
    int settledAfter = objective.rate().settledAfter();
    if (settledAfter == RateRule.NEVER) {
      if (training.patience() > 0) {
        problems.problem(
            "training.patience",
            "expected 0, since "
                + Names.of(objective.rate())
                + " keeps the model of the last epoch, whatever its ELBO, found "
                + training.patience());
      }
    } else if (settledAfter > training.epochs()) {
      problems.problem(
          RATE + "." + Names.of(objective.rate()) + ".epochs",
          "expected at most training.epochs (" + training.epochs() + "), found " + settledAfter);
    }
  }
}
