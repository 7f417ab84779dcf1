package org.rdvae.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeviceRequestTest {
  @ParameterizedTest
  @ValueSource(strings = {"auto", "cpu", "cuda", "cuda:0", "cuda:12"})
  void readsWhatItPrints(String text) {
    assertThat(DeviceRequest.parse(text)).get().hasToString(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "gpu", "CUDA", "cuda:", "cuda:-1", "cuda:x", "cuda:12345", "cpu:0"})
  void readsNothingElse(String text) {
    assertThat(DeviceRequest.parse(text)).isEmpty();
  }
}
