package org.rdvae.network;

import java.util.HashMap;
import java.util.Map;
import org.rdvae.tensor.Kernels;
import org.rdvae.tensor.Tensor;

/**
 * The flat parameter vector in native memory, for training also the flat gradient, and views of
 * every parameter, taken once.
 */
public final class ParameterTensors {
  private final Tensor values;
  private final Tensor gradients;
  private final Map<String, Tensor> valueViews = new HashMap<>();
  private final Map<String, Tensor> gradientViews = new HashMap<>();

  public ParameterTensors(Kernels kernels, ParameterLayout layout, boolean training) {
    values = kernels.tensor(1, layout.size());
    gradients = training ? kernels.tensor(1, layout.trained()) : null;
    for (ParameterSpec parameter : layout.parameters()) {
      int offset = layout.offset(parameter.name());
      valueViews.put(
          parameter.name(), kernels.view(values, offset, parameter.rows(), parameter.columns()));
      if (training && parameter.trained()) {
        gradientViews.put(
            parameter.name(),
            kernels.view(gradients, offset, parameter.rows(), parameter.columns()));
      }
    }
  }

  /** All parameters, shape [1, size]. */
  public Tensor values() {
    return values;
  }

  /**
   * The gradient of the loss by all trained parameters, shape [1, trained]; only when planned for
   * training.
   */
  public Tensor gradients() {
    return gradients;
  }

  /** The named parameter as a matrix; a view of {@link #values}. */
  public Tensor value(String name) {
    return valueViews.get(name);
  }

  /** The gradient by the named parameter; a view of {@link #gradients}. */
  public Tensor gradient(String name) {
    return gradientViews.get(name);
  }
}
