package org.rdvae.network;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.rdvae.base.Failure;

/**
 * Where each parameter lies in the one flat vector of a model: in the given order, without gaps.
 */
public final class ParameterLayout {
  private final List<ParameterSpec> parameters;
  private final Map<String, Integer> offsets = new LinkedHashMap<>();
  private final int size;

  /**
   * Lays the parameters out; a model of 2^31 of them or more is a {@link Failure} of kind
   * BAD_CONFIG.
   */
  public ParameterLayout(List<ParameterSpec> parameters) {
    this.parameters = List.copyOf(parameters);
    long total = parameters.stream().mapToLong(ParameterSpec::size).sum();
    if (total > Integer.MAX_VALUE) {
      throw new Failure(
          Failure.Kind.BAD_CONFIG,
          String.format(
              "model: expected at most %,d parameters, found %,d; lower the units",
              Integer.MAX_VALUE, total));
    }
    size = (int) total;
    int offset = 0;
    for (ParameterSpec parameter : parameters) {
      offsets.put(parameter.name(), offset);
      offset += (int) parameter.size();
    }
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
