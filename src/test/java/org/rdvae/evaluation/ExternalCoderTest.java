package org.rdvae.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rdvae.base.Failure;
import org.rdvae.codec.Photo;

@EnabledOnOs({OS.LINUX, OS.MAC})
class ExternalCoderTest {
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final Photo PHOTO = TestPicture.of(20, 30);

  @TempDir private Path folder;
  private FakePrograms fakes;

  @BeforeEach
  void fakes() {
    fakes = new FakePrograms(folder);
  }

  @Test
  void countsTheWholeFileAndReadsThePictureBack() {
    ExternalCoder coder =
        ExternalCoder.find(
            fakes.commands(FakePrograms.COPY, "sleep 0.2; " + FakePrograms.COPY), LONG);
    CodedPhoto coded = coder.code(PHOTO, 2);
    assertThat(coded.bytes()).isEqualTo("P6\n30 20\n255\n".length() + 20 * 30 * 3);
    assertThat(coded.decoded().pixels()).isEqualTo(PHOTO.pixels());
    assertThat(coded.encodeSeconds()).isPositive();
    assertThat(coded.decodeSeconds()).isGreaterThan(0.2);
    assertThat(coder.name()).isEqualTo("fake");
    assertThat(coder.version()).isEqualTo("fake coder 1.0");
    assertThat(coder.settings())
        .endsWith("fake-decoder FILE PICTURE")
        .contains("fake-encoder PICTURE FILE QUALITY; ");
  }

  @Test
  void handsTheQualityOver() {
    CoderCommands commands = fakes.commands("cp \"$1\" \"$2\"; echo $3 >> log; cat log", "exit 9");
    assertThatThrownBy(() -> new ExternalCoder(commands, "", LONG).code(PHOTO, 2.5))
        .hasMessageContaining("ended with exit code 9");
    assertThat(commands.encoding(2, "in", "out")).endsWith("in", "out", "2");
    assertThat(commands.encoding(0.5, "in", "out")).endsWith("in", "out", "0.5");
  }

  @Test
  void leavesNothingBehind() throws IOException {
    Path log = folder.resolve("log");
    String logged = "pwd >> " + log + "; ";
    new ExternalCoder(fakes.commands(logged + FakePrograms.COPY, FakePrograms.COPY), "", LONG)
        .code(PHOTO, 1);
    CoderCommands failing = fakes.commands(logged + "exit 1", "");
    assertThatThrownBy(() -> new ExternalCoder(failing, "", LONG).code(PHOTO, 1))
        .isInstanceOf(Failure.class);
    List<String> folders = Files.readAllLines(log);
    assertThat(folders).hasSize(2).doesNotHaveDuplicates();
    assertThat(folders).allSatisfy(used -> assertThat(Path.of(used)).doesNotExist());
  }

  @Test
  void saysWhatEncodersGetWrong() {
    assertRefused("exit 2", FakePrograms.COPY, "encoder ended with exit code 2, saying nothing");
    assertRefused("true", FakePrograms.COPY, "encoder wrote no file");
    assertRefused(": > \"$2\"", FakePrograms.COPY, "encoder wrote no file");
  }

  @Test
  void saysWhatDecodersGetWrong() {
    assertRefused(FakePrograms.COPY, "echo bad marker; exit 1", "code 1, saying: bad marker");
    assertRefused(FakePrograms.COPY, "true", "decoder wrote no file");
    assertRefused(
        FakePrograms.COPY,
        "echo nonsense > \"$2\"",
        "decoder wrote a file that is no picture: expected it to begin with P5 or P6");
    assertRefused(
        FakePrograms.COPY,
        "printf 'P6\\n3 x\\n255\\n' > \"$2\"",
        "decoder wrote a file that is no picture: expected numbers in its header");
    assertRefused(
        FakePrograms.COPY,
        "printf 'P6\\n30 20\\n255\\nabc' > \"$2\"",
        "decoder wrote a file that is no picture: expected 30 x 20 pixels of 255 levels, found 3"
            + " bytes and 255 levels");
    assertRefused(
        FakePrograms.COPY,
        "printf 'P5\\n2 1\\n255\\nab' > \"$2\"",
        "decoder wrote a picture of another size: expected 30 x 20 pixels, found 2 x 1");
  }

  private void assertRefused(String encode, String decode, String message) {
    CoderCommands commands = fakes.commands(encode, decode);
    assertThatThrownBy(() -> ExternalCoder.find(commands, LONG).code(PHOTO, 1))
        .isInstanceOf(Failure.class)
        .hasMessageContaining(message)
        .extracting(failure -> ((Failure) failure).kind())
        .isEqualTo(Failure.Kind.INPUT_OUTPUT);
  }

  @Test
  void whatHangsIsEnded() {
    CoderCommands commands = fakes.commands("exec sleep 60", FakePrograms.COPY);
    assertThatThrownBy(() -> new ExternalCoder(commands, "", Duration.ofMillis(300)).code(PHOTO, 1))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("encoder took longer than 0.3 s");
  }

  @Test
  void isNotFoundWithoutEitherProgram() {
    CoderCommands commands = fakes.commands(FakePrograms.COPY, FakePrograms.COPY);
    CoderCommands missing =
        new CoderCommands(
            "fake",
            commands.encode(),
            "no-such-decoder FILE PICTURE",
            "--version",
            "",
            ExchangeFormat.PNM,
            "fake",
            List.of(1.0));
    assertThatThrownBy(() -> ExternalCoder.find(missing, LONG))
        .isInstanceOf(Failure.class)
        .hasMessage("no-such-decoder is not installed, or not on the PATH");
  }

  @Test
  void isNotFoundWhereAnotherMakersProgramHasTheName() {
    String script = "echo 'mozjpeg version 4'";
    CoderCommands commands = fakes.commands("jpeg", script, script, "libjpeg-turbo", "jpg");
    assertThatThrownBy(() -> ExternalCoder.find(commands, LONG))
        .isInstanceOf(Failure.class)
        .hasMessageEndingWith(
            "jpeg-encoder: expected a program of libjpeg-turbo, found mozjpeg version 4");
    CoderCommands silent = fakes.commands("silent", "true", "true", "", "jpg");
    assertThatThrownBy(() -> ExternalCoder.find(silent, LONG))
        .isInstanceOf(Failure.class)
        .hasMessageEndingWith(
            "silent-encoder: expected the program to print its version, found nothing");
  }

  static List<CoderCommands> baselines() {
    return Baselines.ALL;
  }

  /** With the real programs, where they are installed. */
  @ParameterizedTest
  @MethodSource("baselines")
  void codesPicturesOfColourAndOfGreyAndOfOnePixel(CoderCommands commands) {
    ExternalCoder coder;
    try {
      coder = ExternalCoder.find(commands, LONG);
    } catch (Failure e) {
      assumeThat(e).as("installed").isNull();
      return;
    }
    double quality = commands.qualities().get(commands.qualities().size() / 2);
    for (Photo photo : List.of(TestPicture.of(61, 83), TestPicture.grey(61, 83))) {
      PhotoMeasure measure = PhotoMeasure.of("test", photo, quality, coder.code(photo, quality));
      assertThat(measure.psnr()).isBetween(22.0, 60.0);
      assertThat(measure.bytes()).isLessThan(photo.pixels().length);
    }
    assertThat(coder.code(TestPicture.of(1, 1), quality).decoded().area()).isEqualTo(1);
  }
}
