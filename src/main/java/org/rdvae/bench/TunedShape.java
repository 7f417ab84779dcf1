package org.rdvae.bench;

import java.util.Optional;
import org.rdvae.base.KebabCase;
import org.rdvae.tensor.Candidates;
import org.rdvae.tensor.ConvolutionShape;
import org.rdvae.tensor.Tensor;

/** What the call table is asked for: an operation with the sizes of its product. */
public record TunedShape(String operation, long m, long n, long k) {

  /** What planning this call asks; empty for calls that there is nothing to choose for. */
  static Optional<TunedShape> of(KernelCall call) {
    Object[] arguments = call.arguments();
    switch (call.name()) {
      case "multiplyMatrices" -> {
        Tensor a = (Tensor) arguments[0];
        Tensor out = (Tensor) arguments[4];
        long k = (boolean) arguments[1] ? a.rows() : a.columns();
        return Optional.of(new TunedShape("matmul", out.rows(), out.columns(), k));
      }
      case "sumRows", "sumColumns" -> {
        Tensor x = (Tensor) arguments[0];
        return Optional.of(new TunedShape(KebabCase.of(call.name()), x.rows(), x.columns(), 1));
      }
      default -> {
        return call.convolution().flatMap(shape -> of(call, shape));
      }
    }
  }

  private static Optional<TunedShape> of(KernelCall call, ConvolutionShape shape) {
    String name = KebabCase.of(call.name());
    String operation =
        call.isWithoutInputGradient() ? name.replace("-gradients", "-weight-gradients") : name;
    Tensor batch = (Tensor) call.arguments()[0];
    long places = (long) batch.rows() * shape.outHeight() * shape.outWidth();
    return Optional.of(new TunedShape(operation, places, shape.outChannels(), shape.windowSize()))
        .filter(tuned -> !Candidates.of(tuned.operation()).isEmpty());
  }

  /** A row of the call table for exactly this shape. */
  public String row(String threads, String feature, String call) {
    return String.join(
        "\t",
        operation,
        Long.toString(m),
        Long.toString(n),
        Long.toString(k),
        threads,
        feature,
        call);
  }
}
