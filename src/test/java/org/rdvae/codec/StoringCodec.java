package org.rdvae.codec;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.Inflater;
import org.rdvae.base.Failure;

/**
 * A codec without a model, for whatever is around one: pixels rounded to multiples of a step, 256
 * at quality 1 and 2 at quality 8, and deflated. Size and fidelity rise with quality.
 */
public record StoringCodec(String modelHash) implements PhotoCodec {
  private static final double FINEST = 9;

  @Override
  public byte[] compress(Photo photo, double quality) {
    RdvHeader header =
        new RdvHeader(
            modelHash,
            photo.width(),
            photo.height(),
            photo.channels(),
            RdvKind.Lossy.ofQuality(quality),
            0);
    List<RdvChunk> chunks = new ArrayList<>();
    photo.profile().ifPresent(profile -> chunks.add(new RdvChunk(RdvChunk.PROFILE, profile)));
    chunks.add(new RdvChunk(RdvChunk.DATA, deflate(rounded(photo.pixels(), quality))));
    return new RdvFile(header, chunks).toBytes();
  }

  @Override
  public Photo decompress(byte[] bytes, String name) {
    RdvFile file = RdvFile.read(bytes, name);
    file.requireModel(modelHash, name);
    RdvHeader header = file.header();
    byte[] pixels = new byte[header.width() * header.height() * header.channels()];
    try {
      Inflater inflater = new Inflater();
      inflater.setInput(file.data(RdvChunk.DATA).get(0));
      if (inflater.inflate(pixels) != pixels.length) {
        throw new Failure(Failure.Kind.BAD_DATA, name + ": too few pixels");
      }
      inflater.end();
    } catch (DataFormatException e) {
      throw new Failure(Failure.Kind.BAD_DATA, name + ": damaged pixels", e);
    }
    Optional<byte[]> profile = file.data(RdvChunk.PROFILE).stream().findFirst();
    return new Photo(header.width(), header.height(), header.channels(), pixels, profile);
  }

  private static byte[] rounded(byte[] pixels, double quality) {
    double step = Math.pow(2, FINEST - quality);
    byte[] rounded = new byte[pixels.length];
    for (int i = 0; i < pixels.length; i++) {
      double near = step * Math.rint((pixels[i] & 0xFF) / step);
      rounded[i] = (byte) Math.min(255, Math.round(near));
    }
    return rounded;
  }

  private static byte[] deflate(byte[] bytes) {
    ByteArrayOutputStream deflated = new ByteArrayOutputStream();
    try (DeflaterOutputStream out = new DeflaterOutputStream(deflated, new Deflater(1))) {
      out.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return deflated.toByteArray();
  }
}
