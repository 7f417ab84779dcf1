package org.nd4j.linalg.jcublas;

import java.nio.file.Files;
import java.nio.file.Path;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.CustomOp;
import org.nd4j.linalg.api.ops.Op;
import org.nd4j.linalg.api.ops.OpContext;
import org.nd4j.linalg.cpu.nativecpu.ops.NativeOpExecutioner;

/** Computes on the CPU until the file that STUB_LOST names is there; then every call fails. */
public class StubExecutioner extends NativeOpExecutioner {
  private static final String LOST = System.getenv("STUB_LOST");

  private static void requireCard() {
    if (LOST != null && Files.exists(Path.of(LOST))) {
      throw new RuntimeException("CUDA error: unspecified launch failure, code: [719]");
    }
  }

  @Override
  public INDArray exec(Op op) {
    requireCard();
    return super.exec(op);
  }

  @Override
  public INDArray[] exec(CustomOp op, OpContext context) {
    requireCard();
    return super.exec(op, context);
  }
}
