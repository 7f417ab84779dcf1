package org.rdvae.cli;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import javax.imageio.ImageIO;

/** A job on a folder of small coloured pictures of several sizes, which trains in a moment. */
final class TinyPictures {
  static final int PICTURES = 60;
  static final int SIDE = 8;

  private TinyPictures() {}

  /** Writes the config, which is returned, and beside it a folder {@code pictures}. */
  static Path write(Path folder) throws IOException {
    Path pictures = folder.resolve("pictures");
    Files.createDirectories(pictures.resolve("more"));
    for (int n = 0; n < PICTURES; n++) {
      paint(pictures.resolve(nameOf(n)), n);
    }
    return Files.writeString(
        folder.resolve("pictures.yaml"),
        """
        seed: 2
        data: {set: images, path: pictures, binarization: none, images: {height: 8, width: 8}}
        model:
          latent: {size: 2}
          encoder:
            - convolution: {channels: 4, kernel: 4, stride: 2, activation: silu}
            - batch-normalization
            - dense: {units: 8}
          decoder:
            - dense: {units: 16}
            - reshape: {height: 4, width: 4, channels: 1}
            - transposed-convolution: {channels: 3}
          likelihood: discretized-logistic
        training: {epochs: 2, batch: 8}
        objective: {beta: {warm-up-epochs: 0}}
        evaluation: {importance-samples: 4}
        """);
  }

  /** The path of a picture below the folder. */
  static String nameOf(int n) {
    return (n % 3 == 0 ? "more/" : "") + "p%02d.png".formatted(n);
  }

  /** A warm diagonal stripe on a cold ground, both of the picture's own colour. */
  static void paint(Path png, int n) throws IOException {
    BufferedImage image = new BufferedImage(SIDE + n % 3, SIDE + n % 2, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        boolean stripe = (x + y + n) % 4 == 0;
        image.setRGB(x, y, stripe ? 0xC06020 + 0x0300 * (n % 16) : 0x203060 + 2 * (n % 32));
      }
    }
    ImageIO.write(image, "png", png.toFile());
  }

  /** A picture of which only the first bytes are there. */
  static void damage(Path png) throws IOException {
    paint(png, 1);
    Files.write(png, Arrays.copyOf(Files.readAllBytes(png), 50));
  }
}
