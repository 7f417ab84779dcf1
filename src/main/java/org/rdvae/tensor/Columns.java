package org.rdvae.tensor;

import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Operations on the columns of a matrix. */
final class Columns {
  private final NativeCalls calls;

  Columns(NativeCalls calls) {
    this.calls = calls;
  }

  Operation add(Tensor x, Tensor column, Tensor out) {
    return broadcast("add", x, column, out);
  }

  Operation multiply(Tensor x, Tensor column, Tensor out) {
    return broadcast("multiply", x, column, out);
  }

  private Operation broadcast(String name, Tensor x, Tensor column, Tensor out) {
    Shapes.same(x, out);
    Shapes.columnOf(x, column);
    return new CustomCall(calls, name, new INDArray[] {x.array(), column.array()}, out.array());
  }

  Operation max(Tensor x, Tensor out) {
    Shapes.columnOf(x, out);
    INDArray vector = NativeMemory.reshape(out, out.rows());
    return new CustomCall(calls, "reduce_max", new INDArray[] {x.array()}, vector).integers(1);
  }

  Operation join(List<Tensor> parts, Tensor out) {
    expectParts(parts, out);
    Operation[] copies = new Operation[parts.size()];
    int column = 0;
    for (int i = 0; i < copies.length; i++) {
      Tensor part = parts.get(i);
      copies[i] = ElementwiseCall.copy(calls, all(part), columns(out, column, part));
      column += part.columns();
    }
    return () -> Operation.runAll(copies);
  }

  Operation split(Tensor x, List<Tensor> parts) {
    expectParts(parts, x);
    Operation[] copies = new Operation[parts.size()];
    int column = 0;
    for (int i = 0; i < copies.length; i++) {
      Tensor part = parts.get(i);
      copies[i] = ElementwiseCall.copy(calls, columns(x, column, part), all(part));
      column += part.columns();
    }
    return () -> Operation.runAll(copies);
  }

  /** As many columns of the whole as the part has. */
  private static INDArray columns(Tensor whole, int first, Tensor part) {
    long[] strides = {whole.size(), whole.columns(), 1};
    return NativeMemory.window(whole, first, size(part), strides);
  }

  private static INDArray all(Tensor part) {
    return NativeMemory.reshape(part, size(part));
  }

  /** The first dimension is there for speed: ND4J copies windows of two six times slower. */
  private static long[] size(Tensor part) {
    return new long[] {1, part.rows(), part.columns()};
  }

  private static void expectParts(List<Tensor> parts, Tensor whole) {
    int columns = 0;
    boolean rowsAgree = true;
    for (Tensor part : parts) {
      columns += part.columns();
      rowsAgree &= part.rows() == whole.rows();
    }
    if (!rowsAgree || columns != whole.columns()) {
      throw new IllegalArgumentException(
          "The parts " + parts + " side by side do not make " + whole);
    }
  }
}
