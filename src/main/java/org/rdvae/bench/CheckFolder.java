package org.rdvae.bench;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.rdvae.base.Failure;
import org.rdvae.network.Initializer;
import org.rdvae.network.ParameterLayout;
import org.rdvae.network.ParameterSpec;
import org.rdvae.tensor.Device;
import tools.jackson.databind.json.JsonMapper;

/**
 * The first steps of a work in files, for other programs to repeat them and to be compared with us.
 *
 * <pre>
 * workload.json        sizes; names, shapes and offsets of the parameters
 * parameters.f32       their values at the start, one flat vector
 * inputs.f32           [steps, batch, values], images row-major (height, width, channels)
 * noise.f32            [steps, batch, values]
 * rdvae/gradient.f32   of the first step, in the parameters' order
 * rdvae/losses.txt     a line for each step, before its update
 * exact/gradient.f32   of the first step in float64, then rounded; only of plain autoencoders
 * </pre>
 *
 * <p>Numbers are little-endian float32 without a header.
 */
public final class CheckFolder {
  private static final String RUNNER = "rdvae";
  private static final String GRADIENT = "gradient.f32";

  private CheckFolder() {}

  /**
   * Makes the folder, which must not exist yet or be empty, and everything in it.
   *
   * @throws Failure of kind OUTPUT if it cannot be made
   */
  public static void write(Workload workload, int steps, Device device, Path folder) {
    write(workload.title(), workload.work(), steps, device, folder);
  }

  static void write(String title, Work work, int steps, Device device, Path folder) {
    Path results = folder.resolve(RUNNER);
    try (CheckedTraining training = CheckedTraining.of(work, device)) {
      requireEmpty(folder);
      Files.createDirectories(results);
      Files.writeString(folder.resolve("workload.json"), json(title, work, steps, training));
      ParameterLayout layout = training.layout();
      write(
          folder.resolve("parameters.f32"), Initializer.initialValues(layout, BenchSettings.SEED));
      StringBuilder losses = new StringBuilder();
      float[] gradient;
      try (OutputStream inputs = Files.newOutputStream(folder.resolve("inputs.f32"));
          OutputStream noises = Files.newOutputStream(folder.resolve("noise.f32"))) {
        gradient =
            training.run(
                steps,
                (images, noise, loss) -> {
                  append(inputs, images);
                  append(noises, noise);
                  losses.append(loss).append('\n');
                });
      }
      write(results.resolve(GRADIENT), gradient);
      Optional<float[]> exact = training.exactGradient();
      if (exact.isPresent()) {
        Path folderOfExact = Files.createDirectories(folder.resolve("exact"));
        write(folderOfExact.resolve(GRADIENT), exact.get());
      }
      Files.writeString(results.resolve("losses.txt"), losses, StandardCharsets.US_ASCII);
    } catch (IOException | UncheckedIOException e) {
      throw new Failure(
          Failure.Kind.OUTPUT, "The folder " + folder + " cannot be written: " + e, e);
    }
  }

  private static void requireEmpty(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    if (!Files.isDirectory(folder)) {
      throw new Failure(Failure.Kind.OUTPUT, "--out: expected a folder, found the file " + folder);
    }
    try (var files = Files.list(folder)) {
      if (files.findAny().isPresent()) {
        throw new Failure(
            Failure.Kind.OUTPUT, "--out: expected a new or empty folder, found files in " + folder);
      }
    }
  }

  private static String json(String title, Work work, int steps, CheckedTraining training) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("workload", title);
    values.put("batch", work.batch());
    values.put("steps", steps);
    values.put("inputs", work.image().size());
    values.put("noise", training.noiseValues());
    ParameterLayout layout = training.layout();
    values.put(
        "parameters",
        layout.parameters().stream().map(parameter -> json(parameter, layout)).toList());
    values.put("size", layout.size());
    return JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(values) + "\n";
  }

  private static Map<String, Object> json(ParameterSpec parameter, ParameterLayout layout) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("name", parameter.name());
    values.put("shape", List.copyOf(parameter.shape()));
    values.put("offset", layout.offset(parameter.name()));
    return values;
  }

  private static void write(Path file, float[] values) throws IOException {
    Files.write(file, bytes(values));
  }

  private static void append(OutputStream file, float[] values) {
    try {
      file.write(bytes(values));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] bytes(float[] values) {
    ByteBuffer bytes =
        ByteBuffer.allocate(Float.BYTES * values.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    return bytes.array();
  }
}
