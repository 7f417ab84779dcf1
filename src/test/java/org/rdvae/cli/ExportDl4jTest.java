package org.rdvae.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.rdvae.cli.CommandResult.done;
import static org.rdvae.cli.CommandResult.refused;
import static org.rdvae.cli.CommandResult.saying;

import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rdvae.ModelSession;
import org.rdvae.Posteriors;
import org.rdvae.TrainedModel;
import org.rdvae.base.JavaProcess;
import org.rdvae.data.DataLoader;
import org.rdvae.data.ImageSet;

/** {@code export dl4j} on the kept model, as the documentation shows it. */
class ExportDl4jTest {
  private static final String CHECKPOINT = "checkpoints/mnist-binary-vae.safetensors";
  private static final Path PROGRAM = Path.of("src/test/java/com/example/ExportedDigits.java");
  private static final int IMAGES = 20;
  private static final int PIXELS = 784;

  @TempDir private Path folder;

  @Test
  void plainDeeplearning4jComputesTheSame() throws IOException, InterruptedException {
    Path dl4j = folder.resolve("dl4j");
    CommandResult exported = done("export", "dl4j", CHECKPOINT, "--out", dl4j);
    assertThat(exported.err())
        .contains(
            dl4j.resolve("encoder.zip")
                + ": input image [n, 28, 28, 1] or [n, 784],"
                + " output posterior.mean [n, 40], output posterior.log-stddev [n, 40]\n",
            dl4j.resolve("decoder.zip")
                + ": input z [n, 40], output image [n, 784], output likelihood.logits [n, 784]\n");
    float[][] digits = digits();
    Path in = Files.write(folder.resolve("images"), bytes(digits));
    Path out = folder.resolve("results");

    assertThat(plainJava(dl4j, in, IMAGES, out)).contains("without rdvae");

    float[] found = floats(Files.readAllBytes(out));
    try (ModelSession session = TrainedModel.load(Path.of(CHECKPOINT)).open(1)) {
      Posteriors posteriors = session.encode(digits);
      float[] expected =
          floats(
              bytes(posteriors.mean(), posteriors.logStddev(), session.decode(posteriors.mean())));
      assertThat(found).containsExactly(expected, within(2e-5f));
    }
  }

  private static float[][] digits() {
    ImageSet test = (ImageSet) DataLoader.embedded().test();
    float[][] digits = new float[IMAGES][PIXELS];
    for (int image = 0; image < IMAGES; image++) {
      for (int i = 0; i < PIXELS; i++) {
        digits[image][i] = test.pixel(image, i);
      }
    }
    return digits;
  }

  /** Runs the example with the libraries alone; rdvae's classes lie in folders. */
  private String plainJava(Object... arguments) {
    String libraries =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(entry -> Path.of(entry).getFileName().toString().matches("(?!rdvae).*[.]jar"))
            .collect(Collectors.joining(File.pathSeparator));
    return JavaProcess.of(List.of("-Xmx512m", "-cp", libraries), PROGRAM.toString(), arguments)
        .output();
  }

  private static byte[] bytes(float[][]... arrays) {
    int values = Arrays.stream(arrays).mapToInt(rows -> rows.length * rows[0].length).sum();
    ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * values);
    for (float[][] rows : arrays) {
      for (float[] row : rows) {
        for (float value : row) {
          bytes.putFloat(value);
        }
      }
    }
    return bytes.array();
  }

  private static float[] floats(byte[] bytes) {
    float[] values = new float[bytes.length / Float.BYTES];
    ByteBuffer.wrap(bytes).asFloatBuffer().get(values);
    return values;
  }

  /** The page's program is the one that the test above runs. */
  @Test
  void thePageShowsWhatIsRun() throws IOException {
    String page = Files.readString(Path.of("src/site/markdown/dl4j.md"));
    String program = withoutSpace(Files.readString(PROGRAM));
    String shown = page.substring(page.indexOf("```java") + 7);
    assertThat(program).contains(withoutSpace(shown.substring(0, shown.indexOf("```"))));
    String command = "./rdvae export dl4j " + CHECKPOINT + " --out dl4j";
    assertThat(page).contains(command);
    assertThat(Files.readString(Path.of("README.md"))).contains(command);
  }

  private static String withoutSpace(String text) {
    return text.replaceAll("\\s+", "");
  }

  @Test
  void writesOverNothingUnlessTold() throws IOException {
    Path decoder = Files.writeString(folder.resolve("decoder.zip"), "mine");
    refused(
        73,
        saying(decoder.toString(), "exists already; add --force"),
        "export",
        "dl4j",
        CHECKPOINT,
        "--out",
        folder);
    assertThat(folder.resolve("encoder.zip")).doesNotExist();
    assertThat(decoder).hasContent("mine");
    done("export", "dl4j", CHECKPOINT, "--out", folder, "--force");
    assertThat(Files.size(decoder)).isGreaterThan(1_000_000);
  }
}
