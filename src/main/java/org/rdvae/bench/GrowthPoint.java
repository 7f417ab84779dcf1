package org.rdvae.bench;

import java.util.OptionalDouble;

/**
 * What one setting of one size cost.
 *
 * @param gigaflop in the products of a step, 10^9 multiplications and additions
 * @param plannedMegabytes data, tensors, parameters and the optimiser's memory as the plan has
 *     them, in units of 2^20 bytes
 * @param milliseconds of a step
 * @param peakMegabytes largest resident set of a process that does nothing else, where known
 */
public record GrowthPoint(
    int value,
    double gigaflop,
    double plannedMegabytes,
    double milliseconds,
    OptionalDouble peakMegabytes) {}
