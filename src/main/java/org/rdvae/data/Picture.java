package org.rdvae.data;

import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.util.List;
import java.util.Optional;

/**
 * A picture as it is seen, upright and at its own size: {@code height} rows of {@code width} pixels
 * of {@code channels} unsigned bytes, channels fastest; one channel is grey, three are red, green
 * and blue. The arrays are handed over and not copied.
 *
 * @param profile the ICC profile that gives the values their meaning; empty for sRGB
 * @param notes what reading it left out, a sentence each
 */
public record Picture(
    int width,
    int height,
    int channels,
    byte[] pixels,
    Optional<byte[]> profile,
    List<String> notes) {
  public Picture {
    notes = List.copyOf(notes);
  }

  /** The values on these pixels' own array, for Java's writers; the profile is not in it. */
  public BufferedImage image() {
    int[] offsets = channels == 1 ? new int[] {0} : new int[] {0, 1, 2};
    WritableRaster raster =
        Raster.createInterleavedRaster(
            new DataBufferByte(pixels, pixels.length),
            width,
            height,
            width * channels,
            channels,
            offsets,
            null);
    int space = channels == 1 ? ColorSpace.CS_GRAY : ColorSpace.CS_sRGB;
    ComponentColorModel model =
        new ComponentColorModel(
            ColorSpace.getInstance(space), false, false, Transparency.OPAQUE, DataBuffer.TYPE_BYTE);
    return new BufferedImage(model, raster, false, null);
  }
}
