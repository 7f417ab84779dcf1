package org.rdvae.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.rdvae.cli.CommandResult.done;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rdvae.ModelSession;
import org.rdvae.TrainedModel;
import org.rdvae.job.Latents;
import org.rdvae.job.SavedModel;

/**
 * The script and the lines of the page on Python, where there is a Python with NumPy; elsewhere the
 * tests are skipped and say so.
 */
class PythonTest {
  private static final Path MODEL = Path.of("checkpoints/mnist-binary-vae.safetensors");
  private static final Path SCRIPT = Path.of("src/python/rdvae_numpy.py");
  private static final Path PAGE = Path.of("src/site/markdown/python.md");

  /** Of the page: both sides compute in float32 and add up in orders of their own. */
  private static final double TOLERANCE = 1e-5;

  @TempDir private static Path folder;
  private static Path latents;

  private record Ran(int code, String output) {}

  @BeforeAll
  static void encodeSomeDigits() throws Exception {
    boolean hasNumpy;
    try {
      hasNumpy = run("python3", "-c", "import numpy").code == 0;
    } catch (IOException e) {
      hasNumpy = false;
    }
    assumeTrue(
        hasNumpy,
        "skipped: python3 with NumPy is not installed (Debian: apt install python3-numpy)");
    TrainedModel model = TrainedModel.load(MODEL);
    float[][] digits = model.testImages(10_000);
    byte[] idx = new byte[16 + 30 * 784];
    ByteBuffer.wrap(idx).putInt(0x803).putInt(30).putInt(28).putInt(28);
    for (int i = 0; i < 30 * 784; i++) {
      idx[16 + i] = (byte) digits[300 * (i / 784)][i % 784];
    }
    Path images = Files.write(folder.resolve("digits.idx"), idx);
    latents = folder.resolve("latents.safetensors");
    done("encode", MODEL, images, "--out", latents, "--threads", 1);
  }

  @Test
  void theScriptDecodesToTheSameProbabilities() throws Exception {
    float[][] decoded = numpyDecodes();
    Latents read = Latents.read(latents, SavedModel.load(MODEL));
    float[][] z = new float[read.count()][];
    Arrays.setAll(z, i -> Arrays.copyOfRange(read.mean(), i * read.size(), (i + 1) * read.size()));
    try (ModelSession session = TrainedModel.load(MODEL).open(1)) {
      float[][] expected = session.decode(z);
      for (int i = 0; i < expected.length; i++) {
        for (int j = 0; j < 784; j++) {
          assertThat((double) decoded[i][j])
              .as("image %d, pixel %d", i, j)
              .isCloseTo(expected[i][j], within(TOLERANCE));
        }
      }
    }
  }

  @Test
  void theScriptDecodesToTheImagesOfTheCommand() throws Exception {
    Path images = folder.resolve("images");
    done("decode", MODEL, latents, "--out", images, "--threads", 1);
    float[][] decoded = numpyDecodes();
    int different = 0;
    for (int i = 0; i < decoded.length; i++) {
      String name = String.format(Locale.ROOT, "%06d.png", i);
      BufferedImage image = ImageIO.read(images.resolve(name).toFile());
      for (int j = 0; j < 784; j++) {
        int level = image.getRaster().getSample(j % 28, j / 28, 0);
        int difference = Math.abs(level - Math.round(255 * decoded[i][j]));
        assertThat(difference).as("image %d, pixel %d", i, j).isLessThanOrEqualTo(1);
        different += difference;
      }
    }
    // A level differs only where a probability is within the tolerance of a border of two.
    assertThat(different).isLessThan(decoded.length * 784 / 100);
  }

  @Test
  void theScriptShowsWhatFilesHold() throws Exception {
    assertThat(output(script("show", MODEL)))
        .contains("encoder.0.weight                 float32  [784, 400]")
        .contains("rdvae.kind: slim");
    assertThat(output(script("show", latents)))
        .contains("log_stddev                       float32  [30, 40]")
        .contains("rdvae.kind: latents");
  }

  @Test
  void theScriptRefusesWhatIsNoFileOfLatents() throws Exception {
    Ran ran = run(script("decode", MODEL, MODEL, "--out", folder.resolve("no.npy")));
    assertThat(ran.code).isEqualTo(1);
    assertThat(ran.output)
        .contains("expected latents as rdvae encode writes them, found slim")
        .doesNotContain("Traceback");
  }

  /** All of them together, in a folder where the files have the names that the page uses. */
  @Test
  void theLinesOfThePageRun() throws Exception {
    String page = Files.readString(PAGE);
    List<String> blocks = new ArrayList<>();
    for (String block : page.split("```python\n", -1)) {
      blocks.add(block.substring(0, Math.max(0, block.indexOf("```"))));
    }
    String program = String.join("\n", blocks.subList(1, blocks.size()));
    assertThat(program).contains("np.frombuffer").contains("sigmoid").contains("assert");
    Path place = Files.createDirectories(folder.resolve("page/checkpoints"));
    Files.copy(MODEL, place.resolve(MODEL.getFileName()));
    Files.copy(latents, place.resolveSibling("latents.safetensors"));
    Path file = place.resolveSibling("page.py");
    Files.writeString(file, program);
    Process process =
        new ProcessBuilder("python3", "page.py")
            .directory(place.getParent().toFile())
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    assertThat(output).contains("(30, 784)");
  }

  private static float[][] numpyDecodes() throws Exception {
    Path out = folder.resolve("decoded.npy");
    output(script("decode", MODEL, latents, "--out", out));
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(out)).order(ByteOrder.LITTLE_ENDIAN);
    int header = bytes.getShort(8);
    String description = StandardCharsets.US_ASCII.decode(bytes.slice(10, header)).toString();
    assertThat(description).contains("'<f4'", "False", "(30, 784)");
    bytes.position(10 + header);
    float[][] rows = new float[30][784];
    for (float[] row : rows) {
      bytes.slice().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(row);
      bytes.position(bytes.position() + 784 * Float.BYTES);
    }
    return rows;
  }

  private static String[] script(Object... words) {
    List<String> command = new ArrayList<>(List.of("python3", SCRIPT.toString()));
    for (Object word : words) {
      command.add(word.toString());
    }
    return command.toArray(String[]::new);
  }

  private static String output(String... command) throws Exception {
    Ran ran = run(command);
    assertThat(ran.code).as(ran.output).isZero();
    return ran.output;
  }

  private static Ran run(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
    return new Ran(process.exitValue(), output);
  }
}
