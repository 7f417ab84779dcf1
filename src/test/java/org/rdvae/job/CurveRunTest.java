package org.rdvae.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.rdvae.base.Failure;
import org.rdvae.codec.Photo;
import org.rdvae.codec.PhotoCodec;
import org.rdvae.codec.StoringCodec;
import org.rdvae.evaluation.CoderCommands;
import org.rdvae.evaluation.FakePrograms;
import org.rdvae.evaluation.ImageCoder;
import org.rdvae.evaluation.ModelCoder;
import org.rdvae.evaluation.NamedPhoto;
import org.rdvae.evaluation.RateCurve;
import org.rdvae.evaluation.TestPicture;
import org.rdvae.report.CurveReport;
import org.rdvae.report.MeasuredPicture;

@EnabledOnOs({OS.LINUX, OS.MAC})
class CurveRunTest {
  private static final String HASH = "0123456789abcdef";
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final WatchedWork WORK = new WatchedWork(0, () -> false);
  private static final ModelCoder MODEL =
      CurveModel.of(new StoringCodec(HASH), "photo-9", List.of(2.0, 3.0, 4.0, 5.0, 6.0));

  @TempDir private Path folder;
  private CurveRun run;

  @BeforeEach
  void photos() {
    run = run(20, 30);
  }

  private static CurveRun run(int... widths) {
    List<NamedPhoto> photos =
        Arrays.stream(widths)
            .mapToObj(width -> new NamedPhoto("w" + width, () -> TestPicture.of(25, width)))
            .toList();
    return new CurveRun(photos, 2, "rdvae curve x");
  }

  /** The work's result and what it said on standard error. */
  private record Said<T>(T result, String words) {}

  private static <T> Said<T> listening(Supplier<T> work) {
    PrintStream real = System.err;
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    try {
      System.setErr(new PrintStream(said, true, StandardCharsets.UTF_8));
      return new Said<>(work.get(), said.toString(StandardCharsets.UTF_8));
    } finally {
      System.setErr(real);
    }
  }

  private List<ImageCoder> installed(String encode, String decode) {
    CoderCommands commands = new FakePrograms(folder).commands(encode, decode);
    return listening(() -> BaselineSearch.installed(List.of(commands), LONG)).result();
  }

  private static CurveReport measured(CurveRun run, List<ImageCoder> coders) {
    return run.measure(coders, List.of(), WORK).orElseThrow();
  }

  @Test
  void measuresModelAndBaselinesOnTheSamePictures() {
    List<ImageCoder> coders = installed(FakePrograms.COPY, FakePrograms.COPY);
    CurveReport report = measured(run, List.of(MODEL, coders.get(0)));
    assertThat(report.curves()).extracting(RateCurve::name).containsExactly("rdvae", "fake");
    RateCurve ours = report.curves().get(0);
    assertThat(ours.version()).isEqualTo("photo-9, model " + HASH);
    assertThat(ours.points()).hasSize(5);
    for (int i = 1; i < 5; i++) {
      assertThat(ours.points().get(i).bitsPerPixel())
          .isGreaterThan(ours.points().get(i - 1).bitsPerPixel());
      assertThat(ours.points().get(i).psnr()).isGreaterThan(ours.points().get(i - 1).psnr());
    }
    assertThat(report.curves().get(1).version()).isEqualTo("fake coder 1.0");
    assertThat(report.curves().get(1).points().get(0).psnr()).isInfinite();
    assertThat(report.measures().get("rdvae")).hasSize(10);
    assertThat(report.measures().get("fake")).hasSize(8);
    assertThat(report.pictures())
        .extracting(MeasuredPicture::name, MeasuredPicture::width, MeasuredPicture::height)
        .containsExactly(tuple("w20", 20, 25), tuple("w30", 30, 25));
    assertThat(report.origin())
        .containsEntry("command", "rdvae curve x")
        .containsEntry("threads", 2)
        .containsKeys("date", "rdvae", "machine");
  }

  @Test
  void theModelsFilesAreCountedWhole() {
    CurveReport report = measured(run(20), List.of(MODEL));
    assertThat(report.curves().get(0).points().get(2).bytes())
        .isEqualTo(new StoringCodec(HASH).compress(TestPicture.of(25, 20), 4).length);
  }

