package org.rdvae.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.Random;
import org.rdvae.base.Failure;

/** A photograph's file after accidents and attacks. */
final class LossyTrial implements MutantTrial {
  static final String NAME = "photo.rdv";

  /** Two segments of 32 pixels, one of them narrower. */
  private static final int WIDTH = 43;

  private static final int HEIGHT = 27;

  private final LossyCodec codec = SmallCodec.codec();
  private final byte[] honest = codec.compress(photo(), 3.5);
  private final RdvFile file = RdvFile.read(honest, NAME);
  private final DecoderTrial trial = new DecoderTrial(honest, this::decode);

  private static Photo photo() {
    Photo photo = SmallCodec.photo(WIDTH, HEIGHT, 3);
    return new Photo(WIDTH, HEIGHT, 3, photo.pixels(), Optional.of(new byte[] {1, 2, 3, 4}));
  }

  LossyCodec codec() {
    return codec;
  }

  RdvFile file() {
    return file;
  }

  DecoderTrial trial() {
    return trial;
  }

  @Override
  public byte[] honest() {
    return honest.clone();
  }

  @Override
  public void decode(byte[] bytes) {
    Photo decoded = codec.decompress(bytes, NAME);
    RdvHeader header = RdvFile.read(bytes, NAME).header();
    assertThat(decoded.width()).isEqualTo(header.width());
    assertThat(decoded.height()).isEqualTo(header.height());
    assertThat(decoded.channels()).isEqualTo(header.channels());
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
          case 1 -> LossyMutants.damaged(file, random).toBytes();
          default -> LossyMutants.edited(file, random).toBytes();
        };
    return trial.decodes(number / 3 % 2 == 0 ? mutant : rightContent(mutant), "a mutant");
  }

  private byte[] rightContent(byte[] mutant) {
    try {
      return LossyMutants.rightContent(RdvFile.read(mutant, NAME), codec).toBytes();
    } catch (Failure e) {
      return mutant;
    }
  }
}
