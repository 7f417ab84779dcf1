package org.rdvae.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rdvae.base.Failure;
import org.rdvae.codec.Photo;
import org.rdvae.codec.PhotoCodec;
import org.rdvae.codec.StoringCodec;
import org.rdvae.job.QualityGoal.AtLeastPsnr;
import org.rdvae.job.QualityGoal.AtMostBits;
import org.rdvae.job.QualityGoal.AtQuality;
import org.rdvae.job.QualitySearch.Coded;

class QualitySearchTest {
  private static final int SIDE = 64;

  private final AtomicInteger files = new AtomicInteger();
  private final Photo photo = black();
  private final QualitySearch search =
      new QualitySearch(new RisingCodec(), photo, "a.png", files::incrementAndGet);

  private static Photo black() {
    return new Photo(SIDE, SIDE, 1, new byte[SIDE * SIDE], Optional.empty());
  }

  /** Each step of quality makes a file of 140 times 1.4^q bytes and halves the error. */
  private static final class RisingCodec implements PhotoCodec {
    @Override
    public byte[] compress(Photo some, double quality) {
      return ByteBuffer.allocate((int) (140 * Math.pow(1.4, quality)))
          .putDouble(0, quality)
          .array();
    }

    @Override
    public Photo decompress(byte[] file, String name) {
      byte[] pixels = new byte[SIDE * SIDE];
      double quality = ByteBuffer.wrap(file).getDouble();
      Arrays.fill(pixels, 0, (int) (pixels.length * Math.pow(2, 1 - quality)), (byte) 16);
      return new Photo(SIDE, SIDE, 1, pixels, Optional.empty());
    }
  }

  @Test
  void aQualityIsUsedAsItIsAndRoundedToWhatAFileCanSay() {
    assertThat(search.find(new AtQuality(2.34567)).quality()).isEqualTo(2.346);
    assertThat(files).hasValue(1);
    assertThat(search.find(new AtQuality(8)).note()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.4, 0.6, 1, 2, 3.9})
  void takesTheHighestQualityThatKeepsToTheBits(double target) {
    Coded coded = search.find(new AtMostBits(target));

    assertThat(search.bitsPerPixel(coded.file())).isLessThanOrEqualTo(target);
    double next = search.bitsPerPixel(search.codec().compress(photo, coded.quality() + 0.01));
    assertThat(Math.max(next, 1.006 * search.bitsPerPixel(coded.file())))
        .isGreaterThanOrEqualTo(target);
    assertThat(coded.note()).isEmpty();
    assertThat(files.get()).isLessThanOrEqualTo(8);
  }

  @ParameterizedTest
  @ValueSource(doubles = {24.1, 25.5, 33, 44})
  void takesTheLowestQualityThatReachesThePsnr(double target) {
    Coded coded = search.find(new AtLeastPsnr(target));

    assertThat(search.psnr(coded.file())).isGreaterThanOrEqualTo(target);
    double lower = search.psnr(search.codec().compress(photo, coded.quality() - 0.01));
    assertThat(Math.min(lower, search.psnr(coded.file()) - 0.021)).isLessThanOrEqualTo(target);
    assertThat(files.get()).isLessThanOrEqualTo(12);
  }

  @Test
  void saysTheNearestSizeThatCanBeHad() {
    double fewest = search.bitsPerPixel(search.codec().compress(photo, 1));

    Failure failure = catchThrowableOfType(Failure.class, () -> search.find(new AtMostBits(0.01)));

    assertThat(failure.kind()).isEqualTo(Failure.Kind.BAD_DATA);
    assertThat(failure)
        .hasMessage(
            "a.png: expected at most 0.01 bits per pixel, but quality 1 gives %.4f, the fewest.",
            fewest);
  }

  @Test
  void saysTheNearestFidelityThatCanBeHad() {
    double most = search.psnr(search.codec().compress(photo, 8));

    Failure failure = catchThrowableOfType(Failure.class, () -> search.find(new AtLeastPsnr(90)));

    assertThat(failure.kind()).isEqualTo(Failure.Kind.BAD_DATA);
    assertThat(failure)
        .hasMessage(
            "a.png: expected a PSNR of at least 90.0 dB, but quality 8 gives %.2f dB, the most.",
            most);
  }

  @Test
  void saysWhenEveryQualityMeetsTheGoal() {
    Coded large = search.find(new AtMostBits(100));
    assertThat(large.quality()).isEqualTo(8);
    assertThat(large.note())
        .isEqualTo(
            "the highest quality takes %.4f bits per pixel only",
            search.bitsPerPixel(large.file()));

    Coded coarse = search.find(new AtLeastPsnr(0.1));
    assertThat(coarse.quality()).isEqualTo(1);
    assertThat(coarse.note())
        .isEqualTo("the lowest quality has %.2f dB already", search.psnr(coarse.file()));
  }

  /** A plain picture loses nothing at some qualities, and has an infinite PSNR there. */
  @Test
  void infiniteFidelityDisturbsNothing() {
    PhotoCodec storing = new StoringCodec("0123456789abcdef");
    Coded coded =
        new QualitySearch(storing, photo, "black.png", () -> {}).find(new AtLeastPsnr(40));
    assertThat(coded.quality()).isEqualTo(1);
    assertThat(coded.note()).isEqualTo("the lowest quality has Infinity dB already");

    byte[] levels = new byte[64];
    Arrays.fill(levels, (byte) 32);
    Photo grey = new Photo(8, 8, 1, levels, Optional.empty());
    QualitySearch plain = new QualitySearch(storing, grey, "grey.png", () -> {});
    assertThat(plain.psnr(plain.find(new AtLeastPsnr(45)).file())).isGreaterThanOrEqualTo(45);
  }

  /** No quality meets the target here nearly. */
  @Test
  void endsWhereTheMeasureJumps() {
    PhotoCodec jumping =
        new PhotoCodec() {
          @Override
          public byte[] compress(Photo some, double quality) {
            return new byte[quality < 3.7 ? 100 : 1000];
          }

          @Override
          public Photo decompress(byte[] file, String name) {
            return photo;
          }
        };
    Coded coded =
        new QualitySearch(jumping, photo, "a.png", files::incrementAndGet).find(new AtMostBits(1));
    assertThat(coded.file()).hasSize(100);
    assertThat(coded.quality()).isBetween(3.68, 3.7);
    assertThat(files.get()).isLessThanOrEqualTo(16);
  }

  @Test
  void asksBeforeEachFileWhetherToGoOn() {
    QualitySearch interrupted =
        new QualitySearch(
            search.codec(),
            photo,
            "a.png",
            () -> {
              if (files.incrementAndGet() == 3) {
                throw new IllegalStateException("leave");
              }
            });

    assertThatThrownBy(() -> interrupted.find(new AtMostBits(2))).hasMessage("leave");
    assertThat(files).hasValue(3);
  }
}
