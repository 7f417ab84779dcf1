package org.rdvae.bench.peer;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The values from which every runner does the same 100 steps, written by {@code rdvae bench work},
 * and the place for its results.
 *
 * <pre>
 * workload.json    sizes, and name, shape and offset of each parameter
 * parameters.f32   the initial values            float32, little-endian, as all others
 * inputs.f32       [steps, batch, inputs]
 * noise.f32        [steps, batch, noise]
 * RUNNER/gradient.f32   of the first step, in the order of parameters.f32
 * RUNNER/losses.txt     of each step, before its update
 * </pre>
 */
final class CheckFolder {
  private final Path folder;
  private final JsonObject description;
  private final float[] initial;
  private final Map<String, Integer> offsets = new LinkedHashMap<>();

  CheckFolder(Path folder) throws IOException {
    this.folder = folder;
    description =
        JsonParser.parseString(Files.readString(folder.resolve("workload.json"))).getAsJsonObject();
    initial = read("parameters.f32", 0, number("size"));
    for (JsonElement parameter : description.getAsJsonArray("parameters")) {
      JsonObject fields = parameter.getAsJsonObject();
      offsets.put(fields.get("name").getAsString(), fields.get("offset").getAsInt());
    }
  }

  /** Refuses the folder of another workload, and parameters that only one side has. */
  void requireSame(Workload workload, List<Parameter> parameters) {
    String name = description.get("workload").getAsString();
    if (!name.equals(workload.label())
        || number("batch") != workload.batch()
        || number("inputs") != workload.inputs()
        || number("noise") != workload.noise()) {
      throw new IllegalArgumentException(
          folder + ": expected the workload " + workload.label() + ", found " + description);
    }
    List<String> expected = parameters.stream().map(Parameter::name).sorted().toList();
    List<String> found = offsets.keySet().stream().sorted().toList();
    if (!expected.equals(found)) {
      throw new IllegalArgumentException(
          folder + ": expected parameters " + expected + ", found " + found);
    }
  }

  int steps() {
    return number("steps");
  }

  float[] initial(String parameter) {
    int offset = offsets.get(parameter);
    return Arrays.copyOfRange(initial, offset, end(offset));
  }

  float[] images(int step) throws IOException {
    return perStep("inputs.f32", step, number("inputs"));
  }

  float[] noise(int step) throws IOException {
    int noise = number("noise");
    return noise == 0 ? new float[0] : perStep("noise.f32", step, noise);
  }

  Path results(String runner) throws IOException {
    return Files.createDirectories(folder.resolve(runner));
  }

  void writeGradient(Path results, List<Parameter> parameters) throws IOException {
    ByteBuffer bytes =
        ByteBuffer.allocate(initial.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (Parameter parameter : parameters) {
      int offset = offsets.get(parameter.name());
      float[] gradient = parameter.gradient().get();
      if (gradient.length != end(offset) - offset) {
        throw new IllegalArgumentException(
            "%s: expected %d values, found %d"
                .formatted(parameter.name(), end(offset) - offset, gradient.length));
      }
      bytes.asFloatBuffer().put(offset, gradient);
    }
    Files.write(results.resolve("gradient.f32"), bytes.array());
  }

  /** Where the next parameter begins. */
  private int end(int offset) {
    return offsets.values().stream()
        .mapToInt(Integer::intValue)
        .filter(other -> other > offset)
        .min()
        .orElse(initial.length);
  }

  private float[] perStep(String file, int step, int values) throws IOException {
    int length = number("batch") * values;
    return read(file, (long) step * length, length);
  }

  private float[] read(String file, long start, int length) throws IOException {
    try (FileChannel channel = FileChannel.open(folder.resolve(file), StandardOpenOption.READ)) {
      FloatBuffer floats =
          channel
              .map(FileChannel.MapMode.READ_ONLY, start * Float.BYTES, (long) length * Float.BYTES)
              .order(ByteOrder.LITTLE_ENDIAN)
              .asFloatBuffer();
      float[] values = new float[length];
      floats.get(values);
      return values;
    }
  }

  private int number(String field) {
    return description.get(field).getAsInt();
  }
}
