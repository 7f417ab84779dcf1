package org.rdvae.imageio;

import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Iterator;
import java.util.function.Supplier;
import javax.imageio.IIOException;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.spi.ImageReaderSpi;
import javax.imageio.stream.ImageInputStream;
import org.rdvae.base.Failure;
import org.rdvae.codec.Photo;
import org.rdvae.codec.RdvChunk;
import org.rdvae.codec.RdvFile;
import org.rdvae.codec.RdvHeader;
import org.rdvae.data.PictureLimits;
import org.rdvae.job.PhotoModels;
import org.rdvae.job.Photos;

/**
 * Reads the photograph of an {@code .rdv} file: its size and type from the header and the profile's
 * chunk, its pixels by the model that the file names. What is wrong with a file comes as an {@link
 * IIOException} with our words. Not thread-safe, as no {@code ImageReader} is.
 */
final class RdvImageReader extends ImageReader {
  private static final String NAME = "The .rdv stream";

  private final Supplier<PhotoModels> models;
  private byte[] bytes;
  private RdvFile file;

  RdvImageReader(ImageReaderSpi origin, Supplier<PhotoModels> models) {
    super(origin);
    this.models = models;
  }

  @Override
  public void setInput(Object input, boolean seekForwardOnly, boolean ignoreMetadata) {
    super.setInput(input, seekForwardOnly, ignoreMetadata);
    bytes = null;
    file = null;
  }

  @Override
  public void reset() {
    super.reset();
    bytes = null;
    file = null;
  }

  @Override
  public int getNumImages(boolean allowSearch) {
    return 1;
  }

  @Override
  public int getWidth(int index) throws IOException {
    return header(index).width();
  }

  @Override
  public int getHeight(int index) throws IOException {
    return header(index).height();
  }

  @Override
  public Iterator<ImageTypeSpecifier> getImageTypes(int index) throws IOException {
    return PhotoTypes.of(header(index).channels(), file.data(RdvChunk.PROFILE)).iterator();
  }

  /** There is none but the profile, which is in the colour model. */
  @Override
  public IIOMetadata getStreamMetadata() {
    return null;
  }

  @Override
  public IIOMetadata getImageMetadata(int index) {
    return null;
  }

  @Override
  public BufferedImage read(int index, ImageReadParam param) throws IOException {
    RdvHeader header = header(index);
    clearAbortRequest();
    processImageStarted(index);
    Photo photo;
    try {
      Photos.requireSize(header.width(), header.height(), NAME);
      photo = models.get().of(file, NAME).decompress(bytes, NAME);
    } catch (Failure e) {
      throw new IIOException(e.getMessage(), e);
    }
    BufferedImage image =
        getDestination(param, getImageTypes(index), photo.width(), photo.height());
    checkReadParamBandSettings(param, photo.channels(), image.getSampleModel().getNumBands());
    copy(photo, param, image);
    if (abortRequested()) {
      processReadAborted();
    } else {
      processImageProgress(100);
      processImageComplete();
    }
    return image;
  }

  /** All of it, or the region and the pixels that are asked for. */
  private static void copy(Photo photo, ImageReadParam param, BufferedImage image) {
    Rectangle from = new Rectangle();
    Rectangle to = new Rectangle();
    computeRegions(param, photo.width(), photo.height(), image, from, to);
    int stepX = param == null ? 1 : param.getSourceXSubsampling();
    int stepY = param == null ? 1 : param.getSourceYSubsampling();
    WritableRaster pixels =
        image
            .getRaster()
            .createWritableChild(
                to.x,
                to.y,
                to.width,
                to.height,
                0,
                0,
                param == null ? null : param.getDestinationBands());
    Raster all = PhotoTypes.raster(photo);
    Raster source =
        all.createChild(
            0,
            0,
            photo.width(),
            photo.height(),
            0,
            0,
            param == null ? null : param.getSourceBands());
    int bands = source.getNumBands();
    int[] row = new int[from.width * bands];
    int[] thinned = new int[to.width * bands];
    for (int y = 0; y < to.height; y++) {
      source.getPixels(from.x, from.y + y * stepY, from.width, 1, row);
      for (int x = 0; x < to.width; x++) {
        System.arraycopy(row, x * stepX * bands, thinned, x * bands, bands);
      }
      pixels.setPixels(0, y, to.width, 1, thinned);
    }
  }

  private RdvHeader header(int index) throws IOException {
    if (index != 0) {
      throw new IndexOutOfBoundsException("expected image 0, found " + index);
    }
    if (file == null) {
      if (!(input instanceof ImageInputStream stream)) {
        throw new IllegalStateException("setInput was not called");
      }
      bytes = readAll(stream);
      try {
        file = RdvFile.read(bytes, NAME);
        PhotoModels.requirePhoto(file, NAME);
      } catch (Failure e) {
        file = null;
        throw new IIOException(e.getMessage(), e);
      }
    }
    return file.header();
  }

  private static byte[] readAll(ImageInputStream stream) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    byte[] part = new byte[1 << 16];
    for (int count = stream.read(part); count > 0; count = stream.read(part)) {
      all.write(part, 0, count);
      if (all.size() > PictureLimits.MOST_BYTES) {
        throw new IIOException(NAME + ": expected at most " + PictureLimits.MOST_BYTES + " bytes");
      }
    }
    return all.toByteArray();
  }
}
