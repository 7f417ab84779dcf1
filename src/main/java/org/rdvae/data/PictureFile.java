package org.rdvae.data;

import java.awt.color.ColorSpace;
import java.awt.color.ICC_ColorSpace;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import org.rdvae.base.Failure;

/**
 * A picture in a PNG, JPEG, WebP, BMP or GIF file, for those who need it as it is: at its own size
 * and with its profile, 8 bits of grey or of red, green and blue, and opaque. Everything else is
 * refused, with a way to convert it. Its size is known, and within bounds, before it is decoded; of
 * an animation it is the first picture.
 */
public final class PictureFile {
  private final String name;
  private final byte[] file;
  private final ImageFileFormat format;
  private final int width;
  private final int height;

  private PictureFile(String name, byte[] file, ImageFileFormat format, int width, int height) {
    this.name = name;
    this.file = file;
    this.format = format;
    this.width = width;
    this.height = height;
  }

  /**
   * Looks at the file of this path.
   *
   * @throws Failure BAD_DATA if it is no picture, damaged, too large or of a kind that is refused
   */
  public static PictureFile of(Path path) {
    try {
      return of(ImageFileDecoder.contentOf(path), path.toString());
    } catch (ImageFileException e) {
      throw failure(path.toString(), e);
    }
  }

  /**
   * The same for the content of a file.
   *
   * @param name how messages call it
   */
  public static PictureFile of(byte[] file, String name) {
    try {
      return ImageFileDecoder.open(
          file,
          (content, reader) -> {
            ImageFileDepth.of(content).require();
            boolean turned = content.orientation().transposed;
            int width = turned ? reader.getHeight(0) : reader.getWidth(0);
            int height = turned ? reader.getWidth(0) : reader.getHeight(0);
            return new PictureFile(name, file, content.format(), width, height);
          });
    } catch (ImageFileException e) {
      throw failure(name, e);
    }
  }

  /** Of the picture as it is seen. */
  public int width() {
    return width;
  }

  public int height() {
    return height;
  }

  /** Whether its content, whatever its name, is of a format that usually loses something. */
  boolean isLossy() {
    return format.lossy;
  }

  /** Decodes it. */
  public Picture picture() {
    try {
      return ImageFileDecoder.open(
          file,
          (content, reader) -> {
            BufferedImage image =
                ImageFileDecoder.decode(content, reader, reader.getDefaultReadParam());
            return new PicturePixels(image).picture(content.orientation(), content.profile());
          });
    } catch (ImageFileException e) {
      throw failure(name, e);
    }
  }

  /**
   * A picture in memory: its samples as they are, and the profile that its colour space stands for.
   * Java's own grey is such a space, of linear light; as everywhere, it is taken for what it is
   * used for, grey that nobody said more about.
   */
  public static Picture of(BufferedImage image, String name) {
    ImageFileProfile profile = new ImageFileProfile();
    if (image.getColorModel().getColorSpace() instanceof ICC_ColorSpace space
        && !space.equals(ColorSpace.getInstance(ColorSpace.CS_GRAY))) {
      profile.set(space.getProfile().getData());
    }
    try {
      ImageFileDecoder.requireSize(image.getHeight(), image.getWidth());
      return new PicturePixels(image).picture(Orientation.UPRIGHT, profile);
    } catch (ImageFileException e) {
      throw failure(name, e);
    }
  }

  private static Failure failure(String name, ImageFileException e) {
    return new Failure(Failure.Kind.BAD_DATA, name + ": " + e.getMessage(), e);
  }
}
