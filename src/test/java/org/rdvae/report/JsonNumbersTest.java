package org.rdvae.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JsonNumbersTest {
  @Test
  void numbersThatAreNotFiniteBecomeNull() {
    assertThat(JsonNumbers.orNull(1.5)).isEqualTo(1.5);
    assertThat(JsonNumbers.orNull(Double.NaN)).isNull();
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("a", Double.POSITIVE_INFINITY);
    object.put("b", 2.0);
    object.put("c", "NaN");
    JsonNumbers.replaceIn(object);
    assertThat(object).containsEntry("a", null).containsEntry("b", 2.0).containsEntry("c", "NaN");
  }
}
