package org.rdvae.training;

import static org.assertj.core.api.Assertions.assertThat;

/** Comparing the states of trainings. */
public final class Snapshots {
  private Snapshots() {}

  /** Whether two are the same, to the bit. */
  public static void assertSame(Snapshot found, Snapshot expected) {
    assertThat(found.position()).isEqualTo(expected.position());
    assertThat(found.parameters()).isEqualTo(expected.parameters());
    assertThat(found.state().scalars()).isEqualTo(expected.state().scalars());
    assertThat(found.state().vectors().keySet()).isEqualTo(expected.state().vectors().keySet());
    expected
        .state()
        .vectors()
        .forEach((name, vector) -> assertThat(found.state().vectors().get(name)).isEqualTo(vector));
  }
}
