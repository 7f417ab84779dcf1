package org.rdvae.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.rdvae.base.Failure;
import org.rdvae.codec.Photo;

class CoderMeasurementTest {
  private static final List<Double> QUALITIES = List.of(1.0, 2.0, 4.0);

  /** Files of 100 bytes for each step of quality, and pictures in steps of 64 / quality. */
  private static class FakeCoder implements ImageCoder {
    final AtomicInteger calls = new AtomicInteger();

    @Override
    public String name() {
      return "fake";
    }

    @Override
    public String version() {
      return "1";
    }

    @Override
    public String settings() {
      return "fake QUALITY";
    }

    @Override
    public List<Double> qualities() {
      return QUALITIES;
    }

    @Override
    public CodedPhoto code(Photo photo, double quality) {
      calls.incrementAndGet();
      Photo decoded = TestPicture.coarse(photo, (int) (64 / quality));
      return new CodedPhoto(Math.round(100 * quality), decoded, quality, quality / 10);
    }
  }

  private static List<NamedPhoto> photos(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> new NamedPhoto("photo " + i, () -> TestPicture.of(20 + i, 30)))
        .toList();
  }

  @Test
  void measuresEveryPictureAtEveryQualityInOrder() {
    List<Integer> told = new ArrayList<>();
    List<PhotoMeasure> measures = CoderMeasurement.of(new FakeCoder(), photos(5), 3, told::add);
    assertThat(measures)
        .extracting(measure -> measure.photo() + " at " + measure.quality())
        .startsWith("photo 0 at 1.0", "photo 0 at 2.0", "photo 0 at 4.0", "photo 1 at 1.0")
        .hasSize(15);
    assertThat(told).containsExactlyElementsOf(IntStream.rangeClosed(1, 15).boxed().toList());
    PhotoMeasure last = measures.get(14);
    assertThat(last.width()).isEqualTo(30);
    assertThat(last.height()).isEqualTo(24);
    assertThat(last.bytes()).isEqualTo(400);
    assertThat(last.bitsPerPixel()).isEqualTo(3200.0 / (24 * 30));
    assertThat(last.encodeSeconds()).isEqualTo(4);
    assertThat(last.decodeSeconds()).isEqualTo(0.4);
    assertThat(last.msSsim()).as("of a small picture").isNaN();
    Photo photo = TestPicture.of(24, 30);
    assertThat(last.psnr())
        .isEqualTo(Psnr.of(photo.pixels(), TestPicture.coarse(photo, 16).pixels()));
  }

  @Test
  void meansOverPicturesMakeTheCurve() {
    FakeCoder coder = new FakeCoder();
    List<PhotoMeasure> measures = CoderMeasurement.of(coder, photos(4), 1, done -> {});
    RateCurve curve = RateCurve.of(coder, measures);
    assertThat(curve.points()).extracting(CurvePoint::quality).isEqualTo(QUALITIES);
    assertThat(curve.points()).extracting(CurvePoint::bytes).containsExactly(100.0, 200.0, 400.0);
    assertThat(curve.points().get(1).psnr())
        .isEqualTo(
            measures.stream()
                .filter(measure -> measure.quality() == 2)
                .mapToDouble(PhotoMeasure::psnr)
                .average()
                .orElseThrow());
  }

  @Test
  void codesOnePictureMoreSoThatTheFirstIsNotSlower() {
    FakeCoder coder = new FakeCoder();
    CoderMeasurement.of(coder, photos(2), 1, done -> {});
    assertThat(coder.calls).hasValue(7);
  }

  @Test
  void worksOnSeveralPicturesAtOnce() {
    CountDownLatch both = new CountDownLatch(2);
    ImageCoder meeting =
        new FakeCoder() {
          @Override
          public CodedPhoto code(Photo photo, double quality) {
            CodedPhoto coded = super.code(photo, quality);
            if (calls.get() > 1) {
              both.countDown();
              try {
                assertThat(both.await(30, TimeUnit.SECONDS)).as("two at once").isTrue();
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
            }
            return coded;
          }
        };
    assertThat(CoderMeasurement.of(meeting, photos(2), 2, done -> {})).hasSize(6);
  }

  @Test
  void aCoderThatFailsEndsIt() {
    FakeCoder failing =
        new FakeCoder() {
          @Override
          public CodedPhoto code(Photo photo, double quality) {
            if (photo.height() == 22) {
              throw new Failure(Failure.Kind.INPUT_OUTPUT, "no third picture");
            }
            return super.code(photo, quality);
          }
        };
    assertThatThrownBy(() -> CoderMeasurement.of(failing, photos(100), 2, done -> {}))
        .isInstanceOf(Failure.class)
        .hasMessage("no third picture");
    assertThat(failing.calls.get()).isLessThan(100);
  }

  @Test
  void whoeverWatchesCanEndIt() {
    FakeCoder coder = new FakeCoder();
    assertThatThrownBy(
            () ->
                CoderMeasurement.of(
                    coder,
                    photos(100),
                    2,
                    done -> {
                      throw new IllegalStateException("enough");
                    }))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("enough");
    assertThat(coder.calls.get()).isLessThan(10);
  }

  @Test
  void greyIsComparedWithColourThatCameBack() {
    Photo grey = TestPicture.grey(20, 30);
    byte[] colour = new byte[20 * 30 * 3];
    for (int i = 0; i < colour.length; i++) {
      colour[i] = (byte) (grey.pixels()[i / 3] + (i % 3 == 0 ? 1 : 0));
    }
    Photo decoded = new Photo(30, 20, 3, colour, grey.profile());
    PhotoMeasure measure = PhotoMeasure.of("grey", grey, 1, new CodedPhoto(10, decoded, 0, 0));
    assertThat(measure.psnr()).isEqualTo(10 * Math.log10(255 * 255 * 3.0));
  }
}
