package org.rdvae.imageio;

import java.awt.color.ColorSpace;
import java.awt.image.ColorModel;
import java.awt.image.IndexColorModel;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriter;
import javax.imageio.spi.ImageWriterSpi;
import javax.imageio.stream.ImageOutputStream;
import org.rdvae.job.PhotoModels;

/** Tells {@code ImageIO} that images can be written as {@code .rdv}. */
public final class RdvImageWriterSpi extends ImageWriterSpi {
  private static final int BITS = 8;

  private final Supplier<PhotoModels> models;

  /** Made by {@code ImageIO} itself. */
  public RdvImageWriterSpi() {
    this(PhotoModels::standard);
  }

  RdvImageWriterSpi(Supplier<PhotoModels> models) {
    super(
        RdvFormat.VENDOR,
        RdvFormat.VERSION,
        RdvFormat.names(),
        RdvFormat.suffixes(),
        RdvFormat.mimeTypes(),
        RdvImageWriter.class.getName(),
        new Class<?>[] {ImageOutputStream.class},
        new String[] {RdvImageReaderSpi.class.getName()},
        false,
        null,
        null,
        null,
        null,
        false,
        null,
        null,
        null,
        null);
    this.models = models;
  }

  /**
   * At most 8 bits of grey or of red, green and blue. An image with transparency is taken too,
   * since only its pixels show whether any is transparent; those are refused when written.
   */
  @Override
  public boolean canEncodeImage(ImageTypeSpecifier type) {
    ColorModel model = type.getColorModel();
    int space = model.getColorSpace().getType();
    return model instanceof IndexColorModel
        || ((space == ColorSpace.TYPE_RGB || space == ColorSpace.TYPE_GRAY)
            && IntStream.of(model.getComponentSize()).allMatch(size -> size <= BITS));
  }

  @Override
  public ImageWriter createWriterInstance(Object extension) {
    return new RdvImageWriter(this, models);
  }

  @Override
  public String getDescription(Locale locale) {
    return "Photographs compressed by rdvae";
  }
}
