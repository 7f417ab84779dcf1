package org.rdvae.training;

import java.util.List;
import org.rdvae.data.TrainingBatches;
import org.rdvae.model.Architecture;
import org.rdvae.model.PlannedVae;
import org.rdvae.tensor.Tensor;

/**
 * What a step reads from the data: the images of its batch and, for a model of classes, behind them
 * (where everybody who reads images does not look) a row for each that is 1 at its class.
 */
public final class StepInput implements BatchSource {
  private final TrainingBatches batches;
  private final int classes;
  private final int firstRow;
  private final int rows;
  private final int imageValues;

  /** Whole batches. */
  public StepInput(TrainingBatches batches, Architecture architecture) {
    this(batches, architecture, 0, batches.batchSize());
  }

  /** Some rows of each batch. */
  StepInput(TrainingBatches batches, Architecture architecture, int firstRow, int rows) {
    this.batches = batches;
    this.firstRow = firstRow;
    this.rows = rows;
    classes = architecture.classes();
    imageValues = Math.multiplyExact(rows, architecture.pixels());
  }

  /** Numbers of a step. */
  public int size() {
    return Math.addExact(imageValues, Math.multiplyExact(rows, classes));
  }

  @Override
  public void fill(int epoch, int stepInEpoch, float[] target) {
    batches.fill(epoch, stepInEpoch, firstRow, rows, target);
    if (classes > 0) {
      batches.fillClasses(epoch, stepInEpoch, firstRow, rows, classes, target, imageValues);
    }
  }

  /** Where a model takes them. */
  static List<Tensor> tensors(PlannedVae vae) {
    return vae.classes() == null ? List.of(vae.images()) : List.of(vae.images(), vae.classes());
  }

  /** Gives them to the model. */
  public static void write(float[] values, PlannedVae vae) {
    write(values, tensors(vae));
  }

  /** An indexed loop, because an iterator would be an allocation in every step. */
  static void write(float[] values, List<Tensor> inputs) {
    int from = 0;
    for (int i = 0; i < inputs.size(); i++) {
      int size = Math.toIntExact(inputs.get(i).size());
      inputs.get(i).write(0, values, from, size);
      from += size;
    }
  }
}
