package org.rdvae.data;

/**
 * Which part of a job's images a set is. The order is part of every saved run, because it keys the random numbers of dynamic
 * binarisation: append only.
 */
public enum Split {
  TRAIN,
  VALIDATION,
  TEST,
  /** Images named for one command, outside the three splits. */
  INPUT
}
