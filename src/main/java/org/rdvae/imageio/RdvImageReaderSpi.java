package org.rdvae.imageio;

import java.io.EOFException;
import java.io.IOException;
import java.util.Locale;
import java.util.function.Supplier;
import javax.imageio.ImageReader;
import javax.imageio.spi.ImageReaderSpi;
import javax.imageio.stream.ImageInputStream;
import org.rdvae.codec.RdvFile;
import org.rdvae.job.PhotoModels;

/** Tells {@code ImageIO} which files are {@code .rdv}; loads nothing until one is read. */
public final class RdvImageReaderSpi extends ImageReaderSpi {
  private static final int BEGINNING_BYTES = 4;

  private final Supplier<PhotoModels> models;

  /** Made by {@code ImageIO} itself. */
  public RdvImageReaderSpi() {
    this(PhotoModels::standard);
  }

  RdvImageReaderSpi(Supplier<PhotoModels> models) {
    super(
        RdvFormat.VENDOR,
        RdvFormat.VERSION,
        RdvFormat.names(),
        RdvFormat.suffixes(),
        RdvFormat.mimeTypes(),
        RdvImageReader.class.getName(),
        new Class<?>[] {ImageInputStream.class},
        new String[] {RdvImageWriterSpi.class.getName()},
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

  @Override
  public boolean canDecodeInput(Object source) throws IOException {
    if (!(source instanceof ImageInputStream stream)) {
      return false;
    }
    byte[] beginning = new byte[BEGINNING_BYTES];
    stream.mark();
    try {
      stream.readFully(beginning);
      return RdvFile.claimsToBe(beginning);
    } catch (EOFException e) {
      return false;
    } finally {
      stream.reset();
    }
  }

  @Override
  public ImageReader createReaderInstance(Object extension) {
    return new RdvImageReader(this, models);
  }

  @Override
  public String getDescription(Locale locale) {
    return "Photographs compressed by rdvae";
  }
}
