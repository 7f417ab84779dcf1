package org.rdvae.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.rdvae.distribution.DiagonalGaussian;
import org.rdvae.model.VaeSession;
import org.rdvae.random.RandomStream;

/** One z for each image, from its own posterior and by its own noise. */
class AggregatePosteriorTest {
  private static final int COUNT = 7;

  @Test
  void drawsEachImageFromItsOwnPosterior() {
    int latents;
    float[] expected;
    try (VaeSession session = LineModel.open(COUNT)) {
      latents = session.architecture().latents();
      float[] images = new float[COUNT * session.architecture().pixels()];
      LineModel.images().fillInOrder(0, COUNT, images);
      float[] mean = new float[COUNT * latents];
      float[] logStddev = new float[mean.length];
      session.encode(images, COUNT, mean, logStddev);
      RandomStream noise = new RandomStream(4, RandomStream.Purpose.EVALUATION_NOISE);
      expected = new float[mean.length];
      for (int i = 0; i < mean.length; i++) {
        if (i % latents == 0) {
          noise.at(0, i / latents);
        }
        expected[i] = (float) DiagonalGaussian.sample(mean[i], logStddev[i], noise.nextGaussian());
      }
    }
    for (int rows : new int[] {1, 3, 50}) {
      try (VaeSession session = LineModel.open(rows)) {
        float[] z =
            AggregatePosterior.draw(session, LineModel.images()::fillInOrder, COUNT, 4, done -> {});
        assertThat(z).as("%d rows at a time", rows).containsExactly(expected, within(1e-6f));
      }
    }
  }
}
