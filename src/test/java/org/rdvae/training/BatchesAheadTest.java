package org.rdvae.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.rdvae.tensor.Kernels;
import org.rdvae.tensor.Precision;
import org.rdvae.tensor.Tensor;
import org.rdvae.tensor.TestDevice;
import org.rdvae.training.TrainingSettings.Prefetch;

@Timeout(60)
class BatchesAheadTest {
  private static final int EPOCHS = 3;
  private static final int STEPS = 5;

  private static void fill(int epoch, int step, float[] target) {
    for (int i = 0; i < target.length; i++) {
      target[i] = 100 * epoch + 10 * step + i;
    }
  }

  /** Whatever becomes of the buffer after it was filled, the batch is on the device already. */
  @Test
  void areOnTheDeviceBeforeTheirStepBegins() {
    try (Kernels kernels = TestDevice.LIKE_CARD.kernels(Precision.FLOAT32)) {
      Tensor images = kernels.tensor(2, 3);
      Tensor classes = kernels.tensor(2, 1);
      BatchesAhead ahead =
          new BatchesAhead(kernels, BatchesAheadTest::fill, List.of(images, classes));
      try (BatchFeed feed = new BatchFeed(ahead, 8, EPOCHS, STEPS, 0, true)) {
        for (int batch = 0; batch < EPOCHS * STEPS; batch++) {
          float[] buffer = feed.next();
          Arrays.fill(buffer, -1);
          ahead.load(buffer);
          float[] expected = new float[8];
          fill(batch / STEPS, batch % STEPS, expected);
          assertThat(read(images)).containsExactly(Arrays.copyOf(expected, 6));
          assertThat(read(classes)).containsExactly(Arrays.copyOfRange(expected, 6, 8));
        }
      }
    }
  }

  @Test
  void makeNoDifferenceToATraining() {
    BarsTraining training = BarsTraining.usual(3);
    Snapshot expected = end(training.withPrefetch(Prefetch.OFF));
    Snapshot found = end(training.withPrefetch(Prefetch.ON));
    assertThat(found.parameters()).isEqualTo(expected.parameters());
  }

  private static Snapshot end(BarsTraining training) {
    return training
        .run(TestDevice.LIKE_CARD, training.start(), Validators.ofParameters(), trainer -> true)
        .end();
  }

  @Test
  void belongToTheBuffersOfAFeed() {
    try (Kernels kernels = TestDevice.LIKE_CARD.kernels(Precision.FLOAT32)) {
      BatchesAhead ahead =
          new BatchesAhead(kernels, BatchesAheadTest::fill, List.of(kernels.tensor(1, 1)));
      ahead.fill(0, 0, new float[1]);
      ahead.fill(0, 1, new float[1]);
      assertThatThrownBy(() -> ahead.fill(0, 2, new float[1]))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("there are more buffers than places");
    }
  }

  private static float[] read(Tensor tensor) {
    float[] values = new float[Math.toIntExact(tensor.size())];
    tensor.read(values);
    return values;
  }
}
