package org.rdvae.training;

import java.util.List;

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
    long skippedSteps) {}
