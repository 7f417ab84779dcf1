package org.rdvae.codec;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.rdvae.network.ParameterSpec;

/** Parameters of a network that nobody has trained. */
final class DrawnParameters {
  private DrawnParameters() {}

  /** Normal numbers whose sums over a layer's inputs have about the inputs' size. */
  static Map<String, float[]> of(List<ParameterSpec> specs, Random random) {
    Map<String, float[]> parameters = new HashMap<>();
    for (ParameterSpec parameter : specs) {
      float[] values = new float[(int) parameter.size()];
      double scale = parameter.rows() == 1 ? 0.2 : Math.sqrt(2.0 / parameter.rows());
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) (scale * random.nextGaussian());
      }
      parameters.put(parameter.name(), values);
    }
    return parameters;
  }
}
