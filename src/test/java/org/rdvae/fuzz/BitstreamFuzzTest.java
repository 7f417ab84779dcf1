package org.rdvae.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import org.rdvae.codec.FuzzedBitstream;

/** Any bytes as an {@code .rdv} file: refused, or decoded to the size that they declare. */
class BitstreamFuzzTest {
  @FuzzTest
  void container(byte[] file) {
    FuzzedBitstream.CONTAINER.answer(file);
  }

  @FuzzTest
  void lossy(byte[] file) {
    FuzzedBitstream.LOSSY.answer(file);
  }

  @FuzzTest
  void lossless(byte[] file) {
    FuzzedBitstream.LOSSLESS.answer(file);
  }
}
