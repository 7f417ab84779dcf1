package org.rdvae.imageio;

import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.RenderedImage;
import java.awt.image.WritableRaster;
import java.io.IOException;
import java.util.function.Supplier;
import javax.imageio.IIOException;
import javax.imageio.IIOImage;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.spi.ImageWriterSpi;
import javax.imageio.stream.ImageOutputStream;
import org.rdvae.base.Failure;
import org.rdvae.codec.Photo;
import org.rdvae.data.PictureFile;
import org.rdvae.job.PhotoModels;
import org.rdvae.job.Photos;

/**
 * Compresses an image with the shipped model. The samples are taken as they are, and the profile of
 * their colour space, if it is not sRGB, is kept. Not thread-safe, as no {@code ImageWriter} is.
 */
final class RdvImageWriter extends ImageWriter {
  private static final String NAME = "The image";

  private final Supplier<PhotoModels> models;

  RdvImageWriter(ImageWriterSpi origin, Supplier<PhotoModels> models) {
    super(origin);
    this.models = models;
  }

  @Override
  public ImageWriteParam getDefaultWriteParam() {
    return new RdvImageWriteParam(getLocale());
  }

  /** There is none. */
  @Override
  public IIOMetadata getDefaultStreamMetadata(ImageWriteParam param) {
    return null;
  }

  @Override
  public IIOMetadata getDefaultImageMetadata(ImageTypeSpecifier type, ImageWriteParam param) {
    return null;
  }

  @Override
  public IIOMetadata convertStreamMetadata(IIOMetadata metadata, ImageWriteParam param) {
    return null;
  }

  @Override
  public IIOMetadata convertImageMetadata(
      IIOMetadata metadata, ImageTypeSpecifier type, ImageWriteParam param) {
    return null;
  }

  @Override
  public void write(IIOMetadata stream, IIOImage image, ImageWriteParam param) throws IOException {
    if (!(output instanceof ImageOutputStream out)) {
      throw new IllegalStateException("setOutput was not called");
    }
    if (image.hasRaster()) {
      throw new UnsupportedOperationException("expected an image, found a raster");
    }
    clearAbortRequest();
    processImageStarted(0);
    byte[] file;
    try {
      Photo photo = Photos.of(PictureFile.of(selected(image.getRenderedImage(), param), NAME));
      Photos.requireSize(photo.width(), photo.height(), NAME);
      file = models.get().shipped().compress(photo, RdvImageWriteParam.quality(param));
    } catch (Failure e) {
      throw new IIOException(e.getMessage(), e);
    }
    if (abortRequested()) {
      processWriteAborted();
      return;
    }
    out.write(file);
    processImageProgress(100);
    processImageComplete();
  }

  /** The region and the pixels that are asked for, which is nearly always all of them. */
  private static BufferedImage selected(RenderedImage image, ImageWriteParam param) {
    boolean whole =
        param == null
            || (param.getSourceRegion() == null
                && param.getSourceXSubsampling() == 1
                && param.getSourceYSubsampling() == 1);
    if (whole && image instanceof BufferedImage buffered) {
      return buffered;
    }
    Rectangle region =
        new Rectangle(image.getMinX(), image.getMinY(), image.getWidth(), image.getHeight());
    int stepX = 1;
    int stepY = 1;
    if (param != null) {
      if (param.getSourceRegion() != null) {
        region = region.intersection(param.getSourceRegion());
      }
      stepX = param.getSourceXSubsampling();
      stepY = param.getSourceYSubsampling();
      region.x += param.getSubsamplingXOffset();
      region.y += param.getSubsamplingYOffset();
      region.width -= param.getSubsamplingXOffset();
      region.height -= param.getSubsamplingYOffset();
    }
    if (region.isEmpty()) {
      throw new IllegalArgumentException("expected a region within the image, found none of it");
    }
    return copy(image, region, stepX, stepY);
  }

  private static BufferedImage copy(RenderedImage image, Rectangle region, int stepX, int stepY) {
    ColorModel model = image.getColorModel();
    int width = (region.width + stepX - 1) / stepX;
    int height = (region.height + stepY - 1) / stepY;
    WritableRaster target = model.createCompatibleWritableRaster(width, height);
    var source = image.getData(region);
    Object sample = null;
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        sample = source.getDataElements(region.x + x * stepX, region.y + y * stepY, sample);
        target.setDataElements(x, y, sample);
      }
    }
    return new BufferedImage(model, target, model.isAlphaPremultiplied(), null);
  }
}
