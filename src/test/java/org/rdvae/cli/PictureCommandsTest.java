package org.rdvae.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rdvae.cli.CommandResult.done;
import static org.rdvae.cli.CommandResult.refused;
import static org.rdvae.cli.CommandResult.saying;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rdvae.job.TinyFiles;

/** The pictures of interpolate and traverse, held against those of reconstruct. */
class PictureCommandsTest {
  /** An image of 12 x 12 pixels is enlarged four times. */
  private static final int SIDE = 48;

  private static final int CELL = SIDE + 2;

  /** What a wider gap has more than the others. */
  private static final int APART = 10;

  @TempDir static Path folder;
  private static TinyJob job;
  private static Path model;

  @BeforeAll
  static void train() {
    job = TinyJob.in(folder);
    model = TinyJob.best(job.trained(folder.resolve("run"), "--set", "training.epochs=30"));
  }

  /** Of 50; the embedded digits, for one, are sorted by class. */
  @Test
  void reconstructionsAreOfImagesFromAllPlaces() throws IOException {
    BufferedImage three = picture("reconstruct", "--count", "3");
    BufferedImage many = picture("reconstruct", "--in-order", "--count", "34");
    assertThat(cell(three, 2, left(0))).isEqualTo(cell(many, 2, left(0)));
    assertThat(cell(three, 2, left(1))).isEqualTo(cell(many, 2 + 2 * CELL, left(16 - 12)));
    assertThat(cell(three, 2, left(2))).isEqualTo(cell(many, 2 + 4 * CELL, left(33 - 24)));
  }

  @Test
  void interpolationsBeginAndEndWithTheImages() throws IOException {
    BufferedImage known = picture("reconstruct", "--in-order", "--count", "6");
    BufferedImage ways = picture("interpolate", "--in-order", "--rows", "3", "--steps", "5");
    assertThat(ways.getWidth()).isEqualTo(7 * CELL + 2 + 2 * APART);
    assertThat(ways.getHeight()).isEqualTo(3 * CELL + 2);
    for (int row = 0; row < 3; row++) {
      int top = 2 + row * CELL;
      assertThat(cell(ways, top, 2)).isEqualTo(cell(known, 2, left(2 * row)));
      assertThat(cell(ways, top, left(6) + 2 * APART)).isEqualTo(cell(known, 2, left(2 * row + 1)));
      assertThat(cell(ways, top, left(1) + APART))
          .as("the first point is the image's own mean")
          .isEqualTo(cell(known, 2 + CELL, left(2 * row)));
      assertThat(cell(ways, top, left(5) + APART))
          .isEqualTo(cell(known, 2 + CELL, left(2 * row + 1)));
      assertThat(cell(ways, top, left(3) + APART))
          .isNotEqualTo(cell(ways, top, left(1) + APART))
          .isNotEqualTo(cell(ways, top, left(5) + APART));
    }
  }

  @Test
  void interpolationsDrawTheirImagesFromTheirSeed() throws IOException {
    BufferedImage one = picture("interpolate", "--rows", "4");
    assertThat(same(one, picture("interpolate", "--rows", "4", "--seed", "1"))).isTrue();
    assertThat(same(one, picture("interpolate", "--rows", "4", "--seed", "2"))).isFalse();
    assertThat(same(one, picture("interpolate", "--rows", "4", "--in-order"))).isFalse();
  }

  @Test
  void aGreatCircleGoesAnotherWayBetweenTheSamePoints() throws IOException {
    BufferedImage line = picture("interpolate", "--in-order", "--rows", "1", "--steps", "3");
    BufferedImage circle =
        picture("interpolate", "--in-order", "--rows", "1", "--steps", "3", "--path", "spherical");
    for (int column : new int[] {1, 3}) {
      assertThat(cell(circle, 2, left(column) + APART))
          .isEqualTo(cell(line, 2, left(column) + APART));
    }
    assertThat(cell(circle, 2, left(2) + APART)).isNotEqualTo(cell(line, 2, left(2) + APART));
  }

  @Test
  void interpolationsTakeSeveralInputsAndAsManyRowsAsTheyGive() throws IOException {
    BufferedImage two =
        picture("interpolate", idx(1, "first"), idx(2, "second"), "--in-order", "--steps", "2");
    assertThat(two.getHeight()).as("one pair of three images").isEqualTo(CELL + 2);
  }

