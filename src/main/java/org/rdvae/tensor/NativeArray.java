package org.rdvae.tensor;

import org.bytedeco.javacpp.LongPointer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.cpu.nativecpu.buffer.BaseCpuDataBuffer;
import org.nd4j.nativeblas.OpaqueDataBuffer;

/**
 * The two native handles of an array that elementwise calls take. They are taken once, because
 * ND4J's own accessors make new pointer objects each time. The array itself is held because ND4J
 * frees the handle of a view when the garbage collector takes the view.
 */
record NativeArray(INDArray array, OpaqueDataBuffer data, LongPointer shape) {
  static NativeArray of(Tensor tensor) {
    return of(tensor.array());
  }

  static NativeArray of(INDArray array) {
    return new NativeArray(
        array,
        ((BaseCpuDataBuffer) array.data()).getOpaqueDataBuffer(),
        (LongPointer) array.shapeInfoDataBuffer().addressPointer());
  }
}
