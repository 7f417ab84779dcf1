package org.rdvae.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rdvae.base.Failure;
import org.rdvae.random.RandomStream;
import org.rdvae.random.RandomStream.Purpose;

class TrainingBatchesTest {
  private static final long SEED = 3;
  private static final int COUNT = 103;
  private static final int BATCH = 10;

  /** Image i holds the seven binary digits of i, so that a batch tells which images it holds. */
  private final ImageSet numbered = numbered();

  @Test
  void takesTheImagesInTheShuffledOrderOfTheEpoch() {
    TrainingBatches batches = batches();
    int[] order = new RandomStream(SEED, Purpose.SHUFFLE).at(4, 0).permutation(COUNT);

    for (int step = 0; step < 10; step++) {
      assertThat(numbers(batches, 4, step))
          .containsExactly(Arrays.copyOfRange(order, step * 10, step * 10 + 10));
    }
  }

  @Test
  void takesEveryImageAtMostOnceInAnEpochAndLeavesOutWhatFillsNoBatch() {
    TrainingBatches batches = batches();
    boolean[] seen = new boolean[COUNT];
    for (int step = 0; step < batches.stepsPerEpoch(); step++) {
      for (int image : numbers(batches, 0, step)) {
        assertThat(seen[image]).as("image %d", image).isFalse();
        seen[image] = true;
      }
    }
    assertThat(batches.stepsPerEpoch()).isEqualTo(10);
  }

  @Test
  void isAPureFunctionOfEpochAndStep() {
    ImageSet grey = ImageSet.copyOf(Split.TRAIN, 1, 7, IdxFiles.counting(COUNT * 7, 256));
    TrainingBatches wandering =
        new TrainingBatches(grey, new Binarizer(Binarization.DYNAMIC, SEED), SEED, BATCH);
    float[] target = new float[70];
    wandering.fill(0, 0, target);
    wandering.fill(2, 9, target);
    wandering.fill(1, 0, target);
    wandering.fill(2, 3, target);

    float[] direct = new float[70];
    new TrainingBatches(grey, new Binarizer(Binarization.DYNAMIC, SEED), SEED, BATCH)
        .fill(2, 3, direct);

    assertThat(target).isEqualTo(direct);
  }

  @Test
  void drawsAnImageAlikeWhateverTheBatchSize() {
    ImageSet grey = ImageSet.copyOf(Split.TRAIN, 1, 7, IdxFiles.counting(COUNT * 7, 256));
    float[] small = new float[70];
    float[] large = new float[140];
    new TrainingBatches(grey, new Binarizer(Binarization.DYNAMIC, SEED), SEED, 10)
        .fill(1, 1, small);
    new TrainingBatches(grey, new Binarizer(Binarization.DYNAMIC, SEED), SEED, 20)
        .fill(1, 0, large);

    assertThat(Arrays.copyOfRange(large, 70, 140)).isEqualTo(small);
  }

  @Test
  void ordersEachEpochAndEachSeedDifferently() {
    TrainingBatches other =
        new TrainingBatches(numbered, new Binarizer(Binarization.BITS, SEED), SEED + 1, BATCH);

    assertThat(numbers(batches(), 0, 0)).isNotEqualTo(numbers(batches(), 1, 0));
    assertThat(numbers(batches(), 0, 0)).isNotEqualTo(numbers(other, 0, 0));
  }

  @Test
  void leavesTheRestOfALongerArrayAlone() {
    float[] target = new float[71];
    target[70] = 9;
    batches().fill(0, 0, target);

    assertThat(target[70]).isEqualTo(9);
  }

  @Test
  void takesAllImagesAsOneBatch() {
    TrainingBatches whole =
        new TrainingBatches(numbered, new Binarizer(Binarization.BITS, SEED), SEED, COUNT);

    assertThat(whole.stepsPerEpoch()).isEqualTo(1);
    assertThat(whole.batchSize()).isEqualTo(COUNT);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 104, Integer.MAX_VALUE})
  void refusesABatchThatTheImagesDoNotFill(int batch) {
    Failure failure =
        catchThrowableOfType(
            Failure.class,
            () ->
                new TrainingBatches(numbered, new Binarizer(Binarization.BITS, SEED), SEED, batch));

    assertThat(failure.kind()).isEqualTo(Failure.Kind.BAD_CONFIG);
    assertThat(failure)
        .hasMessage(
            "training.batch: expected 1 to 103, the number of training images, found " + batch);
  }

  @Test
  void takesTheRowsOfATableInTheSameOrder() {
    float[] values = new float[COUNT];
    for (int i = 0; i < COUNT; i++) {
      values[i] = i - 0.5f;
    }
    TableSet table = new TableSet(Split.TRAIN, List.of(TableColumn.ofBits("only")), values);
    float[] target = new float[BATCH];
    new TrainingBatches(table, new Binarizer(Binarization.NONE, SEED), SEED, BATCH)
        .fill(4, 1, target);
    int[] order = new RandomStream(SEED, Purpose.SHUFFLE).at(4, 0).permutation(COUNT);

    for (int i = 0; i < BATCH; i++) {
      assertThat(target[i]).isEqualTo(order[BATCH + i] - 0.5f);
    }
    assertThatThrownBy(
            () -> new TrainingBatches(table, new Binarizer(Binarization.NONE, 1), 1, COUNT + 1))
        .hasMessage("training.batch: expected 1 to 103, the number of training rows, found 104");
  }

  @Test
  void refusesAStepBeyondTheEpochAndAnArrayThatIsTooShort() {
    assertThatThrownBy(() -> batches().fill(0, 10, new float[70]))
        .isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> batches().fill(0, 0, new float[69]))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }

  private TrainingBatches batches() {
    return new TrainingBatches(numbered, new Binarizer(Binarization.BITS, SEED), SEED, BATCH);
  }

  private static int[] numbers(TrainingBatches batches, int epoch, int step) {
    float[] target = new float[BATCH * 7];
    batches.fill(epoch, step, target);
    int[] numbers = new int[BATCH];
    for (int i = 0; i < target.length; i++) {
      numbers[i / 7] += (int) target[i] << (i % 7);
    }
    return numbers;
  }

  private static ImageSet numbered() {
    byte[] pixels = new byte[COUNT * 7];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) (((i / 7) >> (i % 7)) & 1);
    }
    return ImageSet.copyOf(Split.TRAIN, 1, 7, pixels);
  }
}