  @Test
  void aMissingProgramIsLeftOutInOneLine() {
    CoderCommands commands =
        new FakePrograms(folder).commands(FakePrograms.COPY, FakePrograms.COPY);
    CoderCommands missing =
        new CoderCommands(
            "zip",
            "no-such-encoder PICTURE FILE",
            commands.decode(),
            "--version",
            "",
            commands.pictures(),
            "zip",
            List.of(1.0));
    Said<List<ImageCoder>> found =
        listening(() -> BaselineSearch.installed(List.of(missing, commands), LONG));
    assertThat(found.result()).extracting(ImageCoder::name).containsExactly("fake");
    assertThat(found.words())
        .isEqualTo(
            """
            zip is left out: no-such-encoder is not installed, or not on the PATH.
            fake: fake coder 1.0
            """);
  }

  @Test
  void aProgramThatFailsOnAPictureIsLeftOutInOneLine() {
    List<ImageCoder> coders =
        installed(
            "if [ $(head -c 8 \"$1\" | tail -c 5 | cut -c 1-2) = 30 ]; then exit 4; fi; "
                + FakePrograms.COPY,
            FakePrograms.COPY);
    Said<CurveReport> said = listening(() -> measured(run, List.of(MODEL, coders.get(0))));
    assertThat(said.result().curves()).extracting(RateCurve::name).containsExactly("rdvae");
    assertThat(said.result().measures()).containsOnlyKeys("rdvae");
    assertThat(said.words())
        .contains("fake is left out: ")
        .contains("fake-encoder ended with exit code 4, saying nothing (");
    assertThatThrownBy(() -> listening(() -> measured(run, coders)))
        .isInstanceOf(Failure.class)
        .hasMessage("No coder is left to measure; see the lines above.");
  }

  @Test
  void aModelThatFailsEndsIt() {
    PhotoCodec broken =
        new PhotoCodec() {
          @Override
          public byte[] compress(Photo photo, double quality) {
            return new StoringCodec(HASH).compress(photo, quality);
          }

          @Override
          public Photo decompress(byte[] file, String name) {
            throw new Failure(Failure.Kind.BAD_DATA, name + ": damaged");
          }
        };
    ModelCoder coder = new ModelCoder(broken, "broken", List.of(2.5));
    assertThatThrownBy(() -> measured(run, List.of(coder)))
        .isInstanceOf(Failure.class)
        .hasMessage("rdvae at quality 2.5: damaged");
  }

  @Test
  void everyPictureIsReadBeforeTheWork() {
    NamedPhoto bad =
        new NamedPhoto(
            "bad",
            () -> {
              throw new Failure(Failure.Kind.BAD_DATA, "bad: damaged");
            });
    CurveRun run =
        new CurveRun(List.of(new NamedPhoto("a", () -> TestPicture.of(9, 9)), bad), 1, "");
    assertThatThrownBy(() -> measured(run, List.of(MODEL)))
        .isInstanceOf(Failure.class)
        .hasMessage("bad: damaged");
  }

  @Test
  void anInterruptionLeavesNothing() {
    assertThat(run.measure(List.of(MODEL), List.of(), new WatchedWork(0, () -> true))).isEmpty();
  }

  private SavedCurves saved(CurveReport report, String name) {
    CurveFiles.write(report, folder.resolve(name));
    return SavedCurves.read(folder.resolve(name).resolve("curve.json"));
  }

  @Test
  void curvesOfAnEarlierRunAreAdded() {
    CurveReport first = measured(run, List.of(MODEL));
    SavedCurves earlier = saved(first, "earlier");
    Optional<CurveReport> second = run.measure(List.of(MODEL), List.of(earlier), WORK);
    assertThat(second.orElseThrow().curves())
        .extracting(RateCurve::name)
        .containsExactly("rdvae", "rdvae (curve.json)");
    assertThat(second.orElseThrow().json()).contains("\"percent\" : 0.0");
    CurveReport alone = run.measure(List.of(), List.of(earlier), WORK).orElseThrow();
    assertThat(alone.curves()).extracting(RateCurve::name).containsExactly("rdvae");
  }

  @Test
  void curvesOfOtherPicturesAreRefused() {
    SavedCurves earlier = saved(measured(run(20, 31, 32), List.of(MODEL)), "earlier");
    assertThatThrownBy(() -> run.measure(List.of(MODEL), List.of(earlier), WORK))
        .isInstanceOf(Failure.class)
        .hasMessage(
            folder.resolve("earlier").resolve("curve.json")
                + ": expected curves of the same 2 pictures, found curves of 3 pictures, of which"
                + " 1 are the same.");
  }

  @Test
  void writesAllFiles() {
    CurveFiles.write(measured(run, List.of(MODEL)), folder.resolve("new/folder"));
    for (String name : CurveFiles.NAMES) {
      assertThat(folder.resolve("new/folder").resolve(name)).isNotEmptyFile();
    }
  }
}
