package org.rdvae.reliability;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.rdvae.training.PoisonedTraining;

/**
 * NaN or an infinity in input, activation, gradient, parameter or optimiser is caught in the step,
 * unless it was an infinite parameter that all gradients are finite with; a gradient ten or a
 * thousand times too large is caught by its norm. The answer is that of {@code
 * training.on-non-finite}, and nothing of it reaches the best model.
 */
@Tag("reliability")
@Tag("non-finite")
class NonFiniteTest {
  private static final Property PROPERTY = new Property("non-finite", 36, 100);

  @Test
  void isCaughtInTheStepAndAnsweredAsTheSettingsSay() {
    PROPERTY.check(PoisonedTraining::run);
  }
}
