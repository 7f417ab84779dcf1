package org.rdvae.job;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.rdvae.base.Failure;
import org.rdvae.config.ConfigReader;
import org.rdvae.config.Job;
import org.rdvae.data.DataLoader;
import org.rdvae.data.DataSettings;
import org.rdvae.data.ExampleSet;
import org.rdvae.data.ReadingProgress;
import org.rdvae.data.Remedy;
import org.rdvae.data.Splits;
import org.rdvae.data.TrainingBatches;
import org.rdvae.network.FeatureShape;

/**
 * The runs of a sweep: every combination of the varied settings' values, the last setting changing
 * fastest, with every seed.
 *
 * @param keys the varied settings
 * @param seeds from the config's own on
 */
public record SweepPlan(List<String> keys, List<Variant> variants, List<Long> seeds) {
  private static final int MOST_RUNS = 10_000;
  private static final int LONGEST_NAME = 80;

  /**
   * One combination.
   *
   * @param folder telling name, different for each
   * @param values of the keys
   * @param jobs one for each seed
   */
  public record Variant(String folder, List<String> values, List<Job> jobs) {}

  /**
   * Reads every job of the sweep from one config.
   *
   * @param sets overrides for all of them
   * @throws Failure USAGE if a setting is varied twice or there are too many runs, BAD_CONFIG with
   *     all problems of all jobs
   */
  public static SweepPlan read(
      Path config, List<String> sets, List<VariedSetting> varied, int seedCount) {
    check(varied, seedCount);
    List<List<String>> combinations = combinations(varied);
    long first = firstSeed(config, changes(sets, varied, combinations.get(0)));
    List<Long> seeds = LongStream.range(first, first + seedCount).boxed().toList();
    Set<String> problems = new LinkedHashSet<>();
    List<Variant> variants = new ArrayList<>();
    for (List<String> values : combinations) {
      List<Job> jobs = new ArrayList<>();
      for (long seed : seeds) {
        List<String> changes = changes(sets, varied, values);
        changes.add("seed=" + seed);
        try {
          jobs.add(ConfigReader.read(config, changes));
        } catch (Failure e) {
          problems.addAll(problemsIn(e));
        }
      }
      variants.add(new Variant(folder(variants.size(), varied, values), values, jobs));
    }
    if (!problems.isEmpty()) {
      throw new Failure(Failure.Kind.BAD_CONFIG, String.join("\n", problems));
    }
    return new SweepPlan(
        varied.stream().map(VariedSetting::key).toList(), List.copyOf(variants), seeds);
  }

  private static void check(List<VariedSetting> varied, int seedCount) {
    long runs = seedCount;
    Set<String> keys = new LinkedHashSet<>();
    for (VariedSetting setting : varied) {
      if (!keys.add(setting.key())) {
        throw new Failure(
            Failure.Kind.USAGE,
            "--vary: " + setting.key() + " is varied twice; give all values at once");
      }
      runs = Math.min(Integer.MAX_VALUE, runs * setting.values().size());
    }
    if (runs > MOST_RUNS) {
      throw new Failure(
          Failure.Kind.USAGE,
          String.format(
              Locale.ROOT,
              "Expected a sweep of at most %,d runs, found %,d: every combination of the varied"
                  + " settings with every seed",
              MOST_RUNS,
              runs));
    }
  }

  private static List<String> changes(
      List<String> sets, List<VariedSetting> varied, List<String> values) {
    List<String> changes = new ArrayList<>(sets);
    for (int i = 0; i < varied.size(); i++) {
      changes.add(varied.get(i).key() + "=" + values.get(i));
    }
    return changes;
  }

  /** The config alone may lack what is varied, so it is read as the first combination has it. */
  private static long firstSeed(Path config, List<String> changes) {
    try {
      return ConfigReader.read(config, changes).seed();
    } catch (Failure e) {
      // Any seed will do to find these problems, and those of the other combinations, again.
      problemsIn(e);
      return 1;
    }
  }

  private static List<String> problemsIn(Failure failure) {
    if (failure.kind() != Failure.Kind.BAD_CONFIG) {
      throw failure;
    }
    return failure.getMessage().lines().toList();
  }

  private static List<List<String>> combinations(List<VariedSetting> varied) {
    List<List<String>> combinations = List.of(List.of());
    for (VariedSetting setting : varied) {
      List<List<String>> longer = new ArrayList<>();
      for (List<String> combination : combinations) {
        for (String value : setting.values()) {
          List<String> more = new ArrayList<>(combination);
          more.add(value);
          longer.add(more);
        }
      }
      combinations = longer;
    }
    return combinations;
  }

  /** Such as {@code 02-size=20,batch=50}: the number makes it unique, whatever is left out. */
  private static String folder(int number, List<VariedSetting> varied, List<String> values) {
    StringBuilder name = new StringBuilder();
    for (int i = 0; i < values.size(); i++) {
      name.append(i == 0 ? "" : ",").append(varied.get(i).shortKey()).append('=');
      name.append(values.get(i).replaceAll("[^A-Za-z0-9.+-]+", "_"));
    }
    if (varied.isEmpty()) {
      name.append("as-configured");
    }
    name.setLength(Math.min(name.length(), LONGEST_NAME));
    return String.format(Locale.ROOT, "%02d-%s", number + 1, name);
  }

  /** Of a run, relative to the sweep's folder. */
  String runFolder(int variant, int seed) {
    return variants.get(variant).folder() + "/seed-" + seeds.get(seed);
  }

  /** Number of runs. */
  public int runs() {
    return variants.size() * seeds.size();
  }

  /**
   * Reads the images of all jobs, checks that they fill a batch and lays out their models, so that
   * no run fails at its beginning after hours of others. Touches no native library.
   */
  void checkData(ReadingProgress progress) {
    Map<DataSettings, Training> sets = new HashMap<>();
    for (Variant variant : variants) {
      Job job = variant.jobs().get(0);
      Training set = sets.computeIfAbsent(job.data(), data -> Training.of(data, progress));
      TrainingBatches.requireFitting(job.training().batch(), set.count(), set.things());
      ImageSizes.architecture(job.model(), set.shape(), Failure.Kind.BAD_CONFIG, "");
      if (job.model().classes() > 0) {
        ClassLabels.require(set.name(), set.things(), set.largestLabel(), job.model().classes());
      }
    }
  }

  /** What the check keeps of a set: the images of several may not fit into memory. */
  private record Training(
      String name, FeatureShape shape, int count, String things, OptionalInt largestLabel) {
    static Training of(DataSettings settings, ReadingProgress progress) {
      Splits data = DataLoader.load(settings, progress, Remedy.SETTINGS);
      ExampleSet train = data.train();
      return new Training(
          data.name(),
          ImageSizes.of(train),
          train.count(),
          train.things(),
          Stream.of(train, data.validation(), data.test())
              .flatMapToInt(part -> ClassLabels.largest(part).stream())
              .max());
    }
  }
}
