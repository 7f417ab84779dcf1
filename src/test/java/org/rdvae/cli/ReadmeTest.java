package org.rdvae.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.rdvae.cli.CommandResult.done;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.Model.CommandSpec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the README and the card promise, in small: the quick start's config, the kept model's
 * numbers, and the table of commands.
 */
class ReadmeTest {
  /** A command's name and, where it has some, its own commands; then everything else it takes. */
  private static final Pattern ROW =
      Pattern.compile("(?m)^\\| `([a-z-]+)(?: ([a-z0-9|-]+))?([^`]*)` \\|");

  private static final Pattern OPTION = Pattern.compile("--[a-z-]+");

  @TempDir private Path folder;

  /**
   * 2,000 images and 8 epochs instead of 50,000 and 20. Every pixel at its own mean, without latent
   * variables, would cost 206 nats.
   */
  @Test
  void theQuickStartLearnsDigits() throws IOException {
    Path run = folder.resolve("quickstart");
    done(
        "train",
        "configs/quickstart.yaml",
        "--set",
        "data.limit=2000",
        "--set",
        "training.epochs=8",
        "--set",
        "evaluation.importance-samples=5",
        "--run-dir",
        run,
        "--threads",
        "1");
    JsonNode evaluation =
        JsonMapper.shared().readTree(Files.readString(run.resolve("evaluation.json")));
    assertThat(evaluation.get("elbo").asDouble()).isGreaterThan(-150);
    assertThat(evaluation.get("rate").asDouble()).isGreaterThan(5);
    assertThat(run.resolve("samples/samples-epoch-00008.png")).isNotEmptyFile();
  }

  /**
   * The ELBO that the card gives, with a single sample of each test image: its noise over 10,000
   * images is some 0.05 nats.
   */
  @Test
  void theKeptModelHasTheBoundOfItsCard() throws IOException {
    Path model = Path.of("checkpoints/mnist-binary-vae.safetensors");
    JsonNode json =
        JsonMapper.shared()
            .readTree(
                done("evaluate", model, "--importance-samples", "1", "--threads", "1", "--json")
                    .out());
    double elbo = json.get("elbo").asDouble();
    assertThat(elbo).isCloseTo(-96.15, within(0.25));
    assertThat(Files.readString(Path.of("checkpoints/mnist-binary-vae.md")))
        .contains(json.get("model").asString());
    assertThat(Files.readString(Path.of("README.md"))).contains("-96.15");
  }

  @Test
  void theTableHasEveryCommandAndNoOther() throws IOException {
    Map<String, Set<String>> commands = new TreeMap<>();
    subcommands(CommandSpec.forAnnotatedObject(Main.class))
        .forEach((name, command) -> commands.put(name, new TreeSet<>(names(command))));
    Map<String, Set<String>> shown = new TreeMap<>();
    for (MatchResult row : rows()) {
      shown
          .computeIfAbsent(row.group(1), name -> new TreeSet<>())
          .addAll(row.group(2) == null ? List.of() : List.of(row.group(2).split("\\|")));
    }
    // The words of a choice, such as the shells of completion, are no commands.
    shown.forEach((name, words) -> words.retainAll(isGroup(commands, name) ? words : List.of()));
    assertThat(shown).isEqualTo(commands);
  }

  private static boolean isGroup(Map<String, Set<String>> commands, String name) {
    return !commands.getOrDefault(name, Set.of()).isEmpty();
  }

  @Test
  void theTableNamesOnlyOptionsThatThereAre() throws IOException {
    Map<String, CommandSpec> commands = subcommands(CommandSpec.forAnnotatedObject(Main.class));
    for (MatchResult row : rows()) {
      CommandSpec command = commands.get(row.group(1));
      if (!names(command).isEmpty()) {
        command = subcommands(command).get(row.group(2).split("\\|", -1)[0]);
      }
      for (MatchResult option : OPTION.matcher(row.group(3)).results().toList()) {
        assertThat(command.optionsMap()).as(row.group()).containsKey(option.group());
      }
    }
  }

  private static Map<String, CommandSpec> subcommands(CommandSpec command) {
    Map<String, CommandSpec> specs = new TreeMap<>();
    command.subcommands().forEach((name, line) -> specs.put(name, line.getCommandSpec()));
    return specs;
  }

  private static List<String> names(CommandSpec command) {
    return List.copyOf(command.subcommands().keySet());
  }

  private static List<MatchResult> rows() throws IOException {
    String readme = Files.readString(Path.of("README.md"));
    String table = readme.substring(readme.indexOf("## Commands\n"));
    table = table.substring(0, table.indexOf("\n## ")).replace("\\|", "|");
    List<MatchResult> rows = ROW.matcher(table).results().toList();
    assertThat(rows).hasSizeGreaterThan(20);
    return rows;
  }
}
