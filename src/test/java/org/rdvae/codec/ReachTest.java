package org.rdvae.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.rdvae.base.Failure;
import org.rdvae.network.LayerSpec;
import org.rdvae.network.Upsampling;
import org.rdvae.tensor.TestDevice;

/** What a network's output depends on, found by changing inputs one by one. */
class ReachTest {
  private static final int MIDDLE = 12;

  @Test
  void holdsEveryInputThatChangesAnOutputOfTheAnalysisAndNoMoreThanTheLayersLookAt() {
    CodecArchitecture architecture = SmallCodec.architecture();
    int step = architecture.latentStep();
    Reach reach = Reach.of(architecture.settings().analysis(), MIDDLE, MIDDLE);
    try (CodecSession session = session(architecture)) {
      int size = 24 * step;
      float[] row = new float[8 * size * 3];
      float[] before = session.analyse(row, 8, size);
      long low = Long.MAX_VALUE;
      long high = Long.MIN_VALUE;
      for (int x = 0; x < size; x++) {
        row[x * 3] = 1;
        float[] after = session.analyse(row, 8, size);
        row[x * 3] = 0;
        if (differs(before, after, MIDDLE, architecture.latents().channels())) {
          low = Math.min(low, x);
          high = Math.max(high, x);
        }
      }
      assertThat(low).isEqualTo(reach.low());
      assertThat(high).isEqualTo(reach.high());
    }
  }

  @Test
  void holdsEveryLatentThatChangesAPixelOfTheSynthesis() {
    CodecArchitecture architecture = SmallCodec.architecture();
    int step = architecture.latentStep();
    int channels = architecture.latents().channels();
    List<LayerSpec> layers = architecture.settings().synthesis();
    try (CodecSession session = session(architecture)) {
      int width = 24;
      float[] row = new float[2 * width * channels];
      float[] before = session.synthesise(row, 2, width);
      for (int pixel = MIDDLE * step; pixel < (MIDDLE + 1) * step; pixel++) {
        Reach reach = Reach.of(layers, pixel, pixel);
        for (int x = 0; x < width; x++) {
          row[x * channels] = 1;
          float[] after = session.synthesise(row, 2, width);
          row[x * channels] = 0;
          boolean inside = x >= reach.low() && x <= reach.high();
          if (!inside) {
            assertThat(differs(before, after, pixel, 3)).as("latent %d", x).isFalse();
          }
        }
      }
    }
  }

  private static boolean differs(float[] before, float[] after, int place, int channels) {
    for (int c = 0; c < channels; c++) {
      if (before[place * channels + c] != after[place * channels + c]) {
        return true;
      }
    }
    return false;
  }

  private static CodecSession session(CodecArchitecture architecture) {
    return new CodecSession(TestDevice.CPU, architecture, SmallCodec.parameters(architecture));
  }

  @Test
  void layersThatItDoesNotKnowAreRefused() {
    assertThatThrownBy(() -> Reach.of(List.of(new Upsampling(2)), 0, 0))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("found upsampling")
        .hasMessageContaining("transposed-convolution");
  }
}
