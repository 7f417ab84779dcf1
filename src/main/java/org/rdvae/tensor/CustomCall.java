package org.rdvae.tensor;

import org.bytedeco.javacpp.Pointer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.api.ops.OpContext;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A call of one of ND4J's named ("custom") operations with a kept context. On the CPU it goes to
 * the native library directly: ND4J's executor makes arrays and lists on every call.
 */
final class CustomCall implements Operation {
  private final NativeCalls calls;
  private final String name;
  private final DynamicCustomOp op;
  private final long hash;
  private final OpContext context;
  private final Pointer contextPointer;

  CustomCall(NativeCalls calls, String name, INDArray[] inputs, INDArray... outputs) {
    this.calls = calls;
    this.name = name;
    op = DynamicCustomOp.builder(name).build();
    hash = op.opHash();
    context = Nd4j.getExecutioner().buildContext();
    context.setInputArrays(inputs);
    context.setOutputArrays(outputs);
    contextPointer = context.contextPointer();
  }

  CustomCall integers(long... arguments) {
    context.setIArguments(arguments);
    return this;
  }

  CustomCall reals(double... arguments) {
    context.setTArguments(arguments);
    return this;
  }

  /** Whether oneDNN may serve the call; without it products go to OpenBLAS. */
  CustomCall helpers(boolean allowed) {
    context.allowHelpers(allowed);
    return this;
  }

  @Override
  public void run() {
    if (!calls.areDirect()) {
      calls.execute(this::execute);
      return;
    }
    long begin = calls.begin();
    int status = calls.library().execCustomOp2(null, hash, contextPointer);
    calls.end(begin);
    if (status != 0) {
      throw new IllegalStateException(
          "ND4J operation " + name + " failed: " + calls.library().lastErrorMessage());
    }
  }

  private void execute() {
    Nd4j.getExecutioner().exec(op, context);
  }
}
