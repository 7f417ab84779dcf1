package org.rdvae.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import org.junit.jupiter.api.Test;
import org.rdvae.random.RandomStream;

class ImageComplexityTest {
  private static final int VALUES = 5000;

  @Test
  void plainImagesNeedLessThanRandomOnes() {
    float[] images = new float[2 * VALUES];
    RandomStream random = new RandomStream(1, RandomStream.Purpose.TEST);
    for (int i = VALUES; i < images.length; i++) {
      images[i] = random.nextInt(256) / 255f;
    }
    ImageComplexity complexity = new ImageComplexity(VALUES);
    assertThat(complexity.nats(images, 0)).isBetween(8.0, 200.0);
    // Random bytes cannot be compressed: 8 bits each and a few bytes around them.
    double bits = complexity.nats(images, VALUES) / Math.log(2);
    assertThat(bits).isBetween(8.0 * VALUES, 8.0 * VALUES + 400);
    assertThat(complexity.nats(images, 0)).as("again").isBetween(8.0, 200.0);
  }

  @Test
  void countsWhatAnInflaterReads() throws Exception {
    float[] image = new float[VALUES];
    for (int i = 0; i < VALUES; i++) {
      image[i] = i % 7 / 255f;
    }
    Deflater deflater = new Deflater(9, true);
    byte[] bytes = new byte[VALUES];
    for (int i = 0; i < VALUES; i++) {
      bytes[i] = (byte) (i % 7);
    }
    deflater.setInput(bytes);
    deflater.finish();
    byte[] packed = new byte[VALUES];
    int length = deflater.deflate(packed);
    deflater.end();
    Inflater inflater = new Inflater(true);
    inflater.setInput(packed, 0, length);
    byte[] back = new byte[VALUES];
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.write(back, 0, inflater.inflate(back));
    inflater.end();
    assertThat(all.toByteArray()).isEqualTo(bytes);
    assertThat(new ImageComplexity(VALUES).nats(image, 0)).isEqualTo(8 * length * Math.log(2));
  }
}
