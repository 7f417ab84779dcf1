package org.rdvae.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.rdvae.base.Failure;
import org.rdvae.base.KebabCase;
import org.rdvae.data.DataLoader;
import org.rdvae.data.ReadingProgress;
import org.rdvae.data.Remedy;
import org.rdvae.data.Splits;
import org.rdvae.data.TrainingBatches;
import org.rdvae.distribution.Likelihood;
import org.rdvae.distribution.Posterior;
import org.rdvae.distribution.Prior;
import org.rdvae.evaluation.Evaluation;
import org.rdvae.evaluation.Evaluator;
import org.rdvae.model.Architecture;
import org.rdvae.model.Vae;
import org.rdvae.model.VaeSession;
import org.rdvae.network.FeatureShape;
import org.rdvae.objective.Estimator;
import org.rdvae.tensor.Device;
import org.rdvae.training.Measurement;
import org.rdvae.training.Position;
import org.rdvae.training.Snapshot;
import org.rdvae.training.StepReport;
import org.rdvae.training.Trainer;
import org.rdvae.training.TrainingListener;

/**
 * Whatever posterior, prior, likelihood, bound, estimator and use of the rate the config accepts
 * trains 50 steps and is measured without a number that is not finite. By default every two of them
 * meet; with the system property {@code rdvae.combinations=all} all of them do.
 */
class CombinationsTest {
  private static final int STEPS = 50;

  /** Sizes small enough for hundreds of trainings in seconds; 8 x 8 is the smallest shape. */
  private static final String JOB =
      """
      model:
        latent: {size: 3}
        encoder: [dense: {units: 8, activation: tanh}]
        decoder: [dense: {units: 8, activation: tanh}]
      training: {epochs: 10, batch: 8, log-every: 1, prefetch: off}
      """;

  private static final List<String> BOUNDS =
      List.of(
          "elbo",
          "{elbo: {samples: 3}}",
          "{importance-weighted: {samples: 3}}",
          "{renyi: {alpha: 0.5, samples: 3}}",
          "{renyi: {alpha: -1, samples: 3}}",
          "{maximum: {samples: 3}}");

  private static final List<String> USUAL =
      List.of(
          "model.posterior=diagonal-gaussian",
          "model.prior=standard-normal",
          "model.likelihood=bernoulli",
          "objective.bound=elbo",
          "objective.estimator=reparameterized",
          "objective.rate=weighted",
          // The only bound that the estimators of several samples meet.
          "objective.bound={importance-weighted: {samples: 3}}");

  /** First of all, because some are whole sections. */
  private static final List<String> RATES =
      List.of(
          "objective.rate=weighted",
          "objective.rate={capacity: {nats: 2, epochs: 1}}",
          "objective.rate={rate-constraint: {nats: 1}}",
          "objective.rate={distortion-constraint: {nats: 5}}",
          "objective={free-nats: 0.1, free-group: 2}",
          "objective={free-nats: 0.1, free-group: 0}",
          "objective={total-correlation: 3}");

  @Test
  void trainAndAreMeasuredWithFiniteNumbers() {
    assertThat(trained(names(Posterior.class), names(Prior.class), USUAL, 2)).isGreaterThan(50);
  }

  /** They meet no prior of the others, and so would meet nothing else in two. */
  @Test
  void soDoPositiveLatentVariables() {
    List<String> usual = new ArrayList<>(USUAL);
    usual.add("model.posterior=gamma");
    usual.add("model.prior=gamma");
    List<String> posteriors = List.of("exponential", "erlang", "gamma");
    assertThat(trained(posteriors, List.of("exponential", "gamma"), usual, 1)).isGreaterThan(15);
  }

