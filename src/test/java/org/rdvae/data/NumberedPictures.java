package org.rdvae.data;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.rdvae.data.ImageSettings.Color;
import org.rdvae.data.ImageSettings.Fit;
import org.rdvae.data.ImageSettings.OnBadImage;

/** Folders of small pictures, each in one grey, its number. */
final class NumberedPictures {
  /** A file that is no picture. */
  static final byte[] TEXT = {'h', 'e', 'l', 'l', 'o'};

  private NumberedPictures() {}

  /** In different formats and sizes. */
  static void writeNumbered(Path folder, int count) {
    Random random = new Random(1);
    for (int i = 0; i < count; i++) {
      ImageFiles.write(
          folder,
          name(i),
          ImageFiles.encode(
              ImageFiles.plain(1 + random.nextInt(9), 1 + random.nextInt(9), i * 0x010101),
              i % 3 == 0 ? "bmp" : "png"));
    }
  }

  static byte[] picture(int value) {
    return ImageFiles.encode(ImageFiles.plain(3, 5, value * 0x010101), "png");
  }

  static String name(int i) {
    return String.format("p%03d.png", i);
  }

  static List<Integer> values(ExampleSet set) {
    ImageSet images = (ImageSet) set;
    List<Integer> values = new ArrayList<>();
    for (int i = 0; i < images.count(); i++) {
      values.add(images.pixel(i, 0));
    }
    return values;
  }

  /** Colour pictures of 2 x 2 pixels. */
  static ImageSettings images(OnBadImage onBadImage) {
    return new ImageSettings(2, 2, Color.COLOR, Fit.CROP, onBadImage);
  }
}
