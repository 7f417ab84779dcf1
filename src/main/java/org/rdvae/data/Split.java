package org.rdvae.data;

/** Which part of a job's examples a set is. */
public enum Split {
  TRAIN(0),
  VALIDATION(1),
  TEST(2),
  /** Examples named for one command, outside the three splits. */
  INPUT(3);

  /** Keys the random numbers of dynamic binarisation, and so is part of every saved run. */
  final int number;

  Split(int number) {
    this.number = number;
  }
}
