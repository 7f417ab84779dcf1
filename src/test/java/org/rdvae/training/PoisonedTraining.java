package org.rdvae.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.rdvae.base.Failure;
import org.rdvae.training.Poison.Place;
import org.rdvae.training.TrainingSettings.OnNonFinite;

/**
 * A small training in which something goes wrong once, held to what its settings promise: a number
 * that is not finite is caught in the step, a spike of the gradient by its norm, and no model is
 * ever called best that is not finite.
 */
public final class PoisonedTraining {
  private static final int EPOCHS = 3;
  private static final int STEPS = EPOCHS * BarsTraining.STEPS_PER_EPOCH;
  private static final float[] VALUES = {
    Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY
  };

  private static final List<OnNonFinite> POLICIES = List.of(OnNonFinite.values());

  /** The rule for outliers looks back a hundred steps. */
  private static final int SPIKE_EPOCHS = 15;

  private PoisonedTraining() {}

  /** The case of this number: a place, a policy, a value and a step. */
  public static void run(int number, Random random) {
    OnNonFinite policy = POLICIES.get(number % POLICIES.size());
    float value = VALUES[random.nextInt(VALUES.length)];
    switch (number / 3 % 6) {
      case 0 -> poisoned(Place.INPUT, policy, value, random);
      case 1 -> poisoned(Place.ACTIVATION, policy, value, random);
      case 2 -> poisoned(Place.GRADIENT, policy, value, random);
      case 3 -> parameter(policy, value, random);
      case 4 -> optimizer(policy, value, random);
      default -> spike(number / 18 % 2 == 0 ? 10 : 1000, random);
    }
  }

  /**
   * An infinite bias of a logit, or before a tanh, has finite gradients: then there is nothing to
   * catch, and the update writes over it. Any other is caught.
   */
  private static void parameter(OnNonFinite policy, float value, Random random) {
    long seed = random.nextLong();
    if (Float.isInfinite(value) && isAbsorbed(policy, value, new Random(seed))) {
      return;
    }
    poisoned(Place.PARAMETER, policy, value, new Random(seed));
  }

  private static boolean isAbsorbed(OnNonFinite policy, float value, Random random) {
    int step = 1 + random.nextInt(STEPS - 1);
    Poison poison = new Poison(Place.PARAMETER, step, value, random);
    BarsTraining training = BarsTraining.usual(EPOCHS).with(policy);
    Listener listener = new Listener();
    try (Trainer trainer = trainer(training, poison, training.start())) {
      trainer.run(Validators.ofParameters(), listener);
    } catch (Failure caught) {
      return false;
    }
    if (!listener.answers.isEmpty()) {
      return false;
    }
    // The listener has looked at the parameters after each step.
    assertThat(listener.states).hasSize(STEPS);
    listener.states.forEach(
        state -> state.state().vectors().values().forEach(PoisonedTraining::requireFinite));
    assertThat(listener.bestWasFinite).isTrue();
    return true;
  }

  private static void poisoned(Place place, OnNonFinite policy, float value, Random random) {
    int step = 1 + random.nextInt(STEPS - 1);
    Poison poison = new Poison(place, step, value, random);
    BarsTraining training = BarsTraining.usual(EPOCHS).with(policy);
    Listener listener = new Listener();
    try (Trainer trainer = trainer(training, poison, training.start())) {
      if (policy == OnNonFinite.STOP) {
        assertThatThrownBy(() -> trainer.run(Validators.ofParameters(), listener))
            .isInstanceOfSatisfying(
                Failure.class, e -> assertThat(e.kind()).isEqualTo(Failure.Kind.BAD_DATA))
            .hasMessageContaining("in step " + (step + 1) + " the gradient is not finite");
        assertThatThrownBy(trainer::snapshot).isInstanceOf(IllegalStateException.class);
        assertThat(listener.states).hasSize(step);
      } else {
        trainer.run(Validators.ofParameters(), listener);
        assertThat(listener.answers).containsExactly(step + 1L);
        assertThat(trainer.skippedSteps()).isEqualTo(1);
        assertThat(listener.states).hasSize(STEPS);
        int epochEnd = step / BarsTraining.STEPS_PER_EPOCH * BarsTraining.STEPS_PER_EPOCH;
        Snapshot expected =
            policy == OnNonFinite.SKIP
                ? listener.states.get(step - 1)
                : epochEnd == 0 ? training.start() : listener.states.get(epochEnd - 1);
        boolean endsAnEpoch = (step + 1) % BarsTraining.STEPS_PER_EPOCH == 0;
        Snapshot found = listener.states.get(step);
        assertThat(found.parameters())
            .as("after the step, epoch ended: %s", endsAnEpoch)
            .isEqualTo(expected.parameters());
        if (step + 1 < STEPS) {
          assertThat(listener.states.get(step + 1).parameters()).isNotEqualTo(found.parameters());
        }
      }
    }
    assertThat(listener.bestWasFinite).isTrue();
  }

