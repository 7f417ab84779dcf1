package org.rdvae.network;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Where each parameter lies in the one flat vector of a model: in the given order, without gaps.
 */
public final class ParameterLayout {
  private final List<ParameterSpec> parameters;
  private final Map<String, Integer> offsets = new LinkedHashMap<>();
  private final int size;

  /**
   * @throws ArithmeticException if the model has 2^31 parameters or more
   */
  public ParameterLayout(List<ParameterSpec> parameters) {
    this.parameters = List.copyOf(parameters);
    long offset = 0;
    for (ParameterSpec parameter : parameters) {
      offsets.put(parameter.name(), Math.toIntExact(offset));
      offset += parameter.size();
    }
    size = Math.toIntExact(offset);
  }

  public List<ParameterSpec> parameters() {
    return parameters;
  }

  /** Position of the named parameter's first element in the flat vector. */
  public int offset(String name) {
    return offsets.get(name);
  }

  /** Number of elements of the flat vector. */
  public int size() {
    return size;
  }
}
