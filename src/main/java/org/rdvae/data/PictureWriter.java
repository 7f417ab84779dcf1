package org.rdvae.data;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.zip.DeflaterOutputStream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Writes pictures without loss; the stream stays open. */
public final class PictureWriter {
  private static final String PNG_METADATA = "javax_imageio_png_1.0";

  private PictureWriter() {}

  /** A PNG file, with the profile. */
  public static void writePng(Picture picture, OutputStream out) throws IOException {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("png").next();
    // Cached in memory, since ImageIO would make a temporary file for it.
    try (ImageOutputStream cached = new MemoryCacheImageOutputStream(out)) {
      IIOImage image = new IIOImage(picture.image(), null, null);
      if (picture.profile().isPresent()) {
        ImageTypeSpecifier type = ImageTypeSpecifier.createFromRenderedImage(picture.image());
        IIOMetadata metadata = writer.getDefaultImageMetadata(type, null);
        metadata.mergeTree(PNG_METADATA, profile(picture.profile().get()));
        image.setMetadata(metadata);
      }
      writer.setOutput(cached);
      writer.write(image);
    } finally {
      writer.dispose();
    }
  }

  private static IIOMetadataNode profile(byte[] profile) throws IOException {
    ByteArrayOutputStream deflated = new ByteArrayOutputStream();
    try (OutputStream deflating = new DeflaterOutputStream(deflated)) {
      deflating.write(profile);
    }
    IIOMetadataNode chunk = new IIOMetadataNode("iCCP");
    chunk.setAttribute("profileName", "ICC profile");
    chunk.setAttribute("compressionMethod", "deflate");
    chunk.setUserObject(deflated.toByteArray());
    IIOMetadataNode root = new IIOMetadataNode(PNG_METADATA);
    root.appendChild(chunk);
    return root;
  }

  /** A binary PGM or PPM file, grey or colour, which has no place for a profile. */
  public static void writePnm(Picture picture, OutputStream out) throws IOException {
    String header =
        (picture.channels() == 1 ? "P5" : "P6")
            + "\n"
            + picture.width()
            + " "
            + picture.height()
            + "\n255\n";
    out.write(header.getBytes(StandardCharsets.US_ASCII));
    out.write(picture.pixels());
  }
}