  private static Trainer trainer(BarsTraining training, Poison poison, Snapshot start) {
    Poison.Clock clock = new Poison.Clock();
    return training.trainer(
        kernels -> poison.around(kernels, clock), model -> poison.around(model, clock), start);
  }

  /**
   * In what an optimiser remembers of earlier steps, or by a gradient that makes it an infinity.
   */
  private static void optimizer(OnNonFinite policy, float value, Random random) {
    if (random.nextBoolean()) {
      poisonedBySize(policy, random);
      return;
    }
    BarsTraining training = BarsTraining.usual(EPOCHS).with(policy);
    Snapshot state =
        training
            .run(training.start(), Validators.ofParameters(), t -> t.position().step() < 5)
            .end();
    String moment = random.nextBoolean() ? "first-moment" : "second-moment";
    float[] moments = state.state().vectors().get(moment);
    moments[random.nextInt(moments.length)] = value;
    assertThatThrownBy(() -> training.trainer(state))
        .isInstanceOfSatisfying(
            Failure.class, e -> assertThat(e.kind()).isEqualTo(Failure.Kind.BAD_DATA))
        .hasMessageContaining("expected finite numbers in " + moment + ", found " + value);
  }

  private static void poisonedBySize(OnNonFinite policy, Random random) {
    int step = 1 + random.nextInt(STEPS - 1);
    Poison poison = new Poison(Place.GRADIENT, step, 1e25f, random);
    BarsTraining training = BarsTraining.usual(EPOCHS).with(policy);
    Listener listener = new Listener();
    try (Trainer trainer = trainer(training, poison, training.start())) {
      if (policy == OnNonFinite.STOP) {
        assertThatThrownBy(() -> trainer.run(Validators.ofParameters(), listener))
            .isInstanceOf(Failure.class)
            .hasMessageContaining("in step " + (step + 1) + " the gradient ");
      } else {
        trainer.run(Validators.ofParameters(), listener);
        assertThat(listener.answers).containsExactly(step + 1L);
        trainer.snapshot().state().vectors().values().forEach(PoisonedTraining::requireFinite);
      }
    }
  }

  private static void requireFinite(float[] vector) {
    for (float value : vector) {
      assertThat(Float.isFinite(value)).isTrue();
    }
  }

  private static void spike(float factor, Random random) {
    int step = 105 + random.nextInt(10);
    BarsTraining training = BarsTraining.usual(SPIKE_EPOCHS).withSkipping(5);
    Listener listener = new Listener();
    Poison poison = new Poison(Place.SPIKE, step, factor, random);
    try (Trainer trainer = trainer(training, poison, training.start())) {
      trainer.run(Validators.ofParameters(), listener);
      assertThat(trainer.skippedSteps()).as("steps skipped").isEqualTo(1);
    }
    assertThat(listener.states.get(step).parameters())
        .isEqualTo(listener.states.get(step - 1).parameters());
    assertThat(listener.bestWasFinite).isTrue();
  }

  /** What was there after each step. */
  private static final class Listener implements TrainingListener {
    private final List<Snapshot> states = new ArrayList<>();
    private final List<Long> answers = new ArrayList<>();
    private boolean bestWasFinite = true;

    @Override
    public void measured(Position position, StepReport report) {}

    @Override
    public void validated(Position position, Measurement validation, boolean isBest) {
      bestWasFinite &= !isBest || Double.isFinite(validation.elbo());
    }

    @Override
    public void notFinite(Position position, String answer) {
      answers.add(position.step() + 1);
    }

    @Override
    public boolean stepped(Trainer trainer) {
      Snapshot state = trainer.snapshot();
      requireFinite(state.parameters());
      states.add(state);
      return true;
    }
  }
}
