package org.rdvae;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.rdvae.data.DataLoader;
import org.rdvae.data.ImageSet;

/** The kept model, whose likelihood is one of bits, and a few of its test digits. */
final class KeptModel {
  static final Path CHECKPOINT = Path.of("checkpoints/mnist-binary-vae.safetensors");

  /** As many as the other tests of this process use. */
  static final int THREADS = 1;

  static final int COUNT = 12;
  static final int PIXELS = 28 * 28;
  static final int LATENTS = 40;

  private KeptModel() {}

  static float[][] digits() {
    ImageSet test = (ImageSet) DataLoader.embedded().test();
    float[][] digits = new float[COUNT][PIXELS];
    for (int image = 0; image < COUNT; image++) {
      for (int i = 0; i < PIXELS; i++) {
        digits[image][i] = test.pixel(image, i) == 0 ? 0 : 1;
      }
    }
    return digits;
  }

  /** Writes a digit as a picture. */
  static Path picture(float[] digit, Path folder) throws IOException {
    BufferedImage image = new BufferedImage(28, 28, BufferedImage.TYPE_BYTE_GRAY);
    for (int i = 0; i < PIXELS; i++) {
      image.getRaster().setSample(i % 28, i / 28, 0, digit[i] == 0 ? 0 : 255);
    }
    Path picture = folder.resolve("digit.png");
    ImageIO.write(image, "png", picture.toFile());
    return picture;
  }
}