  private static int trained(
      Collection<String> posteriors, Collection<String> priors, List<String> usual, int most) {
    List<List<String>> choices =
        List.of(
            RATES,
            settings("model.posterior", posteriors),
            settings("model.prior", priors),
            settings("model.likelihood", names(Likelihood.class)),
            settings("objective.bound", BOUNDS),
            settings(
                "objective.estimator",
                Stream.of(Estimator.values()).map(e -> KebabCase.of(e.name())).toList()));
    int trained = 0;
    for (List<String> sets : chosen(choices, usual, most)) {
      Job job = accepted(sets);
      if (job != null) {
        train(job, sets);
        trained++;
      }
    }
    return trained;
  }

  /** With {@code all} every combination; otherwise those that differ from the usual in a few. */
  private static Collection<List<String>> chosen(
      List<List<String>> choices, List<String> usual, int most) {
    List<List<String>> combinations = List.of(List.of());
    boolean all = "all".equals(System.getProperty("rdvae.combinations"));
    for (List<String> settings : choices) {
      List<List<String>> longer = new ArrayList<>();
      for (List<String> combination : combinations) {
        for (String setting : settings) {
          List<String> next = new ArrayList<>(combination);
          next.add(setting);
          if (all || next.stream().filter(set -> !usual.contains(set)).count() <= most) {
            longer.add(next);
          }
        }
      }
      combinations = longer;
    }
    return combinations;
  }

  private static List<String> settings(String key, Collection<String> values) {
    return values.stream().map(value -> key + "=" + value).toList();
  }

  private static Collection<String> names(Class<?> union) {
    return new SettingType.Union(union).choices().keySet();
  }

  /** The job as bits or as 8-bit values, whichever its likelihood takes; null if it is refused. */
  private static Job accepted(List<String> sets) {
    for (String binarization : List.of("threshold", "none")) {
      List<String> all = new ArrayList<>(sets);
      all.add("data={set: shapes, shapes: {size: 8, count: 60}}");
      all.add("data.binarization=" + binarization);
      try {
        return ConfigReader.parse(JOB, "job.yaml", Path.of("."), all);
      } catch (Failure refused) {
        assertThat(refused.kind()).isEqualTo(Failure.Kind.BAD_CONFIG);
      }
    }
    return null;
  }

  private static void train(Job job, List<String> sets) {
    Splits data = DataLoader.load(job.data(), ReadingProgress.NONE, Remedy.SETTINGS);
    TrainingBatches batches =
        TrainingBatches.of(data, job.data().augmentation(), job.seed(), job.training().batch());
    Architecture architecture = new Architecture(job.model(), new FeatureShape(8, 8, 1));
    Device device = Device.cpu(1);
    Steps steps = new Steps(sets);
    Snapshot end;
    try (Trainer trainer =
        new Trainer(
            device,
            architecture,
            job.objective(),
            job.training(),
            batches,
            job.seed(),
            Snapshot.initial(architecture.layout(), job.seed()))) {
      trainer.run(parameters -> new Measurement(0, 0), steps);
      end = trainer.snapshot();
    }
    assertThat(end.position().step()).isEqualTo(STEPS);
    try (VaeSession session = new Vae(architecture, end.parameters()).open(device, 7)) {
      float[] images = new float[6 * 64];
      Evaluation evaluation =
          new Evaluator(session, 3, 1)
              .evaluate(
                  (first, count, target) -> System.arraycopy(images, 0, target, 0, count * 64),
                  6,
                  done -> {});
      assertThat(evaluation.nll()).as("nll of %s", sets).isFinite();
      assertThat(evaluation.rate()).as("rate of %s", sets).isFinite();
    }
  }

  /** Looks at every step, and ends after {@link #STEPS}. */
  private record Steps(List<String> sets) implements TrainingListener {
    @Override
    public void measured(Position position, StepReport report) {
      assertThat(List.of(report.loss(), report.batch().rate(), report.batch().distortion()))
          .as("step %d of %s", position.step(), sets)
          .allMatch(Double::isFinite);
      assertThat(report.gradientNorm()).as("%s", sets).isFinite().isPositive();
    }

    @Override
    public void validated(Position position, Measurement validation, boolean isBest) {}

    @Override
    public boolean stepped(Trainer trainer) {
      return trainer.position().step() < STEPS;
    }
  }
}
