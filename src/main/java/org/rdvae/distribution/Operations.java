package org.rdvae.distribution;

import java.util.ArrayList;
import java.util.List;
import org.rdvae.tensor.Operation;

/** Puts lists of operations together. */
final class Operations {
  private Operations() {}

  /** All operations, in order. */
  @SafeVarargs
  static List<Operation> all(List<Operation>... parts) {
    List<Operation> all = new ArrayList<>();
    for (List<Operation> part : parts) {
      all.addAll(part);
    }
    return all;
  }
}
