package org.rdvae.reliability;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rdvae.base.Failure;
import org.rdvae.cli.CommandResult;
import org.rdvae.config.ConfigReader;
import org.rdvae.data.DataLoader;
import org.rdvae.data.DataSettings;
import org.rdvae.data.ImageSamples;
import org.rdvae.data.NamedImages;

/**
 * Damaged, hostile and unusual pictures: each is read or refused with a reason, within a bound on
 * memory; a folder of them is counted right, and a training goes on without them under {@code
 * on-bad-image: skip}.
 */
@Tag("reliability")
@Tag("image-mutants")
class ImageMutantsTest {
  private static final Property PROPERTY = new Property("image-mutants", 1_500, 10_000);

  /** A picture of the size from which on pictures are thinned, 4 bytes a pixel. */
  private static final long DECODED = 64L << 20;

  private static final int SECONDS = 4;
  private static final int FOLDER = 40;
  private static final int SIDE = 8;
  private static final List<String> ENDINGS = List.of("png", "jpg", "gif", "bmp", "webp");
  private static final int[] EXTREMES = {0, 1, -1, 0x7F, 0x8000, 0xFFFF, 30_000, 1 << 24};
  private static final Pattern SKIPPED = Pattern.compile("skipped ([\\d,]+) of ([\\d,]+) images");

  @TempDir Path folder;
  private final List<byte[]> sound = ImageSamples.sound();
  private final List<byte[]> bombs = ImageSamples.bombs();
  private DataSettings settings;
  private Path pictures;
  private int bad;

  @BeforeEach
  void prepare() throws IOException {
    pictures = Files.createDirectory(folder.resolve("pictures"));
    settings = ConfigReader.parse(config(), "job", folder, List.of()).data();
  }

  private static String config() {
    return """
        data:
          set: images
          path: pictures
          binarization: none
          images: {height: 8, width: 8, on-bad-image: skip}
        model:
          latent: {size: 2}
          encoder: [{dense: {units: 4}}]
          decoder: [{dense: {units: 4}}]
          likelihood: gaussian
        training: {epochs: 1, batch: 4}
        evaluation: {importance-samples: 1}
        """;
  }

  @Test
  void mutantsAreReadOrRefusedAndCounted() {
    PROPERTY.check(this::run);
  }

  /** Mutants gather in a folder, which is read whole when there are {@link #FOLDER} of them. */
  private void run(int number, Random random) throws IOException {
    byte[] mutant = mutant(number, random);
    String name =
        String.format(Locale.ROOT, "%06d.%s", number, ENDINGS.get(random.nextInt(ENDINGS.size())));
    Path file = Files.write(pictures.resolve(name), mutant);
    boolean[] read = new boolean[1];
    try {
      new Budget((64L << 20) + DECODED + 4L * mutant.length, SECONDS)
          .hold(() -> read[0] = isRead(file));
    } finally {
      bad += read[0] ? 0 : 1;
    }
    if (number % FOLDER == FOLDER - 1) {
      try {
        requireCounted();
      } finally {
        clear();
      }
    }
  }

  private byte[] mutant(int number, Random random) {
    byte[] file = sound.get(random.nextInt(sound.size()));
    return switch (number % 8) {
      case 0, 1, 2 -> Accidents.of(file, random);
      case 3, 4 -> ImageSamples.resealed(Accidents.of(file, random));
      case 5, 6 -> ImageSamples.resealed(extreme(file, random));
      default ->
          switch (random.nextInt(8)) {
            case 0 -> new byte[0];
            case 1 -> "<html>no picture</html>".getBytes(StandardCharsets.US_ASCII);
            case 2, 3 -> file;
            case 4 -> new byte[] {0, 0, 8, 3};
            default -> bombs.get(random.nextInt(bombs.size()));
          };
    };
  }

  /** A number of its header becomes another. */
  private static byte[] extreme(byte[] file, Random random) {
    byte[] mutant = file.clone();
    ByteBuffer bytes =
        ByteBuffer.wrap(mutant)
            .order(random.nextBoolean() ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
    for (int i = random.nextInt(3); i >= 0; i--) {
      int value = EXTREMES[random.nextInt(EXTREMES.length)];
      int at = random.nextInt(Math.min(mutant.length, 160) - 4);
      switch (random.nextInt(3)) {
        case 0 -> bytes.put(at, (byte) value);
        case 1 -> bytes.putShort(at, (short) value);
        default -> bytes.putInt(at, value);
      }
    }
    return mutant;
  }

  private boolean isRead(Path file) {
    try {
      NamedImages images = DataLoader.read(file, SIDE, SIDE, 3, settings);
      assertThat(images.images().valuesPerExample()).isEqualTo(SIDE * SIDE * 3);
      return true;
    } catch (Failure e) {
      assertThat(e.kind()).as(e.getMessage()).isEqualTo(Failure.Kind.BAD_DATA);
      assertThat(e.getMessage()).startsWith(file + ": ").doesNotContain("null");
      return false;
    }
  }

  private void requireCounted() throws IOException {
    // Of a folder without any picture there is nothing to count.
    Files.write(pictures.resolve("sound.png"), sound.get(0));
    Files.createDirectory(pictures.resolve("folder.png"));
    Files.createSymbolicLink(pictures.resolve("gone.png"), folder.resolve("nowhere"));
    int files = (int) list().stream().filter(file -> !Files.isDirectory(file)).count();
    NamedImages images = DataLoader.read(pictures, SIDE, SIDE, 3, settings);
    Matcher note = SKIPPED.matcher(String.join("\n", images.notes()));
    assertThat(note.find()).as("%s", images.notes()).isTrue();
    assertThat(number(note.group(1))).as("%s", images.notes()).isEqualTo(bad + 1);
    assertThat(number(note.group(2))).isEqualTo(files);
    assertThat(images.images().count()).isEqualTo(files - bad - 1);
  }

  private static int number(String text) {
    return Integer.parseInt(text.replace(",", ""));
  }

  private List<Path> list() throws IOException {
    try (var files = Files.list(pictures)) {
      return files.toList();
    }
  }

  private void clear() throws IOException {
    for (Path file : list()) {
      Files.delete(file);
    }
    bad = 0;
  }

  @Test
  void trainingGoesOnWithoutThem() throws IOException {
    Random random = new Random(Property.seed());
    for (int i = 0; i < 120; i++) {
      byte[] file = i % 2 == 0 ? sound.get(i / 2 % sound.size()) : mutant(i, random);
      Files.write(pictures.resolve(i + ".png"), file);
    }
    Path job = Files.writeString(folder.resolve("job.yaml"), config());
    CommandResult trained =
        CommandResult.of("train", job, "--run-dir", folder.resolve("run"), "--threads", "1");
    assertThat(trained.code()).as(trained.err()).isZero();
    assertThat(trained.err()).containsPattern(SKIPPED);
    CommandResult stopped =
        CommandResult.of(
            "train",
            job,
            "--set",
            "data.images.on-bad-image=error",
            "--run-dir",
            folder.resolve("other"));
    assertThat(stopped.code()).isEqualTo(65);
    assertThat(stopped.err()).contains("that cannot be read:").doesNotContain("\tat ");
  }
}
