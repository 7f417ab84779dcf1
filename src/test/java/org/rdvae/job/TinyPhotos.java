package org.rdvae.job;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;

/** The files of a codec's job of four small pictures, which trains in a fraction of a second. */
public final class TinyPhotos {
  public static final String CONFIG =
      """
      data: {path: pictures, patch: 16, patches-per-epoch: 24, validation-patches: 4}
      codec:
        analysis: [convolution: {channels: 4, kernel: 5, stride: 4, padding: 2}, divisive-normalization]
        synthesis: [divisive-normalization: {inverse: true}, transposed-convolution: {channels: 3, kernel: 5, stride: 4, padding: 2, output-padding: 3}]
        hyper-analysis: [convolution: {channels: 3, kernel: 3, stride: 2}]
        hyper-synthesis: [transposed-convolution: {channels: 8, kernel: 3, stride: 2, output-padding: 1}]
      training: {epochs: 2, batch: 4, log-every: 3, optimizer: {adam: {learning-rate: 1e-3}}, clip-norm: 1, averaging: {decay: 0.5}}
      run: {picture-every: 1}
      """;

  private TinyPhotos() {}

  /** Writes the config, which is returned, and beside it a folder {@code pictures}. */
  public static Path write(Path folder) {
    try {
      Path pictures = Files.createDirectories(folder.resolve("pictures"));
      for (int i = 0; i < 4; i++) {
        BufferedImage image = new BufferedImage(40, 24, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < 24; y++) {
          for (int x = 0; x < 40; x++) {
            int wave = (int) (127 + 100 * Math.sin((x + 3 * y * i) / 7.0));
            image.setRGB(x, y, wave << 16 | (255 - wave) << 8 | (x * y) % 256);
          }
        }
        ImageIO.write(image, "png", pictures.resolve(i + ".png").toFile());
      }
      return Files.writeString(folder.resolve("tiny.yaml"), CONFIG);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
