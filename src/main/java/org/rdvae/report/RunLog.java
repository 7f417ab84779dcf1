package org.rdvae.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.rdvae.base.Failure;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a run left in its folder until now: it may be going on, may have been killed, or may be of
 * an older version that wrote less.
 *
 * @param evaluation of the best model on the test images, once there is one
 * @param starts where it was begun, and then where it was resumed
 * @param pictures by kind and epoch
 */
public record RunLog(
    Path folder,
    MetricLines metrics,
    MetricLines timing,
    Optional<JsonNode> evaluation,
    List<RunLog.Start> starts,
    List<RunLog.Picture> pictures) {
  private static final Pattern RESUMED = Pattern.compile("provenance-from-step-(\\d{1,18})\\.json");
  private static final Pattern PICTURE = Pattern.compile("(.+)-epoch-(\\d{1,9})\\.png");

  /** The circumstances of a beginning. */
  record Start(long step, Map<String, String> values) {}

  /** A picture that the run drew. */
  record Picture(String kind, int epoch, Path file) {}

  /**
   * Reads the folder of a run.
   *
   * @throws Failure MISSING_PATH if it is none
   */
  public static RunLog read(Path folder) {
    require(folder);
    return new RunLog(
        folder,
        MetricLines.read(folder.resolve("metrics.jsonl")),
        MetricLines.read(folder.resolve("timing.jsonl")),
        object(RunFolder.evaluation(folder)),
        starts(folder),
        pictures(RunFolder.samples(folder)));
  }

  private static void require(Path folder) {
    String found = null;
    if (!Files.exists(folder)) {
      found = "nothing of that name";
    } else if (!Files.isDirectory(folder)) {
      found = "a file";
    } else if (Files.exists(folder.resolve("sweep.json"))) {
      found = "a sweep; its runs are the folders seed-N inside";
    } else if (!Files.isRegularFile(config(folder))) {
      found = "none";
    }
    if (found != null) {
      throw new Failure(
          Failure.Kind.MISSING_PATH,
          folder
              + ": expected the folder of a run, with config.yaml and metrics.jsonl as rdvae train"
              + " leaves them, found "
              + found
              + ".");
    }
  }

  /** The config that a run wrote into its folder. */
  public static Path config(Path folder) {
    return folder.resolve("config.yaml");
  }

  /** Something else in its place, or a damaged file, is as good as none. */
  private static Optional<JsonNode> object(Path file) {
    try {
      return Files.exists(file)
          ? Optional.ofNullable(JsonMapper.shared().readTree(Files.readAllBytes(file)))
              .filter(JsonNode::isObject)
          : Optional.empty();
    } catch (JacksonException | IOException e) {
      return Optional.empty();
    }
  }

  private static List<Start> starts(Path folder) {
    List<Start> starts = new ArrayList<>();
    for (Path file : files(folder)) {
      String name = file.getFileName().toString();
      Matcher resumed = RESUMED.matcher(name);
      if (name.equals("provenance.json") || resumed.matches()) {
        long step = resumed.matches() ? Long.parseLong(resumed.group(1)) : 0;
        Map<String, String> values = new LinkedHashMap<>();
        object(file)
            .ifPresent(
                node ->
                    node.properties()
                        .forEach(
                            value -> values.put(value.getKey(), value.getValue().asString(""))));
        starts.add(new Start(step, values));
      }
    }
    starts.sort(Comparator.comparingLong(Start::step));
    return List.copyOf(starts);
  }

  private static List<Picture> pictures(Path samples) {
    List<Picture> pictures = new ArrayList<>();
    for (Path file : files(samples)) {
      Matcher name = PICTURE.matcher(file.getFileName().toString());
      if (name.matches()) {
        pictures.add(new Picture(name.group(1), Integer.parseInt(name.group(2)), file));
      }
    }
    pictures.sort(Comparator.comparing(Picture::kind).thenComparingInt(Picture::epoch));
    return List.copyOf(pictures);
  }

  private static List<Path> files(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    } catch (IOException e) {
      throw new Failure(
          Failure.Kind.INPUT_OUTPUT, folder + " cannot be read: " + e.getMessage(), e);
    }
  }

  /** Its last name, which is how people call it. */
  String name() {
    Path name = folder.toAbsolutePath().normalize().getFileName();
    return name == null ? folder.toString() : name.toString();
  }

  MetricLines train() {
    return metrics.ofType("train");
  }

  MetricLines validation() {
    return metrics.ofType("validation");
  }

  /** The furthest step that was measured. */
  long steps() {
    return metrics.lines().stream().mapToLong(line -> line.get("step").asLong()).max().orElse(0);
  }

  /** Epochs that were validated. */
  int epochs() {
    return validation().last().map(line -> line.path("epoch").asInt(0)).orElse(0);
  }

  /** Of the training, as far as it was timed. */
  double seconds() {
    return timing.lines().stream().mapToDouble(line -> line.path("seconds").asDouble(0)).sum();
  }

  /** Images a second over all of it; NaN if nothing was timed. */
  double imagesPerSecond() {
    double images =
        timing.lines().stream()
            .mapToDouble(
                line ->
                    line.path("seconds").asDouble(0) * line.path("images_per_second").asDouble(0))
            .sum();
    return seconds() > 0 ? images / seconds() : Double.NaN;
  }

  /** Rates of single latent variables on the test images; empty where they are not known. */
  double[] testRates() {
    JsonNode rates = evaluation.map(found -> found.path("rate_by_latent")).orElse(null);
    boolean known = rates != null && rates.valueStream().allMatch(JsonNode::isNumber);
    return known ? rates.valueStream().mapToDouble(JsonNode::asDouble).toArray() : new double[0];
  }
}
