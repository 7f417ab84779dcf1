package org.rdvae.codec;

import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import org.rdvae.network.ParameterSpec;

/** The parameters of a network's layers, handed out in the layers' order. */
final class FixedParameters {
  private final Iterator<ParameterSpec> specs;
  private final Function<String, float[]> values;

  FixedParameters(List<ParameterSpec> specs, Function<String, float[]> values) {
    this.specs = specs.iterator();
    this.values = values;
  }

  /** The next parameter's values. */
  float[] next() {
    ParameterSpec spec = specs.next();
    float[] found = values.apply(spec.name());
    if (found.length != spec.size()) {
      throw new IllegalArgumentException(
          spec.name() + ": expected " + spec.size() + " values, found " + found.length);
    }
    return found;
  }
}
