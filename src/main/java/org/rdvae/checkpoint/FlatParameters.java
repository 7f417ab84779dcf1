package org.rdvae.checkpoint;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.rdvae.network.ParameterLayout;
import org.rdvae.network.ParameterSpec;

/** A model's parameters from one flat vector to named tensors, and back. */
final class FlatParameters {
  private FlatParameters() {}

  /** Copies the vector's parts into tensors, in the layout's order. */
  static List<NamedTensor> split(ParameterLayout layout, float[] values) {
    if (values.length != layout.size()) {
      throw new IllegalArgumentException(
          values.length + " values for an architecture of " + layout.size() + " parameters");
    }
    List<NamedTensor> tensors = new ArrayList<>();
    for (ParameterSpec parameter : layout.parameters()) {
      int begin = layout.offset(parameter.name());
      int end = begin + Math.toIntExact(parameter.size());
      tensors.add(
          new NamedTensor(
              parameter.name(), shape(parameter), Arrays.copyOfRange(values, begin, end)));
    }
    return tensors;
  }

  /** Copies the tensors' values one after the other into a vector. */
  static float[] join(List<NamedTensor> tensors) {
    long size = 0;
    for (NamedTensor tensor : tensors) {
      size += tensor.values().length;
    }
    float[] values = new float[Math.toIntExact(size)];
    int begin = 0;
    for (NamedTensor tensor : tensors) {
      System.arraycopy(tensor.values(), 0, values, begin, tensor.values().length);
      begin += tensor.values().length;
    }
    return values;
  }

  static long[] shape(ParameterSpec parameter) {
    return parameter.shape().stream().mapToLong(Integer::longValue).toArray();
  }
}