  @Test
  void interpolationsNeedTwoImages() throws IOException {
    refused(
        65,
        saying("single: expected at least 2 images", "found 1"),
        words("interpolate", idx(1, "single")));
  }

  @Test
  void traversalsHaveTheReconstructionInTheMiddle() throws IOException {
    BufferedImage known = picture("reconstruct", "--in-order", "--count", "3");
    BufferedImage rows = picture("traverse", "--image", "2", "--steps", "5");
    // Eight letters of text and 12 pixels; below the headings of 14 and 4.
    int left = 94 + 12 + 2;
    int top = 18 + 2;
    assertThat(rows.getWidth()).isEqualTo(left + 6 * CELL + APART);
    assertThat(rows.getHeight()).isEqualTo(top + TinyFiles.LATENTS * CELL);
    assertThat(cell(rows, top, left)).as("the image").isEqualTo(cell(known, 2, left(2)));
    for (int row = 0; row < TinyFiles.LATENTS; row++) {
      assertThat(cell(rows, top + row * CELL, left + 3 * CELL + APART))
          .isEqualTo(cell(known, 2 + CELL, left(2)));
      assertThat(cell(rows, top + row * CELL, left + CELL + APART))
          .as("row %d moves", row)
          .isNotEqualTo(cell(rows, top + row * CELL, left + 5 * CELL + APART));
    }
  }

  @Test
  void traversalsFromThePriorHaveTheColdSampleInTheMiddle() throws IOException {
    BufferedImage cold = picture("sample", "--count", "1", "--temperature", "0");
    BufferedImage rows = picture("traverse", "--from", "prior", "--steps", "3", "--range", "2.5");
    int left = 94 + 12 + 2;
    assertThat(rows.getWidth()).as("no image in front").isEqualTo(left + 3 * CELL);
    for (int row = 0; row < TinyFiles.LATENTS; row++) {
      assertThat(cell(rows, 20 + row * CELL, left + CELL)).isEqualTo(cell(cold, 2, 2));
    }
  }

  @Test
  void traversalsBeginWithTheLatentThatSaysMost() {
    Path png = folder.resolve("order.png");
    String legend = done("traverse", model, "--out", png, "--force").out();
    Matcher rows = Pattern.compile("(?m)^ +\\d+ +z(\\d) +([0-9.]+) ").matcher(legend);
    List<String> latents = new ArrayList<>();
    List<Double> rates = new ArrayList<>();
    while (rows.find()) {
      latents.add(rows.group(1));
      rates.add(Double.valueOf(rows.group(2)));
    }
    assertThat(latents).containsExactlyInAnyOrder("0", "1", "2");
    assertThat(rates).isSortedAccordingTo((a, b) -> Double.compare(b, a));
    assertThat(legend).contains("averages over 50 images of idx");
    assertThat(done("traverse", model, "--latents", "1", "--out", png, "--force").out().lines())
        .hasSize(2)
        .last()
        .asString()
        .contains(" z" + latents.get(0) + " ");
  }

  @Test
  void traversalsShowEveryLatentOfASingleImage() throws IOException {
    CommandResult result =
        done("traverse", model, idx(1, "one"), "--out", folder.resolve("one.png"), "--force");
    assertThat(result.out().lines()).hasSize(1 + TinyFiles.LATENTS);
    assertThat(result.err()).contains("the posterior mean of image 0");
  }

