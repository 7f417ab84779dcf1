package org.rdvae.training;

/**
 * An executor's part of a round, done.
 *
 * @param weight of its vectors in the average; 0 if they do not count
 * @param end parameters and state
 */
public record ShardResult(ShardReport report, int weight, Snapshot end) {}
