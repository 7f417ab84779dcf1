package org.rdvae.training;

import java.util.Map;
import java.util.function.Function;
import org.rdvae.tensor.Kernels;
import org.rdvae.tensor.Tensor;
import org.rdvae.training.TrainingSettings.Optimizer;

/** A {@link ParameterOptimizer} whose memory lies on a device. */
sealed interface DeviceOptimizer permits DeviceAdam, MaskedAdam, DeviceMomentum {
  /**
   * The optimiser of the settings.
   *
   * @param outliers null without an outlier rule
   * @param trained what is updated
   * @param memory makes the vector of a given name: zeros, or what an earlier process remembered
   */
  static DeviceOptimizer of(
      Kernels kernels,
      Optimizer settings,
      DeviceGradient gradient,
      DeviceOutliers outliers,
      Tensor trained,
      Function<String, Tensor> memory) {
    if (settings instanceof Optimizer.Momentum momentum) {
      return new DeviceMomentum(kernels, momentum, gradient, outliers, trained, memory);
    }
    Optimizer.Adam adam =
        settings instanceof Optimizer.AdamNormGrad divided
            ? AdamNormGrad.adam(divided)
            : (Optimizer.Adam) settings;
    return outliers == null
        ? new DeviceAdam(kernels, adam, gradient, trained, memory)
        : new MaskedAdam(kernels, adam, gradient, outliers, trained, memory);
  }

  /**
   * One update with the scaled gradient.
   *
   * @param update its number, from 1; with an outlier rule, those that it left out on the device
   *     included
   * @param rateFactor the schedule's factor on the learning rate
   */
  void update(long update, double rateFactor);

  /** What must be kept for training to go on, by name. */
  Map<String, Tensor> memory();
}
