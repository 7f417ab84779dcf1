package org.rdvae.model;

import java.util.List;
import org.rdvae.random.RandomStream;
import org.rdvae.tensor.Tensor;

/** Draws the noise of all levels for all rows and writes it where it is planned. */
final class Noise {
  private final LevelFamily[] levels;
  private final Tensor target;
  private final float[] host;

  /**
   * @param levels in the order of their noise in a row
   */
  Noise(List<LevelFamily> levels, Tensor target) {
    this.levels = levels.toArray(LevelFamily[]::new);
    this.target = target;
    host = new float[Math.toIntExact(target.size())];
  }

  void draw(RandomStream stream) {
    int at = 0;
    for (int row = 0; row < target.rows(); row++) {
      for (LevelFamily level : levels) {
        level.posterior().drawNoise(stream, level.latents(), host, at);
        at += level.latents();
      }
    }
    target.write(host);
  }
}