  @Test
  void traversalsNeedALatentThatMoves() throws IOException {
    // Of two equal grey images each would be drawn as bits of its own; dark ones have no choice.
    Path dark = folder.resolve("dark");
    ByteBuffer idx = ByteBuffer.allocate(16 + 2 * TinyFiles.SIDE * TinyFiles.SIDE);
    idx.putInt(0x803).putInt(2).putInt(TinyFiles.SIDE).putInt(TinyFiles.SIDE);
    Files.write(dark, idx.array());
    refused(
        65,
        saying("None of the model's 3 latent variables is active on " + dark),
        words("traverse", dark));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          interpolate --rows 0          | --rows: expected a whole number from 1 to 1000, found 0
          interpolate --steps 1         | --steps: expected a whole number from 2 to 1000, found 1
          interpolate --path round      | '--path'
          traverse --steps 1            | --steps: expected a whole number from 2 to 1000, found 1
          traverse --latents 0          | --latents: expected a whole number from 1 to 1000, found 0
          traverse --range 0            | --range: expected above 0 and at most 100, found 0.0
          traverse --range NaN          | --range: expected above 0 and at most 100, found NaN
          traverse --image -1           | --image: expected a whole number from 0
          traverse --from nowhere       | '--from'
          traverse --image 1 --from prior | --image: there is no image in the centre with --from prior
          interpolate --device gpu      | --device: expected auto, cpu or cuda[:n], found gpu
          traverse --threads 0          | --threads: expected a whole number from 1 to 1024, found 0
          """)
  void wrongWordsAreRefusedBeforeAnyFileIsLookedAt(String command, String words) {
    List<Object> all = new ArrayList<>(List.of(command.split(" ")));
    all.add(1, "absent.safetensors");
    all.addAll(List.of("--out", folder.resolve("never.png")));
    refused(2, saying(words), all.toArray());
  }

  @Test
  void anImageThatTheInputLacksIsRefused() {
    refused(
        2,
        saying("--image: expected 0 to 49, the images of idx, found 50"),
        words("traverse", "--image", "50"));
  }

  @Test
  void aPictureThatNobodyCouldLookAtIsRefused() {
    refused(
        2,
        saying("The picture would have", "ask for fewer images"),
        words("interpolate", job.trainingFile(), "--rows", "1000", "--steps", "1000"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"interpolate", "traverse"})
  void missingAndBadFilesAreRefused(String command) throws IOException {
    Path out = folder.resolve("absent.png");
    Path absent = folder.resolve("absent");
    refused(66, saying(absent + " does not exist"), command, absent, "--out", out);
    refused(66, saying(absent + " does not exist"), command, model, absent, "--out", out);
    refused(
        65, saying(job.config() + " is not a safetensors"), command, job.config(), "--out", out);
    refused(65, saying(job.config() + "", "idx"), command, model, job.config(), "--out", out);
    refused(2, saying("--out", "--help"), command, model);
    assertThat(out).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {"interpolate", "traverse"})
  void anOutputIsWrittenOverOnlyWhenForced(String command) {
    Path out = folder.resolve("deep").resolve(command + ".png");
    done(command, model, "--out", out);
    refused(73, saying(out + " exists already", "--force"), command, model, "--out", out);
    done(command, model, "--out", out, "--force");
  }

  @ParameterizedTest
  @ValueSource(strings = {"interpolate", "traverse"})
  void explainsItself(String command) {
    assertThat(done(command, "--help").out()).startsWith("Usage: rdvae " + command);
  }

  private static BufferedImage picture(Object... words) throws IOException {
    done(words(words));
    return ImageIO.read(folder.resolve("picture.png").toFile());
  }

  /** The words with the model behind the command and an output at the end. */
  private static Object[] words(Object... words) {
    List<Object> all = new ArrayList<>(Arrays.asList(words));
    all.add(1, model);
    all.addAll(List.of("--out", folder.resolve("picture.png"), "--force", "--threads", "1"));
    return all.toArray();
  }

  /** The first images of the test file. */
  private static Path idx(int count, String name) throws IOException {
    byte[] idx =
        Arrays.copyOf(
            Files.readAllBytes(job.testFile()), 16 + count * TinyFiles.SIDE * TinyFiles.SIDE);
    ByteBuffer.wrap(idx).putInt(4, count);
    return Files.write(folder.resolve(name), idx);
  }

  /** Left edge of a column of a grid without wider gaps. */
  private static int left(int column) {
    return 2 + column * CELL;
  }

  private static List<Integer> cell(BufferedImage grid, int top, int left) {
    return Arrays.stream(grid.getRaster().getSamples(left, top, SIDE, SIDE, 0, (int[]) null))
        .boxed()
        .toList();
  }

  private static boolean same(BufferedImage a, BufferedImage b) {
    return IntStream.range(0, a.getHeight())
        .allMatch(
            y -> IntStream.range(0, a.getWidth()).allMatch(x -> a.getRGB(x, y) == b.getRGB(x, y)));
  }
}
