package org.rdvae.data;

import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.DataFormatException;
import org.rdvae.data.ImageFileException.Reason;

/**
 * A decoded picture as a {@link Picture}: palettes looked up, turned upright, its profile kept if
 * it says more than sRGB. A palette of greys makes a grey picture, for decoders hand over grey of
 * few bits as one.
 */
final class PicturePixels {
  private final BufferedImage image;
  private final List<String> notes = new ArrayList<>();

  PicturePixels(BufferedImage image) {
    this.image = image;
  }

  /**
   * The picture.
   *
   * @param profile its profile, or what its file has in that place
   */
  Picture picture(Orientation orientation, ImageFileProfile profile) throws ImageFileException {
    requireDepth();
    requireOpaque();
    Optional<IccProfile> icc = understood(profile);
    boolean grey = isGrey() && icc.map(IccProfile::channels).orElse(1) == 1;
    int channels = grey ? 1 : 3;
    if (icc.isPresent() && icc.get().channels() != channels) {
      leaveOut(
          "it is for " + icc.get().space() + ", and the picture is " + (grey ? "grey" : "RGB"));
      icc = Optional.empty();
    }
    byte[] stored = new byte[Math.multiplyExact(image.getWidth() * image.getHeight(), channels)];
    fill(stored, channels);
    boolean turned = orientation.transposed;
    int width = turned ? image.getHeight() : image.getWidth();
    int height = turned ? image.getWidth() : image.getHeight();
    return new Picture(
        width,
        height,
        channels,
        turn(stored, channels, orientation, width, height),
        icc.filter(known -> !known.isSrgb()).map(IccProfile::bytes),
        notes);
  }

  private Optional<IccProfile> understood(ImageFileProfile profile) {
    if (profile.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(IccProfile.of(profile.read()));
    } catch (DataFormatException e) {
      leaveOut(e.getMessage());
      return Optional.empty();
    }
  }

  private void leaveOut(String why) {
    notes.add("its colour profile is left out, and its values are taken as sRGB: " + why);
  }

  private void requireDepth() throws ImageFileException {
    int bits = 0;
    for (int size : image.getColorModel().getComponentSize()) {
      bits = Math.max(bits, size);
    }
    new ImageFileDepth(bits, 0).require();
  }

  private void requireOpaque() throws ImageFileException {
    long transparent = transparentPixels();
    if (transparent > 0) {
      throw new ImageFileException(
          Reason.UNSUPPORTED,
          String.format(
              Locale.ROOT,
              "expected an opaque picture, found %,d of %,d pixels transparent; lay it on a"
                  + " background first, for instance with ImageMagick: magick IN -background white"
                  + " -alpha remove -alpha off OUT.png",
              transparent,
              (long) image.getWidth() * image.getHeight()));
    }
  }

  private long transparentPixels() {
    ColorModel model = image.getColorModel();
    if (!model.hasAlpha()) {
      return 0;
    }
    IndexColorModel palette = model instanceof IndexColorModel indexed ? indexed : null;
    Raster raster = palette == null ? image.getAlphaRaster() : image.getRaster();
    int bits = palette == null ? model.getComponentSize(model.getNumComponents() - 1) : 8;
    int opaque = (1 << bits) - 1;
    int[] row = new int[image.getWidth()];
    long count = 0;
    for (int y = 0; y < image.getHeight(); y++) {
      raster.getPixels(raster.getMinX(), raster.getMinY() + y, row.length, 1, row);
      for (int sample : row) {
        count += (palette == null ? sample : palette.getAlpha(sample)) == opaque ? 0 : 1;
      }
    }
    return count;
  }

  private boolean isGrey() {
    if (image.getColorModel() instanceof IndexColorModel palette) {
      for (int i = 0; i < palette.getMapSize(); i++) {
        if (palette.getRed(i) != palette.getGreen(i) || palette.getRed(i) != palette.getBlue(i)) {
          return false;
        }
      }
      return true;
    }
    return image.getColorModel().getNumColorComponents() == 1;
  }

  private void fill(byte[] stored, int channels) throws ImageFileException {
    ImageFilePixels rows = new ImageFilePixels(image, channels);
    float[] row = new float[image.getWidth() * channels];
    for (int y = 0; y < image.getHeight(); y++) {
      rows.read(y, row);
      int at = y * row.length;
      for (int i = 0; i < row.length; i++) {
        stored[at + i] = (byte) Math.round(row[i]);
      }
    }
  }

  private static byte[] turn(
      byte[] stored, int channels, Orientation orientation, int width, int height) {
    if (orientation == Orientation.UPRIGHT) {
      return stored;
    }
    int storedHeight = orientation.transposed ? width : height;
    int storedWidth = orientation.transposed ? height : width;
    byte[] upright = new byte[stored.length];
    int to = 0;
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int from = orientation.storedPixel(x, y, storedHeight, storedWidth) * channels;
        for (int channel = 0; channel < channels; channel++) {
          upright[to++] = stored[from + channel];
        }
      }
    }
    return upright;
  }
}
