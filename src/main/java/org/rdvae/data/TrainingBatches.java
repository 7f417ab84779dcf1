package org.rdvae.data;

import java.util.Arrays;
import java.util.Objects;
import org.rdvae.base.Failure;
import org.rdvae.random.RandomStream;

/**
 * The batches of training: each epoch takes the examples in a new random order, as many full
 * batches as there are, and skips the rest. A batch is a pure function of (epoch, step), so a
 * resumed run continues with the examples the uninterrupted one would have taken. An instance keeps
 * the order of the latest epoch and belongs to one thread.
 */
public final class TrainingBatches {
  private final ExampleSet examples;
  private final Binarizer binarizer;
  private final AugmentationSettings augmentation;
  private final RandomShift shifts;
  private final RandomStream shuffle;
  private final int batchSize;
  private int orderedEpoch = -1;
  private int[] order = {};

  /** Of examples as they are. */
  public TrainingBatches(ExampleSet examples, Binarizer binarizer, long seed, int batchSize) {
    this(examples, binarizer, AugmentationSettings.NONE, seed, batchSize);
  }

  private TrainingBatches(
      ExampleSet examples,
      Binarizer binarizer,
      AugmentationSettings augmentation,
      long seed,
      int batchSize) {
    requireFitting(batchSize, examples.count(), examples.things());
    this.examples = examples;
    this.binarizer = binarizer;
    this.augmentation = augmentation;
    this.shifts = new RandomShift(augmentation.shift(), examples, seed);
    this.shuffle = new RandomStream(seed, RandomStream.Purpose.SHUFFLE);
    this.batchSize = batchSize;
  }

  /**
   * The batches of a job that has read its data.
   *
   * @throws Failure BAD_CONFIG if a batch has more examples than there are, or images would be
   *     moved out of their frames
   */
  public static TrainingBatches of(
      Splits data, AugmentationSettings augmentation, long seed, int batchSize) {
    return new TrainingBatches(
        data.train(), new Binarizer(data.binarization(), seed), augmentation, seed, batchSize);
  }

  /**
   * The rule that a batch is filled from one epoch.
   *
   * @param count number of training examples
   * @param things what they are, in the plural
   * @throws Failure BAD_CONFIG
   */
  public static void requireFitting(int batchSize, int count, String things) {
    if (batchSize < 1 || batchSize > count) {
      throw new Failure(
          Failure.Kind.BAD_CONFIG,
          "training.batch: expected 1 to "
              + count
              + ", the number of training "
              + things
              + ", found "
              + batchSize);
    }
  }

  public int batchSize() {
    return batchSize;
  }

  public int stepsPerEpoch() {
    return examples.count() / batchSize;
  }

  /**
   * Writes a batch, row-major [batch, values per example], to the front of {@code target}; epoch
   * and step count from 0.
   */
  public void fill(int epoch, int step, float[] target) {
    fill(epoch, step, 0, batchSize, target);
  }

  /** Writes only some rows of the batch, in the same way. */
  public void fill(int epoch, int step, int firstRow, int rows, float[] target) {
    Objects.checkIndex(step, stepsPerEpoch());
    Objects.checkFromIndexSize(firstRow, rows, batchSize);
    int size = examples.valuesPerExample();
    Objects.checkFromIndexSize(0, rows * size, target.length);
    int[] permutation = order(epoch);
    boolean moved = augmentation.isOn(epoch);
    for (int row = 0; row < rows; row++) {
      int example = permutation[step * batchSize + firstRow + row];
      binarizer.fillForEpoch(examples, example, epoch, target, row * size);
      if (moved) {
        shifts.move(example, epoch, target, row * size);
      }
    }
  }

  /** Writes the classes of a whole batch. */
  public void fillClasses(int epoch, int step, int classes, float[] target, int from) {
    fillClasses(epoch, step, 0, batchSize, classes, target, from);
  }

  /**
   * Writes the classes of the same rows, each as a row with a 1 in the class's column, [rows,
   * classes], to {@code target} from {@code from} on.
   */
  public void fillClasses(
      int epoch, int step, int firstRow, int rows, int classes, float[] target, int from) {
    int[] permutation = order(epoch);
    Arrays.fill(target, from, from + rows * classes, 0);
    for (int row = 0; row < rows; row++) {
      int label = examples.label(permutation[step * batchSize + firstRow + row]);
      target[from + row * classes + Objects.checkIndex(label, classes)] = 1;
    }
  }

  private int[] order(int epoch) {
    if (epoch != orderedEpoch) {
      order = shuffle.at(epoch, 0).permutation(examples.count());
      orderedEpoch = epoch;
    }
    return order;
  }
}
