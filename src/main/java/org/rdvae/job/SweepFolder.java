package org.rdvae.job;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.rdvae.base.Failure;
import org.rdvae.checkpoint.AtomicFile;
import org.rdvae.checkpoint.Folders;
import org.rdvae.config.ConfigReader;
import org.rdvae.config.ConfigWriter;
import org.rdvae.config.Job;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The folder of a sweep, which belongs to one plan for good.
 *
 * <pre>
 * sweep.json         the plan                       table.md        the variants compared, to be read
 * VARIANT/seed-N/    the run folders                table.csv       the same with all digits
 *                                                   results.jsonl   every run's evaluation
 * </pre>
 */
final class SweepFolder {
  private static final String PLAN = "sweep.json";
  private static final String SEEDS = "seeds";
  private static final String VARIANTS = "variants";
  private static final String FOLDER = "folder";
  private static final String CONFIG = "config";

  private SweepFolder() {}

  /**
   * Makes sure that the folder is this plan's, or can become it.
   *
   * @throws Failure OUTPUT if the folder holds another sweep or something else
   */
  static void check(Path folder, SweepPlan plan) {
    Path file = folder.resolve(PLAN);
    if (Files.exists(file)) {
      requireSame(file, plan);
    } else if (Files.isDirectory(folder)) {
      requireEmpty(folder);
    }
  }

  /** Makes the folder of a plan, unless it was made before. */
  static void begin(Path folder, SweepPlan plan) {
    Folders.make(folder);
    Path file = folder.resolve(PLAN);
    if (!Files.exists(file)) {
      AtomicFile.write(file, out -> out.write(describe(plan).getBytes(StandardCharsets.UTF_8)));
    }
  }

  private static void requireEmpty(Path folder) {
    try (Stream<Path> entries = Files.list(folder)) {
      if (entries.anyMatch(entry -> !isLeftover(entry))) {
        throw new Failure(
            Failure.Kind.OUTPUT,
            folder + " is not empty and holds no sweep; expected a new folder or that of a sweep.");
      }
    } catch (IOException e) {
      throw new Failure(
          Failure.Kind.OUTPUT, "The folder " + folder + " cannot be used: " + e.getMessage(), e);
    }
  }

  /** A plan that a killed process had not yet given its name. */
  private static boolean isLeftover(Path entry) {
    String name = entry.getFileName().toString();
    return name.startsWith("." + PLAN) && name.endsWith(".tmp");
  }

  private static String describe(SweepPlan plan) {
    List<Map<String, Object>> variants = new ArrayList<>();
    for (SweepPlan.Variant variant : plan.variants()) {
      Map<String, Object> values = new LinkedHashMap<>();
      values.put(FOLDER, variant.folder());
      values.put("values", variant.values());
      values.put(CONFIG, ConfigWriter.plain(variant.jobs().get(0)));
      variants.add(values);
    }
    Map<String, Object> description = new LinkedHashMap<>();
    description.put("keys", plan.keys());
    description.put(SEEDS, plan.seeds());
    description.put(VARIANTS, variants);
    return JsonMapper.shared()
        .writerWithDefaultPrettyPrinter()
        .writeValueAsString(description)
        .concat("\n");
  }

  private static void requireSame(Path file, SweepPlan plan) {
    JsonNode saved = read(file);
    require(file, "seeds", texts(saved.path(SEEDS)), texts(plan.seeds()));
    require(
        file,
        "variants",
        saved.path(VARIANTS).valueStream().map(node -> node.path(FOLDER).asString("")).toList(),
        plan.variants().stream().map(SweepPlan.Variant::folder).toList());
    for (int i = 0; i < plan.variants().size(); i++) {
      SweepPlan.Variant variant = plan.variants().get(i);
      String config = saved.path(VARIANTS).path(i).path(CONFIG).asString("");
      Job before = jobOf(config, file);
      Job now = variant.jobs().get(0);
      if (!now.equals(before)) {
        throw another(
            file,
            " In "
                + variant.folder()
                + ":"
                + TextDifference.of(ConfigWriter.plain(before), ConfigWriter.plain(now)));
      }
    }
  }

  private static JsonNode read(Path file) {
    try {
      return JsonMapper.shared().readTree(Files.readString(file));
    } catch (JacksonException e) {
      throw damaged(file, e);
    } catch (IOException e) {
      throw new Failure(Failure.Kind.INPUT_OUTPUT, file + " cannot be read: " + e.getMessage(), e);
    }
  }

  private static Job jobOf(String config, Path file) {
    try {
      return ConfigReader.parseResolved(config, file + " (config)");
    } catch (Failure e) {
      throw damaged(file, e);
    }
  }

  private static Failure damaged(Path file, Exception cause) {
    return new Failure(
        Failure.Kind.BAD_DATA,
        file + ": expected the plan of a sweep as rdvae sweep writes it, found something else.",
        cause);
  }

  private static List<String> texts(JsonNode list) {
    return list.valueStream().map(JsonNode::asString).toList();
  }

  private static List<String> texts(List<Long> numbers) {
    return numbers.stream().map(String::valueOf).toList();
  }

  private static void require(Path file, String what, List<String> before, List<String> now) {
    if (!now.equals(before)) {
      throw another(
          file,
          String.format(
              Locale.ROOT,
              "\n  was: %s %s%n  now: %s %s",
              what,
              String.join(" ", before),
              what,
              String.join(" ", now)));
    }
  }

  private static Failure another(Path file, String difference) {
    return new Failure(
        Failure.Kind.OUTPUT,
        file.getParent()
            + " holds another sweep; the same command goes on with it, another one needs another"
            + " --out."
            + difference);
  }
}
