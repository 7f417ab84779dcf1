package org.rdvae.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.rdvae.base.Failure;
import org.rdvae.model.Architecture;

/** Packed images after accidents and attacks. */
final class LosslessTrial implements MutantTrial {
  private static final String NAME = "images.rdv";
  private static final int IMAGES = 9;
  private static final Pattern FOUND = Pattern.compile("images of checksum .* found ([0-9a-f]{8})");

  private final BitsBack codec;
  private final byte[] honest;
  private final RdvFile file;
  private final DecoderTrial trial;

  LosslessTrial(BitsBackTest.Example example) {
    Random random = new Random(21);
    Architecture architecture = new Architecture(example.settings(), example.image());
    Map<String, float[]> parameters =
        DrawnParameters.of(architecture.layout().parameters(), random);
    codec = new BitsBack(example.settings(), example.image(), RdvFiles.HASH, parameters::get);
    byte[] images = new byte[IMAGES * example.image().size()];
    for (int i = 0; i < images.length; i++) {
      images[i] = (byte) random.nextInt(example.isOfBits() ? 2 : 256);
    }
    file = codec.pack(images, done -> {}).file();
    honest = file.toBytes();
    trial = new DecoderTrial(honest, this::decode);
  }

  @Override
  public byte[] honest() {
    return honest.clone();
  }

  @Override
  public void decode(byte[] bytes) {
    RdvFile mutant = RdvFile.read(bytes, NAME);
    byte[] values = codec.unpack(mutant, NAME, done -> {});
    RdvHeader h = mutant.header();
    int images = ((RdvKind.Lossless) h.kind()).images();
    assertThat(values).hasSize(images * h.width() * h.height() * h.channels());
  }

  @Override
  public boolean asFound(Random random) {
    return trial.decodes(CodedMutants.of(honest, random), "a mutant");
  }

  @Override
  public boolean resealed(int number, Random random) {
    byte[] mutant =
        switch (number % 3) {
          case 0 -> RdvFiles.resealed(CodedMutants.of(honest, random));
          case 1 -> damaged(random).toBytes();
          default -> edited(random).toBytes();
        };
    return trial.decodes(number / 3 % 2 == 0 ? mutant : rightContent(mutant), "a mutant");
  }

  private RdvFile damaged(Random random) {
    byte[] data = CodedMutants.of(file.data(RdvChunk.DATA).get(0), random);
    return new RdvFile(file.header(), List.of(new RdvChunk(RdvChunk.DATA, data)));
  }

  private RdvFile edited(Random random) {
    RdvHeader h = file.header();
    RdvKind kind =
        switch (random.nextInt(5)) {
          case 0 -> new RdvKind.Lossless(1 + random.nextInt(2 * IMAGES));
          case 1 -> new RdvKind.Lossless(1 + random.nextInt(Integer.MAX_VALUE));
          case 2 -> new RdvKind.Lossy(1000);
          default -> h.kind();
        };
    boolean turned = random.nextInt(4) == 0;
    RdvHeader header =
        new RdvHeader(
            h.modelHash(),
            turned ? h.height() : h.width(),
            turned ? h.width() : h.height(),
            random.nextInt(5) == 0 ? 4 - h.channels() : h.channels(),
            kind,
            h.contentChecksum());
    List<RdvChunk> chunks = file.chunks();
    return new RdvFile(
        header,
        switch (random.nextInt(6)) {
          case 0 -> List.of();
          case 1 -> List.of(chunks.get(0), chunks.get(0));
          default -> chunks;
        });
  }

  /** The file with the content checksum of what is unpacked, if anything is. */
  private byte[] rightContent(byte[] mutant) {
    try {
      decode(mutant);
    } catch (Failure e) {
      Matcher found = FOUND.matcher(e.getMessage());
      if (found.find()) {
        RdvFile read = RdvFile.read(mutant, NAME);
        RdvHeader h = read.header();
        int right = Integer.parseUnsignedInt(found.group(1), 16);
        return new RdvFile(
                new RdvHeader(h.modelHash(), h.width(), h.height(), h.channels(), h.kind(), right),
                read.chunks())
            .toBytes();
      }
    }
    return mutant;
  }
}
