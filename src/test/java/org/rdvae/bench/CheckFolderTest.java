package org.rdvae.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.rdvae.base.Failure;
import org.rdvae.tensor.TestDevice;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The numbers in a check folder belong together, by a plain reference in double. */
class CheckFolderTest {
  private static final double STEP = 1e-4;
  private static final double LEARNING_RATE = 1e-3;

  @TempDir private Path temporary;

  private Path written(Workload workload, int steps) {
    Path folder = temporary.resolve("check");
    CheckFolder.write(workload.title(), SmallWork.of(workload), steps, TestDevice.CPU, folder);
    return folder;
  }

  private static float[] floats(Path file) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    float[] values = new float[bytes.remaining() / Float.BYTES];
    bytes.asFloatBuffer().get(values);
    return values;
  }

  private static JsonNode work(Path folder) throws IOException {
    return JsonMapper.shared().readTree(Files.readString(folder.resolve("workload.json")));
  }

  private static float[] ofStep(Path file, int step, int steps) throws IOException {
    float[] all = floats(file);
    int size = all.length / steps;
    return Arrays.copyOfRange(all, step * size, (step + 1) * size);
  }

  private static double loss(Path folder, double[] parameters, int step) throws IOException {
    return new PlainMlp(work(folder), parameters)
        .loss(
            ofStep(folder.resolve("inputs.f32"), step, 2),
            ofStep(folder.resolve("noise.f32"), step, 2));
  }

  private static double[] moved(float[] start, float[] along, double factor) {
    double[] moved = new double[start.length];
    for (int i = 0; i < moved.length; i++) {
      moved[i] = start[i] + factor * along[i];
    }
    return moved;
  }

  @Test
  void lossesAndGradientAreThoseOfTheParametersImagesAndNoiseInIt() throws IOException {
    Path folder = written(Workload.MLP, 2);
    float[] start = floats(folder.resolve("parameters.f32"));
    float[] gradient = floats(folder.resolve("rdvae/gradient.f32"));
    List<String> losses = Files.readAllLines(folder.resolve("rdvae/losses.txt"));
    assertThat(losses).hasSize(2);
    double first = Double.parseDouble(losses.get(0));
    assertThat(first).isCloseTo(loss(folder, moved(start, start, 0), 0), within(1e-5 * first));

    // Along the gradient, the loss rises by its squared length.
    double squares = 0;
    for (float value : gradient) {
      squares += (double) value * value;
    }
    double rise =
        loss(folder, moved(start, gradient, STEP), 0)
            - loss(folder, moved(start, gradient, -STEP), 0);
    assertThat(rise / (2 * STEP)).isCloseTo(squares, within(1e-2 * squares));

    // Adam's first step goes the learning rate against the gradient's sign.
    double[] second = new double[start.length];
    for (int i = 0; i < second.length; i++) {
      second[i] = start[i] - LEARNING_RATE * gradient[i] / (Math.abs(gradient[i]) + 1e-8);
    }
    double expected = loss(folder, second, 1);
    assertThat(Double.parseDouble(losses.get(1))).isCloseTo(expected, within(1e-4 * expected));
  }

  @ParameterizedTest
  @EnumSource(Workload.class)
  void filesHaveTheLengthsThatItSays(Workload workload) throws IOException {
    Path folder = written(workload, 3);
    JsonNode work = work(folder);
    int batch = work.get("batch").asInt();
    assertThat(work.get("workload").asString()).isEqualTo(workload.title());
    assertThat(work.get("steps").asInt()).isEqualTo(3);
    assertThat(floats(folder.resolve("inputs.f32")))
        .hasSize(3 * batch * work.get("inputs").asInt());
    assertThat(floats(folder.resolve("noise.f32"))).hasSize(3 * batch * work.get("noise").asInt());
    int size = work.get("size").asInt();
    assertThat(floats(folder.resolve("parameters.f32"))).hasSize(size);
    assertThat(floats(folder.resolve("rdvae/gradient.f32"))).hasSize(size);
    int end = 0;
    for (JsonNode parameter : work.get("parameters")) {
      assertThat(parameter.get("offset").asInt()).isEqualTo(end);
      int length = 1;
      for (JsonNode side : parameter.get("shape")) {
        length *= side.asInt();
      }
      end += length;
    }
    assertThat(end).isEqualTo(size);
    assertThat(Files.readAllLines(folder.resolve("rdvae/losses.txt")))
        .hasSize(3)
        .allSatisfy(line -> assertThat(Double.parseDouble(line)).isPositive());
  }

  @ParameterizedTest
  @EnumSource(
      value = Workload.class,
      names = {"CONV", "CODEC"})
  void theGradientInFloat64IsNearTheOneInFloat32ButNotTheSame(Workload workload)
      throws IOException {
    Path folder = written(workload, 1);
    float[] single = floats(folder.resolve("rdvae/gradient.f32"));
    float[] exact = floats(folder.resolve("exact/gradient.f32"));
    assertThat(exact).isNotEqualTo(single);
    double largest = 0;
    for (float value : exact) {
      largest = Math.max(largest, Math.abs(value));
    }
    for (int i = 0; i < exact.length; i++) {
      assertThat((double) single[i]).isCloseTo(exact[i], within(1e-3 * largest));
    }
  }

  @Test
  void refusesAFolderThatHoldsSomething() throws IOException {
    Path folder = Files.createDirectory(temporary.resolve("full"));
    Files.createFile(folder.resolve("notes.txt"));
    assertThatThrownBy(() -> CheckFolder.write(Workload.CONV, 1, TestDevice.CPU, folder))
        .isInstanceOf(Failure.class)
        .hasMessage("--out: expected a new or empty folder, found files in " + folder)
        .extracting("kind")
        .isEqualTo(Failure.Kind.OUTPUT);
    Path file = folder.resolve("notes.txt");
    assertThatThrownBy(() -> CheckFolder.write(Workload.CONV, 1, TestDevice.CPU, file))
        .isInstanceOf(Failure.class)
        .hasMessage("--out: expected a folder, found the file " + file);
  }
}
