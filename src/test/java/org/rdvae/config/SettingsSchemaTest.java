package org.rdvae.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rdvae.config.ConfigText.LEAST;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rdvae.base.GeneratedFile;
import org.rdvae.distribution.Likelihood;
import org.rdvae.distribution.Prior;
import org.rdvae.network.LayerSpec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class SettingsSchemaTest {
  private static final Path FILE = Path.of("configs", SettingsSchema.FILE);

  /** What {@code ./rdvae config schema} prints. */
  @Test
  void theFileIsWhatTheSettingsSay() throws IOException {
    GeneratedFile.require(FILE, SettingsSchema.json());
  }

  @Test
  void itIsASchemaOfDraft07() {
    JsonNode schema = JsonMapper.shared().readTree(SettingsSchema.json());
    assertThat(schema.get("$schema").asString())
        .isEqualTo("http://json-schema.org/draft-07/schema#");
    assertThat(ConfigSchema.problemsOfSchema(schema)).isEmpty();
  }

  static List<Path> configs() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("configs"))) {
      return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("configs")
  void everyShippedConfigIsValidAndNamesTheSchema(Path config) throws IOException {
    String text = Files.readString(config);
    assertThat(ConfigSchema.problems(text)).isEmpty();
    assertThat(text).startsWith(Recipes.EDITOR_LINE + SettingsSchema.FILE + "\n");
  }

  /** With every setting written out. */
  @ParameterizedTest
  @ValueSource(strings = {"quickstart", "mnist-binary-vae", "photo"})
  void everyResolvedConfigIsValid(String recipe) {
    TrainingJob job = ConfigReader.parseResolvedTraining(Recipes.text(recipe), recipe);
    assertThat(ConfigSchema.problems(ConfigWriter.plain(job))).isEmpty();
    assertThat(ConfigSchema.problems(ConfigWriter.commented(job))).isEmpty();
  }

  static List<String> examples() throws IOException {
    List<Path> pages = new ArrayList<>(List.of(Path.of("README.md")));
    try (Stream<Path> files = Files.list(Path.of("src/site/markdown"))) {
      files.filter(file -> file.toString().endsWith(".md")).sorted().forEach(pages::add);
    }
    List<String> examples = new ArrayList<>();
    for (Path page : pages) {
      Matcher block = Pattern.compile("(?ms)^```yaml\n(.*?)^```").matcher(Files.readString(page));
      while (block.find()) {
        examples.add(block.group(1));
      }
    }
    assertThat(examples).hasSizeGreaterThan(5);
    return examples;
  }

  /** Examples show the part that they are about; the rest is the least that there must be. */
  @ParameterizedTest
  @MethodSource("examples")
  void everyExampleOfThePagesIsValid(String text) {
    Map<String, Object> example = map(ConfigSchema.parsed(text));
    List<String> sections = SettingType.group(Job.class).keys();
    boolean ofTheModel = !sections.containsAll(example.keySet()) && !example.containsKey("codec");
    Map<String, Object> shown = ofTheModel ? Map.of("model", example) : example;
    Object config =
        shown.containsKey("codec") ? shown : merged(map(ConfigSchema.parsed(LEAST)), shown);
    assertThat(ConfigSchema.problems(config)).isEmpty();
  }

  private static Map<String, Object> merged(Map<String, Object> under, Map<String, Object> over) {
    Map<String, Object> result = new LinkedHashMap<>(under);
    over.forEach(
        (key, value) -> {
          boolean both = value instanceof Map && under.get(key) instanceof Map;
          result.put(key, both ? merged(map(under.get(key)), map(value)) : value);
        });
    return result;
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> map(Object value) {
    return (Map<String, Object>) value;
  }

  /** To a schema a number is a number, however it is written. */
  private static final Set<String> SPELLINGS =
      Set.of("1e3", "10.0", "010", "0x10", ".nan", ".inf", "1e999", "True");

  /** The mistakes of {@link ConfigReaderTest}, and what the reader wants instead. */
  static Stream<String[]> mistakes() throws NoSuchMethodException {
    CsvSource table =
        ConfigReaderTest.class
            .getDeclaredMethod("refusesAWrongValue", String.class, String.class, String.class)
            .getAnnotation(CsvSource.class);
    return Stream.of(table.value())
        .map(line -> line.split(" \\| ", 3))
        .filter(line -> SPELLINGS.stream().noneMatch(line[1]::contains));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("mistakes")
  void refusesWhatTheReaderRefuses(String path, String value) {
    Object wrong = map(ConfigSchema.parsed("x: " + value)).get("x");
    List<String> keys = List.of(path.split("\\."));
    for (int i = keys.size() - 1; i >= 0; i--) {
      wrong = new LinkedHashMap<>(Collections.singletonMap(keys.get(i), wrong));
    }
    Map<String, Object> least = map(ConfigSchema.parsed(LEAST));
    assertThat(ConfigSchema.problems(least)).isEmpty();
    assertThat(ConfigSchema.problems(merged(least, map(wrong)))).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sed: 3",
        "training: {epoch: 3}",
        "training: {schedule: {constant: {quux: 1}}}",
        "training: {optimizer: {adam: {learning-rat: 1e-3}}}",
        "training: {optimizer: {adam: {}, momentum: {}}}",
        "training: {schedule: steps}",
        "model: {latent: {size: 2}, encoder: []}",
        "model: {encoder: [], decoder: []}",
        "seed: 1",
        "codec: {}",
        "codec: {analysis: [divisive-normalizatoin]}"
      })
  void refusesUnknownMissingAndDoubleKeys(String text) {
    boolean whole = text.startsWith("model") || text.startsWith("seed") || text.startsWith("codec");
    assertThat(ConfigSchema.problems(whole ? text : LEAST + text)).isNotEmpty();
  }

  @Test
  void takesTheShortForms() {
    assertThat(
            ConfigSchema.problems(
                "model: {latent: {size: 2}, encoder: [flatten, {flatten: {}}], decoder: [],"
                    + " likelihood: bernoulli, prior: {vamp: {}}}\n"
                    + "training: {optimizer: momentum, schedule: cosine}\n"
                    + "data: {path: 2024, limit: 5}\n"))
        .isEmpty();
  }

  /** By name alone is allowed exactly where the reader allows it. */
  @ParameterizedTest
  @ValueSource(classes = {LayerSpec.class, Likelihood.class, Prior.class})
  void aBareNameIsAllowedWhereNothingMustBeGiven(Class<?> kind) {
    for (String name : new SettingType.Union(kind).choices().keySet()) {
      String text =
          kind == LayerSpec.class
              ? LEAST.replace("encoder: []", "encoder: [" + name + "]")
              : LEAST.replace(
                  "[]}",
                  "[], " + kind.getSimpleName().toLowerCase(Locale.ROOT) + ": " + name + "}");
      Problems problems = new Problems(Place.onCommandLine(text));
      SettingType.Group job = SettingType.group(Job.class);
      Value value =
          ValueReader.read(text, YamlPlaces.all(Place.onCommandLine(text)), problems).orElseThrow();
      boolean taken = new Binder(job, problems, false).bind(job, value, Range.ALL, "") != null;
      // A graph needs one of two settings, which only its own class knows.
      if (!name.equals("dl4j-graph")) {
        assertThat(ConfigSchema.problems(text).isEmpty()).as(text).isEqualTo(taken);
      }
    }
  }

  @Test
  void everyDefaultIsValidWhereItStands() {
    JsonNode schema = JsonMapper.shared().readTree(SettingsSchema.json());
    List<ObjectNode> withDefault = new ArrayList<>();
    schema.findParents("default").forEach(node -> withDefault.add((ObjectNode) node.deepCopy()));
    assertThat(withDefault.size()).isGreaterThan(100);
    for (ObjectNode setting : withDefault) {
      setting.set("definitions", schema.get("definitions"));
      assertThat(setting.get("description").asString()).isNotBlank();
      assertThat(ConfigSchema.problems(setting, setting.get("default")))
          .as(setting.get("description").asString())
          .isEmpty();
    }
  }
}
