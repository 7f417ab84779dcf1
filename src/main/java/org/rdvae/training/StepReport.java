package org.rdvae.training;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What is told of a step.
 *
 * @param batch its batch, measured with the parameters before its update (never with their average)
 * @param loss what is minimised: distortion + beta * rate, the rate as the objective counts it
 * @param beta weight of the rate, by schedule or as a constraint found it
 * @param learningRate with the schedule's factor
 * @param gradientNorm L2 norm of the gradient before clipping
 * @param levelRates rate of each level of latent variables in the batch, in nats, from the image
 *     upwards; empty for one level
 * @param skippedSteps steps skipped so far because of an outlying gradient, in all of the training
 */
public record StepReport(
    Measurement batch,
    double loss,
    double beta,
    double learningRate,
    double gradientNorm,
    List<Double> levelRates,
    long skippedSteps)
    implements Serializable {

  /** The same where the steps skipped so far are known to be others. */
  StepReport withSkipped(long skipped) {
    return new StepReport(batch, loss, beta, learningRate, gradientNorm, levelRates, skipped);
  }

  /** Of a step whose batch was measured in equal parts. */
  static StepReport mean(List<StepReport> parts) {
    StepReport first = parts.get(0);
    if (parts.size() == 1) {
      return first;
    }
    List<Double> levelRates = new ArrayList<>();
    for (int level = 0; level < first.levelRates.size(); level++) {
      int index = level;
      levelRates.add(mean(parts, part -> part.levelRates.get(index)));
    }
    return new StepReport(
        new Measurement(
            mean(parts, part -> part.batch.rate()), mean(parts, part -> part.batch.distortion())),
        mean(parts, StepReport::loss),
        mean(parts, StepReport::beta),
        first.learningRate,
        first.gradientNorm,
        levelRates,
        first.skippedSteps);
  }

  private static double mean(List<StepReport> parts, ToDoubleFunction<StepReport> value) {
    return parts.stream().mapToDouble(value).average().orElseThrow();
  }
}
