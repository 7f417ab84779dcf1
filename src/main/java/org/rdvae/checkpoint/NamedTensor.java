package org.rdvae.checkpoint;

import java.util.Arrays;

/**
 * Parameters of one kind of one layer, such as {@code encoder.0.weight}: row-major values of the
 * given shape. The arrays are handed over as {@link StoredTensor} says.
 */
public record NamedTensor(String name, long[] shape, float[] values) {
  public NamedTensor {
    if (name.isEmpty()
        || name.equals(SafetensorsHeader.METADATA)
        || name.startsWith(CheckpointForm.STATE)) {
      throw new IllegalArgumentException("a parameter cannot have the name \"" + name + "\"");
    }
    if (StoredTensor.elements(shape) != values.length) {
      throw new IllegalArgumentException(
          "parameter "
              + name
              + " of shape "
              + Arrays.toString(shape)
              + " has "
              + values.length
              + " values");
    }
  }
}
