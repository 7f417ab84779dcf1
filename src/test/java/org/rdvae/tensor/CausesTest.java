package org.rdvae.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class CausesTest {
  @Test
  void tellTheInnermostMessageWithoutItsFullStop() {
    assertThat(Causes.innermost(new RuntimeException("outer", new Error("inner.\nmore"))))
        .isEqualTo("inner");
    assertThat(Causes.innermost(new IllegalStateException())).isEqualTo("IllegalStateException");
  }

  /** ND4J wraps what hinders it in several layers, and a small heap is not a missing device. */
  @Test
  void letALackOfMemoryThrough() {
    OutOfMemoryError lack = new OutOfMemoryError("Java heap space");
    Throwable wrapped = new ExceptionInInitializerError(new RuntimeException(lack));
    assertThatThrownBy(() -> Causes.rethrowOutOfMemory(wrapped)).isSameAs(lack);
    Causes.rethrowOutOfMemory(new RuntimeException("missing library"));
  }
}
