package org.rdvae.bench;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.rdvae.tensor.ConvolutionShape;
import org.rdvae.tensor.Kernels;
import org.rdvae.tensor.Operation;
import org.rdvae.tensor.Tensor;

/** One call of {@link Kernels} that planned an operation. */
record KernelCall(Method method, Object[] arguments) {
  /** Where a gradient by an input stands among the arguments of a convolution's gradients. */
  private static final int INPUT_GRADIENT = 4;

  String name() {
    return method.getName();
  }

  /** The convolution that it is about, if it is about one. */
  Optional<ConvolutionShape> convolution() {
    return Arrays.stream(arguments)
        .filter(ConvolutionShape.class::isInstance)
        .map(ConvolutionShape.class::cast)
        .findFirst();
  }

  /** Whether it is for gradients of a convolution, but not by its input. */
  boolean isWithoutInputGradient() {
    return name().endsWith("Gradients") && arguments[INPUT_GRADIENT] == null;
  }

  /** Multiplications and additions in its products, in units of 10^9; sums and functions are 0. */
  double gigaflop() {
    return 2e-9 * products();
  }

  private double products() {
    if (name().equals("multiplyMatrices")) {
      Tensor a = (Tensor) arguments[0];
      Tensor out = (Tensor) arguments[4];
      return (double) out.size() * ((boolean) arguments[1] ? a.rows() : a.columns());
    }
    int passes = name().endsWith("Gradients") && !isWithoutInputGradient() ? 2 : 1;
    return convolution()
        .map(shape -> (double) shape.outputSize() * shape.windowSize())
        .map(products -> products * passes * ((Tensor) arguments[0]).rows())
        .orElse(0.0);
  }

  /** Plans the same call with other kernels on other tensors of the same shapes. */
  Operation plan(Kernels kernels, UnaryOperator<Tensor> tensors) {
    Object[] others =
        Arrays.stream(arguments)
            .map(argument -> argument instanceof Tensor tensor ? tensors.apply(tensor) : argument)
            .toArray();
    try {
      return (Operation) method.invoke(kernels, others);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException(e.getCause());
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }
}
