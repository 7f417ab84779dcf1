package org.rdvae.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;

class FeatureShapeTest {

  @Test
  void countsPlacesAndValues() {
    FeatureShape shape = new FeatureShape(3, 4, 5);
    assertThat(shape.places()).isEqualTo(12);
    assertThat(shape.size()).isEqualTo(60);
    assertThat(shape.isFlat()).isFalse();
    assertThat(FeatureShape.flat(7)).isEqualTo(new FeatureShape(1, 1, 7));
    assertThat(FeatureShape.flat(7).isFlat()).isTrue();
  }

  @Test
  void isWrittenAsAListOfSizes() {
    assertThat(new FeatureShape(3, 4, 5)).hasToString("[3, 4, 5]");
    assertThat(FeatureShape.flat(7)).hasToString("[7]");
  }

  @Test
  void refusesToCountBeyondAnArraysLength() {
    FeatureShape shape = new FeatureShape(1 << 16, 1 << 15, 1);
    assertThatExceptionOfType(ArithmeticException.class).isThrownBy(shape::size);
    assertThatExceptionOfType(ArithmeticException.class).isThrownBy(shape::places);
  }
}
