package org.rdvae.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.rdvae.model.VaeSession;
import org.rdvae.random.RandomStream;

/** The session's own samples and log densities against the formulas in double. */
class PlannedProposalsTest {
  private static final int LATENTS = 2;

  @Test
  void drawsTheSameSamplesWithTheSameLogRatiosAsTheFormulas() {
    try (VaeSession session = LineModel.open(8)) {
      float[] images = new float[8 * 4];
      LineModel.images().fillInOrder(3, 8, images);
      float[] mean = new float[8 * LATENTS];
      float[] logStddev = new float[mean.length];
      session.encode(images, 8, mean, logStddev);
      Proposals planned = new PlannedProposals(session);
      Proposals formulas = new GaussianProposals(session, mean, logStddev);
      int[] imageOf = {7, 7, 0, 3, 3};
      Map<Proposals, double[]> distortions = new HashMap<>();
      for (Proposals proposals : new Proposals[] {planned, formulas}) {
        RandomStream noise = new RandomStream(5, RandomStream.Purpose.TEST);
        for (int row = 0; row < imageOf.length; row++) {
          proposals.select(imageOf[row]);
          proposals.add(row, noise);
        }
        proposals.finish(imageOf.length);
        double[] found = new double[imageOf.length];
        proposals.distortion(images, imageOf.length, found);
        distortions.put(proposals, found);
      }
      for (int row = 0; row < imageOf.length; row++) {
        assertThat(planned.logRatios()[row])
            .as("row %d", row)
            .isCloseTo(formulas.logRatios()[row], within(1e-5));
        assertThat(distortions.get(planned)[row])
            .as("row %d", row)
            .isCloseTo(distortions.get(formulas)[row], within(1e-5));
        for (int j = row * LATENTS; j < (row + 1) * LATENTS; j++) {
          assertThat(planned.z()[j]).isCloseTo(formulas.z()[j], within(1e-6f));
        }
      }
    }
  }
}
