package org.rdvae.codec;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.IntConsumer;
import org.rdvae.base.Failure;
import org.rdvae.network.FeatureShape;

/** From an {@code .rdv} file of a set of images to their values; whatever the file's bytes are. */
record BitsBackUnpacking(BitsBackCoder coder, ImageForm form) {
  private static final int MOST_VALUES = Integer.MAX_VALUE - 8;

  byte[] unpack(RdvFile file, String name, IntConsumer progress) {
    int count = images(file.header(), name);
    List<byte[]> data = file.data(RdvChunk.DATA);
    if (data.size() != 1) {
      throw new BadCodeException("expected one chunk of data, found " + data.size());
    }
    ByteBuffer in = ByteBuffer.wrap(data.get(0));
    long words = VariableLength.read(in);
    long white = VariableLength.read(in);
    if (words > data.get(0).length || (white != 1 && !(form.bits() && white == ImageForm.WHITE))) {
      throw new BadCodeException(
          String.format(
              Locale.ROOT,
              "expected fewer initial words than bytes and a white of 1 or 255, found %d and %d",
              words,
              white));
    }
    byte[] bytes = new byte[in.remaining()];
    in.get(bytes);
    AnsStack stack = AnsStack.of(bytes);
    byte[] values = pop(stack, count, (int) white, progress);
    if (!InitialBits.areAllOf(stack, (int) words)) {
      throw new BadCodeException("the initial bits do not come back");
    }
    int found = Crc.of(values, 0, values.length);
    if (found != file.header().contentChecksum()) {
      throw new BadCodeException(
          String.format(
              Locale.ROOT,
              "expected images of checksum %08x, found %08x",
              file.header().contentChecksum(),
              found));
    }
    return values;
  }

  private int images(RdvHeader header, String name) {
    if (!(header.kind() instanceof RdvKind.Lossless lossless)) {
      throw new Failure(
          Failure.Kind.BAD_DATA,
          name
              + ": expected a set of images as rdvae pack writes it, found a compressed photograph;"
              + " rdvae decompress reads it");
    }
    FeatureShape shape = form.shape();
    if (header.height() != shape.height()
        || header.width() != shape.width()
        || header.channels() != shape.channels()
        || (long) lossless.images() * shape.size() > MOST_VALUES) {
      throw new BadCodeException(
          String.format(
              Locale.ROOT,
              "expected images of %s, fewer than 2^31 values, found %d of [%d, %d, %d]",
              shape,
              lossless.images(),
              header.height(),
              header.width(),
              header.channels()));
    }
    return lossless.images();
  }

  /** The memory grows with what was decoded: a file may claim any number of images. */
  private byte[] pop(AnsStack stack, int count, int white, IntConsumer progress) {
    int size = form.shape().size();
    byte[] values = new byte[0];
    byte[] image = new byte[size];
    for (int i = 0; i < count; i++) {
      coder.pop(stack, image);
      if ((i + 1) * size > values.length) {
        values = Arrays.copyOf(values, (int) Math.min((long) count * size, 2L * (i + 1) * size));
      }
      for (int j = 0; j < size; j++) {
        values[i * size + j] = (byte) (image[j] * white);
      }
      progress.accept(i + 1);
    }
    return values;
  }
}
