package org.rdvae.evaluation;

/** Told the score of every image while a set is measured. */
@FunctionalInterface
public interface ScoreListener {
  /**
   * Takes a score.
   *
   * @param image its number in the set; images come in order
   */
  void scored(int image, ImageScore score);
}
