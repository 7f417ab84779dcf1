package org.rdvae.codec;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Photograph files that say something else than the honest one, with all checksums right again. */
final class LossyMutants {
  private static final int MOST_SIDE = 65535;

  private LossyMutants() {}

  /** Another size, number of channels, quality or list of chunks. */
  static RdvFile edited(RdvFile file, Random random) {
    RdvHeader h = file.header();
    int width = h.width();
    int height = h.height();
    return switch (random.nextInt(8)) {
      case 0 -> sized(file, side(width, random), height);
      case 1 -> sized(file, width, side(height, random));
      case 2 -> sized(file, side(width, random), side(height, random));
      case 3 -> sized(file, height, width);
      case 4 -> with(file, width, height, 4 - h.channels(), h.kind());
      case 5 ->
          with(file, width, height, h.channels(), new RdvKind.Lossy(1000 + random.nextInt(7001)));
      case 6 ->
          with(file, width, height, h.channels(), new RdvKind.Lossless(1 + random.nextInt(99)));
      default -> new RdvFile(h, chunks(file.chunks(), random));
    };
  }

  private static int side(int side, Random random) {
    int other =
        switch (random.nextInt(4)) {
          case 0 -> side + random.nextInt(17) - 8;
          case 1 -> side * (2 + random.nextInt(3));
          case 2 -> 1 << random.nextInt(16);
          default -> MOST_SIDE;
        };
    return Math.max(1, other);
  }

  static RdvFile sized(RdvFile file, int width, int height) {
    return with(file, width, height, file.header().channels(), file.header().kind());
  }

  private static RdvFile with(RdvFile file, int width, int height, int channels, RdvKind kind) {
    RdvHeader h = file.header();
    return new RdvFile(
        new RdvHeader(h.modelHash(), width, height, channels, kind, h.contentChecksum()),
        file.chunks());
  }

  private static List<RdvChunk> chunks(List<RdvChunk> honest, Random random) {
    List<RdvChunk> chunks = new ArrayList<>(honest);
    int at = random.nextInt(chunks.size());
    switch (random.nextInt(5)) {
      case 0 -> chunks.remove(at);
      case 1 -> chunks.add(at, chunks.get(random.nextInt(chunks.size())));
      case 2 -> chunks.set(at, new RdvChunk(RdvChunk.DATA, new byte[random.nextInt(3)]));
      case 3 -> chunks.add(at, new RdvChunk(RdvChunk.PROFILE, new byte[random.nextInt(9)]));
      default -> chunks.add(at, new RdvChunk("abcd", new byte[random.nextInt(9)]));
    }
    return chunks;
  }

  /** One chunk of data as an accident leaves it. */
  static RdvFile damaged(RdvFile file, Random random) {
    int at = random.nextInt(file.chunks().size());
    RdvChunk chunk = file.chunks().get(at);
    if (chunk.data().length == 0) {
      return file;
    }
    List<RdvChunk> chunks = new ArrayList<>(file.chunks());
    chunks.set(at, new RdvChunk(chunk.type(), CodedMutants.of(chunk.data(), random)));
    return new RdvFile(file.header(), chunks);
  }

  /** The file with the content checksum of what is decoded, if anything is. */
  static RdvFile rightContent(RdvFile file, LossyCodec codec) {
    Crc checksum = new Crc();
    try {
      codec.decode(file, segment -> LossyCodec.add(checksum, segment));
    } catch (BadCodeException e) {
      return file;
    }
    RdvHeader h = file.header();
    RdvHeader right =
        new RdvHeader(
            h.modelHash(), h.width(), h.height(), h.channels(), h.kind(), checksum.value());
    return new RdvFile(right, file.chunks());
  }
}
