package org.rdvae.training;

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

  /** Gives them to the model. */
  public static void write(float[] values, PlannedVae vae) {
    vae.images().write(values);
    Tensor classes = vae.classes();
    if (classes != null) {
      classes.write(
          0, values, Math.toIntExact(vae.images().size()), Math.toIntExact(classes.size()));
    }
  }
}
