package org.rdvae.training;

import java.util.List;
import java.util.Map;
import org.rdvae.network.ParameterLayout;
import org.rdvae.network.ParameterTensors;
import org.rdvae.tensor.Tensor;

/**
 * What a {@link Trainer} trains: a model with its objective on fixed tensors for one batch size. In
 * a step the methods are called in their order here; nothing is allocated but in {@link #measure}.
 */
public interface Trainable {
  ParameterLayout layout();

  ParameterTensors parameters();

  /** Numbers that describe a batch, on the host. */
  int batchValues();

  /** What a batch is written to: its numbers one after the other, part by part. */
  List<Tensor> inputs();

  /** Takes a batch. */
  default void load(float[] batch) {
    StepInput.write(batch, inputs());
  }

  /** Draws what is random in a step; both numbers count from 0. */
  void draw(int epoch, int stepInEpoch);

  /** From the batch to what the loss is made of. */
  void forward();

  /**
   * From there to the gradient of the loss by all parameters.
   *
   * @param step steps before this one
   */
  void gradient(long step);

  /**
   * What the step's batch measured with the parameters before the update.
   *
   * @param batch as it was loaded
   */
  Measured measure(float[] batch);

  /** What must be kept between steps for training to go on, by names of its own. */
  Map<String, Double> memory();

  /** Goes on with what was kept. */
  void recall(Map<String, Double> memory);

  /**
   * A batch, measured.
   *
   * @param batch its rate and distortion
   * @param loss what is minimised
   * @param beta weight of the rate
   * @param levelRates rate of each level of latent variables; empty for one level
   */
  record Measured(Measurement batch, double loss, double beta, List<Double> levelRates) {}
}
