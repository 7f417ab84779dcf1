package org.rdvae.bench.libtorch;

import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;

/**
 * Parameters between torch's order and rdvae's. Torch has weights of a linear layer as [outputs,
 * inputs], of a convolution as [outputs, inputs, kernel, kernel] and of a transposed one as
 * [inputs, outputs, kernel, kernel].
 */
final class Orders {
  private Orders() {}

  static void set(Tensor parameter, float[] values) {
    try (NoGradGuard guard = new NoGradGuard()) {
      Tensor seen = asRdvae(parameter);
      seen.copy_(Tensor.create(values).view_as(seen));
    }
  }

  static float[] values(Tensor tensor) {
    float[] values = new float[(int) tensor.numel()];
    asRdvae(tensor).contiguous().data_ptr_float().get(values);
    return values;
  }

  /** The same memory with the dimensions in rdvae's order. */
  private static Tensor asRdvae(Tensor tensor) {
    return switch ((int) tensor.dim()) {
      case 1 -> tensor;
      case 2 -> tensor.t();
      case 4 -> tensor.permute(2, 3, 1, 0);
      default -> throw new IllegalArgumentException(tensor.dim() + " dimensions");
    };
  }
}
