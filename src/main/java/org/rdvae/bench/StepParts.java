package org.rdvae.bench;

import java.util.List;
import org.rdvae.network.ParameterTensors;
import org.rdvae.tensor.Device;

/** A training step in parts, which make it when run in their order; owns what they work on. */
interface StepParts extends AutoCloseable {
  static StepParts of(Work work, Device device) {
    return work instanceof Work.Variational variational
        ? new VariationalParts(variational, device)
        : new PlainParts((Work.Plain) work, device);
  }

  List<StepPart> parts();

  /** What was planned. */
  RecordedKernels recorded();

  /** What the step trains. */
  ParameterTensors parameters();

  /** Bytes of the images that batches are made of, all of them held in memory. */
  long dataBytes();

  /**
   * Bytes of the data, of the planned tensors, which hold parameters and gradients too, and of what
   * Java keeps for a parameter: Adam's two moments and the value at the start.
   */
  default long plannedBytes() {
    return dataBytes() + Float.BYTES * (recorded().planned() + 3 * parameters().gradients().size());
  }

  @Override
  void close();
}
