package org.rdvae.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** Importances whose entropies can be told by hand. */
class DisentanglementTest {
  @Test
  void isOneForAFactorEachAndCountsNoUnusedLatentVariable() {
    Disentanglement found = Disentanglement.of(new double[][] {{0, 0.9}, {0, 0}, {0.2, 0}});
    assertThat(found.disentanglement()).isCloseTo(1, within(1e-15));
    assertThat(found.completeness()).isEqualTo(1);
    assertThat(found.weights())
        .containsExactly(new double[] {0.9 / 1.1, 0, 0.2 / 1.1}, within(1e-15));
    assertThat(found.ofLatents()).containsExactly(1, 0, 1);
  }

  @Test
  void aLatentVariableOfAllFactorsIsCompleteButNotDisentangled() {
    Disentanglement found = Disentanglement.of(new double[][] {{0.5, 0.5}, {0, 0}});
    assertThat(found.disentanglement()).isCloseTo(0, within(1e-15));
    assertThat(found.completeness()).isEqualTo(1);
  }

  @Test
  void aFactorInAllLatentVariablesIsDisentangledButNotComplete() {
    Disentanglement found = Disentanglement.of(new double[][] {{0.3, 0}, {0.3, 0}, {0.3, 0}});
    assertThat(found.disentanglement()).isCloseTo(1, within(1e-15));
    assertThat(found.ofFactors()[0]).isCloseTo(0, within(1e-15));
    assertThat(found.ofFactors()[1]).isZero();
  }

  @Test
  void entropiesHaveTheirNumberForBase() {
    // Shares 1/4 and 3/4 of four factors, 1/2 and 1/2 of two latent variables.
    Disentanglement found = Disentanglement.of(new double[][] {{0.1, 0.3, 0, 0}, {0.1, 0, 0, 0}});
    double entropy = -(0.25 * Math.log(0.25) + 0.75 * Math.log(0.75)) / Math.log(4);
    assertThat(found.ofLatents()[0]).isCloseTo(1 - entropy, within(1e-12));
    assertThat(found.ofFactors()[0]).isCloseTo(0, within(1e-12));
    assertThat(found.disentanglement()).isCloseTo(0.8 * (1 - entropy) + 0.2, within(1e-12));
    assertThat(found.completeness()).isCloseTo(0.25, within(1e-12));
  }

  @Test
  void ofNothingIsZero() {
    Disentanglement found = Disentanglement.of(new double[2][3]);
    assertThat(found.disentanglement()).isZero();
    assertThat(found.completeness()).isZero();
  }

  @Test
  void aLoneLatentVariableIsComplete() {
    assertThat(Disentanglement.of(new double[][] {{0.5, 0.25}}).completeness()).isEqualTo(1);
  }
}
