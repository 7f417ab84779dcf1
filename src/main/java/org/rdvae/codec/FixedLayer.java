package org.rdvae.codec;

import java.util.List;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/** A layer of a {@link FixedNetwork}: from 16-bit features to 32-bit ones. */
interface FixedLayer {
  /**
   * Computes the layer.
   *
   * @param parallel whether several threads may compute places; the result is the same
   */
  WideMap apply(FixedMap input, boolean parallel);

  /** One layer after the other. */
  static WideMap chain(List<FixedLayer> layers, FixedMap input, boolean parallel) {
    WideMap last = null;
    for (FixedLayer layer : layers) {
      last = layer.apply(last == null ? input : last.narrow(), parallel);
    }
    return last == null ? input.widened() : last;
  }

  /** Does independent work for each number below {@code count}. */
  static void forEach(int count, boolean parallel, IntConsumer work) {
    IntStream numbers = IntStream.range(0, count);
    (parallel ? numbers.parallel() : numbers).forEach(work);
  }
}
