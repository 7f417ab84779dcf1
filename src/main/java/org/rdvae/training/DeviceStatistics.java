package org.rdvae.training;

import org.rdvae.tensor.Kernels;
import org.rdvae.tensor.Operation;
import org.rdvae.tensor.Tensor;

/**
 * Running statistics on a device, of which a step that {@link DeviceOutliers} leaves out takes back
 * what its forward pass made of them:
 *
 * <pre>
 * statistics = (1 - out) statistics + out last          last = statistics
 * </pre>
 */
final class DeviceStatistics {
  private final Operation keep;
  private final Operation[] settle;

  /**
   * @param size trained values, which the statistics lie behind
   */
  DeviceStatistics(Kernels kernels, DeviceOutliers outliers, Tensor values, int size) {
    int count = Math.toIntExact(values.size() - size);
    Tensor statistics = kernels.view(values, size, 1, count);
    Tensor last = kernels.tensor(1, count);
    Tensor share = kernels.tensor(1, count);
    keep = kernels.copy(statistics, last);
    settle =
        new Operation[] {
          kernels.scale(statistics, outliers.applied(), statistics),
          kernels.scale(last, outliers.out(), share),
          kernels.add(statistics, share, statistics),
          keep,
        };
    keep();
  }

  /** Takes the statistics that are there as those of the last step. */
  void keep() {
    keep.run();
  }

  /** After a step was judged. */
  void settle() {
    Operation.runAll(settle);
  }
}
