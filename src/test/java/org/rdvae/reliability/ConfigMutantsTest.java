package org.rdvae.reliability;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rdvae.base.Failure;
import org.rdvae.cli.CommandResult;
import org.rdvae.config.ConfigMutants;
import org.rdvae.config.ConfigReader;

/**
 * Mistakes in a config end with exit code 78 and the right line within a second, without a stack
 * trace; the first suggestion for a misspelt key is the right one in at least 95 % of the cases.
 */
@Tag("reliability")
@Tag("config-mutants")
class ConfigMutantsTest {
  private static final Property PROPERTY = new Property("config-mutants", 1_000, 10_000);
  private static final double RIGHT_SUGGESTIONS = 0.95;
  private static final int EACH_COMMAND = 21;
  private static final Budget BUDGET = new Budget(256L << 20, 1);
  private static final Pattern PLACE = Pattern.compile("(?m)^[^\\n]*?job\\.yaml:(\\d+):\\d+: ");
  private static final Pattern SUGGESTION = Pattern.compile("did you mean \"([^\"]+)\"");

  @TempDir Path folder;
  private Path file;
  private ConfigMutants mutants;
  private int typos;
  private int rightSuggestions;

  @BeforeEach
  void prepare() {
    file = folder.resolve("job.yaml");
    mutants = new ConfigMutants(folder);
  }

  @Test
  void mistakesAreReportedWhereTheyAre() {
    PROPERTY.check(this::run);
    System.out.printf(
        Locale.ROOT,
        "config-mutants: %,d of %,d first suggestions right%n",
        rightSuggestions,
        typos);
    assertThat(rightSuggestions)
        .as("right first suggestions of %d", typos)
        .isGreaterThanOrEqualTo((int) Math.ceil(RIGHT_SUGGESTIONS * typos));
  }

  private void run(int number, Random random) throws IOException {
    if (number % 5 == 4) {
      List<String> texts = mutants.texts();
      Files.write(file, BadYaml.of(texts.get(random.nextInt(texts.size())), random));
      BUDGET.hold(this::requireExplained);
    } else {
      ConfigMutants.Mutant mutant = mutants.mutant(number / 5 * 4 + number % 5, random);
      Files.writeString(file, mutant.text());
      BUDGET.hold(() -> requireFound(mutant));
      suggestion(mutant);
    }
    // Every kind of them in turn; the command itself takes twenty times as long as its answer.
    if (number % EACH_COMMAND == 0) {
      requireExitCode(number % 5 == 4);
    }
  }

  private Optional<String> complaint() {
    try {
      ConfigReader.readTraining(file, List.of());
      return Optional.empty();
    } catch (Failure e) {
      assertThat(e.kind()).as(e.getMessage()).isEqualTo(Failure.Kind.BAD_CONFIG);
      return Optional.of(e.getMessage());
    }
  }

  private void requireExplained() {
    complaint()
        .ifPresent(
            message ->
                assertThat(message.lines())
                    .allMatch(line -> line.contains("job.yaml:") || line.startsWith("and ")));
  }

  private void requireFound(ConfigMutants.Mutant mutant) {
    String message = complaint().orElseThrow(() -> new AssertionError("taken: " + mutant.what()));
    Matcher place = PLACE.matcher(message);
    assertThat(place.find()).as(message).isTrue();
    assertThat(Integer.parseInt(place.group(1)))
        .as("line of %s in %s", mutant.what(), message)
        .isEqualTo(mutant.line());
  }

  private void suggestion(ConfigMutants.Mutant mutant) {
    if (mutant.meant().isEmpty()) {
      return;
    }
    typos++;
    Matcher found = SUGGESTION.matcher(complaint().orElseThrow());
    if (found.find() && ("." + found.group(1)).endsWith("." + mutant.meant())) {
      rightSuggestions++;
    } else if (Boolean.getBoolean("reliability.verbose")) {
      System.out.println(mutant.what() + ": " + complaint().orElseThrow());
    }
  }

  private void requireExitCode(boolean maySound) {
    CommandResult result = CommandResult.of("config", "check", file);
    String text = result.out() + result.err();
    assertThat(text).doesNotContain("\tat ").doesNotContain("Exception");
    assertThat(result.code()).as(text).isIn(maySound ? List.of(78, 0) : List.of(78));
  }
}
