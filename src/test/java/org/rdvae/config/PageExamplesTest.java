package org.rdvae.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The configs that stand in the README and on the pages are accepted as they are printed. */
class PageExamplesTest {
  private static final Pattern BLOCK = Pattern.compile("```yaml\\n(.*?)```", Pattern.DOTALL);

  static List<String> examples() throws IOException {
    List<String> examples = new ArrayList<>();
    try (Stream<Path> pages = Files.list(Path.of("src/site/markdown"))) {
      for (Path page : Stream.concat(Stream.of(Path.of("README.md")), pages).sorted().toList()) {
        Matcher blocks = BLOCK.matcher(Files.readString(page));
        while (blocks.find()) {
          String text = blocks.group(1);
          // The others are parts of a config.
          if (text.contains("  latent:")) {
            examples.add(text);
          }
        }
      }
    }
    return examples;
  }

  @Test
  void thereAreSome() throws IOException {
    assertThat(examples()).hasSizeGreaterThanOrEqualTo(5);
  }

  @ParameterizedTest
  @MethodSource("examples")
  void isAccepted(String example) {
    // The text beside it says --set data.path=...
    String whole = example.replace("{set: idx,", "{set: idx, path: digits,");
    Job job = ConfigReader.parseResolved(whole, "example");
    assertThat(job.training().epochs()).isPositive();
  }
}
