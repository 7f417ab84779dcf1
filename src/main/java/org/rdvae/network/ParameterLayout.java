package org.rdvae.network;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.rdvae.base.Failure;

/**
 * Where each parameter lies in the one flat vector of a model: in the given order, without gaps,
 * first those that are trained and then the running statistics.
 */
public final class ParameterLayout {
  private final List<ParameterSpec> parameters;
  private final Map<String, Integer> offsets = new LinkedHashMap<>();
  private final int size;
  private final int trained;

  /**
   * Lays the parameters out; a model of 2^31 of them or more is a {@link Failure} of kind
   * BAD_CONFIG.
   */
  public ParameterLayout(List<ParameterSpec> parameters) {
    this.parameters =
        Stream.concat(
                parameters.stream().filter(ParameterSpec::trained),
                parameters.stream().filter(parameter -> !parameter.trained()))
            .toList();
    long total = parameters.stream().mapToLong(ParameterSpec::size).sum();
    if (total > Integer.MAX_VALUE) {
      throw new Failure(
          Failure.Kind.BAD_CONFIG,
          String.format(
              Locale.ROOT,
              "model: expected at most %,d parameters, found %,d; lower the units or channels",
              Integer.MAX_VALUE,
              total));
    }
    size = (int) total;
    int offset = 0;
    int end = 0;
    for (ParameterSpec parameter : this.parameters) {
      if (offsets.put(parameter.name(), offset) != null) {
        throw new IllegalArgumentException("two parameters are called " + parameter.name());
      }
      offset += (int) parameter.size();
      end = parameter.trained() ? offset : end;
    }
    trained = end;
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

  /** Number of leading elements that the optimiser moves. */
  public int trained() {
    return trained;
  }
}
