package org.rdvae.imageio;

import java.awt.color.CMMException;
import java.awt.color.ICC_ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.Raster;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageTypeSpecifier;
import org.rdvae.codec.Photo;

/** Photos as Java's images see them. */
public final class PhotoTypes {
  private PhotoTypes() {}

  /**
   * The types that a photo can be read as, the best first: in its profile's colours if it has one
   * that Java understands, and as the values it stores.
   */
  static List<ImageTypeSpecifier> of(int channels, List<byte[]> profiles) {
    List<ImageTypeSpecifier> types = new ArrayList<>();
    profiles.stream()
        .findFirst()
        .flatMap(profile -> understood(profile, channels))
        .ifPresent(types::add);
    if (channels == 1) {
      types.add(ImageTypeSpecifier.createFromBufferedImageType(BufferedImage.TYPE_BYTE_GRAY));
    } else {
      types.add(ImageTypeSpecifier.createFromBufferedImageType(BufferedImage.TYPE_3BYTE_BGR));
      types.add(ImageTypeSpecifier.createFromBufferedImageType(BufferedImage.TYPE_INT_RGB));
    }
    return types;
  }

  private static Optional<ImageTypeSpecifier> understood(byte[] profile, int channels) {
    try {
      ICC_ColorSpace space = new ICC_ColorSpace(ICC_Profile.getInstance(profile));
      return space.getNumComponents() == channels
          ? Optional.of(
              ImageTypeSpecifier.createInterleaved(
                  space, offsets(channels), DataBuffer.TYPE_BYTE, false, false))
          : Optional.empty();
    } catch (IllegalArgumentException | CMMException e) {
      return Optional.empty();
    }
  }

  /**
   * The best type of image with the photo's samples.
   *
   * @param photo what was decoded
   * @return an image of its own memory
   */
  public static BufferedImage image(Photo photo) {
    BufferedImage image =
        of(photo.channels(), photo.profile().stream().toList())
            .get(0)
            .createBufferedImage(photo.width(), photo.height());
    image.getRaster().setRect(raster(photo));
    return image;
  }

  /** The photo's own array. */
  static Raster raster(Photo photo) {
    return Raster.createInterleavedRaster(
        new DataBufferByte(photo.pixels(), photo.pixels().length),
        photo.width(),
        photo.height(),
        photo.width() * photo.channels(),
        photo.channels(),
        offsets(photo.channels()),
        null);
  }

  private static int[] offsets(int channels) {
    return channels == 1 ? new int[] {0} : new int[] {0, 1, 2};
  }
}
