package org.rdvae.tensor;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.BaseScalarOp;
import org.nd4j.linalg.api.ops.Op;
import org.nd4j.linalg.api.ops.impl.scalar.ScalarAdd;
import org.nd4j.linalg.api.ops.impl.scalar.ScalarMax;
import org.nd4j.linalg.api.ops.impl.scalar.ScalarMin;
import org.nd4j.linalg.api.ops.impl.scalar.ScalarMultiplication;
import org.nd4j.linalg.api.ops.impl.scalar.Step;
import org.nd4j.linalg.api.ops.impl.transforms.any.Assign;
import org.nd4j.linalg.api.ops.impl.transforms.floating.RSqrt;
import org.nd4j.linalg.api.ops.impl.transforms.floating.Sqrt;
import org.nd4j.linalg.api.ops.impl.transforms.same.Abs;
import org.nd4j.linalg.api.ops.impl.transforms.same.Round;
import org.nd4j.linalg.api.ops.impl.transforms.same.Sign;
import org.nd4j.linalg.api.ops.impl.transforms.same.Square;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Erf;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Exp;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Log;
import org.nd4j.linalg.factory.Nd4j;
import org.rdvae.tensor.ElementwiseCall.Function;
import org.rdvae.tensor.ElementwiseCall.Pairwise;
import org.rdvae.tensor.ElementwiseCall.WithScalar;

/**
 * The operations of {@link ElementwiseCall} for a {@link RemoteDevice}: through ND4J's executioner,
 * with operation objects that are made once.
 */
final class ExecutedCall {
  private ExecutedCall() {}

  static Operation of(
      NativeCalls calls, WithScalar kind, INDArray x, INDArray number, INDArray out) {
    BaseScalarOp op =
        switch (kind) {
          case ADD -> new ScalarAdd(x, null, out, 0);
          case MULTIPLY -> new ScalarMultiplication(x, null, out, 0);
          case MAX -> new ScalarMax(x, null, out, 0);
          case MIN -> new ScalarMin(x, null, out, 0);
          case STEP -> new Step(x, out, 0);
        };
    // Whatever is in it when the operation runs.
    op.setScalar(number);
    return executed(calls, op);
  }

  static Operation of(NativeCalls calls, Pairwise kind, INDArray x, INDArray y, INDArray out) {
    String name =
        switch (kind) {
          case ADD -> "add";
          case SUBTRACT -> "subtract";
          case MULTIPLY -> "multiply";
          case DIVIDE -> "divide";
        };
    return new CustomCall(calls, name, new INDArray[] {x, y}, out);
  }

  static Operation of(NativeCalls calls, Function kind, INDArray x, INDArray out) {
    return executed(
        calls,
        switch (kind) {
          case COPY -> new Assign(x, out);
          case ABSOLUTE -> new Abs(x, out);
          case SQUARE -> new Square(x, out);
          case SIGN -> new Sign(x, out);
          case ROUND -> new Round(x, out);
          case EXP -> new Exp(x, out);
          case LOG -> new Log(x, out);
          case ERF -> new Erf(x, out);
          case ROOT -> new Sqrt(x, out);
          case INVERSE_ROOT -> new RSqrt(x, out);
        });
  }

  private static Operation executed(NativeCalls calls, Op op) {
    return () -> calls.execute(() -> Nd4j.getExecutioner().exec(op));
  }
}
