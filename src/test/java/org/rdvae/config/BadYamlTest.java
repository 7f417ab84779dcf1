package org.rdvae.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rdvae.config.ConfigText.LEAST;
import static org.rdvae.config.ConfigText.complaint;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BadYamlTest {

  @ParameterizedTest
  @ValueSource(strings = {"", "   \n\n", "# only a comment\n", "---\n", "null", "~", "\uFEFF"})
  void anEmptyFileIsCalledEmpty(String text) {
    assertThat(complaint(text, "training.epochs=5"))
        .isEqualTo(
            "job.yaml:1:1: expected settings (seed, data, model, objective, training, cluster, evaluation, run), found an empty file");
  }

  @Test
  void aFileThatIsNoMapIsRefused() {
    assertThat(complaint("- seed"))
        .contains("job.yaml:1:1: expected settings (seed, data")
        .endsWith("found a list");
    assertThat(complaint("seed")).endsWith("found \"seed\"");
  }

  @Test
  void aSyntaxErrorIsOneLineWithItsPlace() {
    assertThat(complaint("seed: 1\nmodel: {latent: {size: 2}\ntraining: 5\n"))
        .startsWith("job.yaml:3:1: not readable as YAML: while parsing a flow mapping expected")
        .hasLineCount(1);
    assertThat(complaint("seed: 1\n  model: 2\n"))
        .startsWith("job.yaml:2:8: not readable as YAML: ")
        .hasLineCount(1);
  }

  @Test
  void tabsDoNotIndent() {
    assertThat(complaint("training:\n\tepochs: 5\n"))
        .isEqualTo("job.yaml:2:1: not readable as YAML: found a tab where only spaces may indent");
  }

  @Test
  void charactersThatTextCannotHaveAreNamed() {
    assertThat(complaint("seed: 1\nrun: \u0007"))
        .isEqualTo(
            "job.yaml:2:6: not readable as YAML: found the character U+0007, which a config cannot have");
  }

  @Test
  void aKeyGivenTwiceIsReported() {
    assertThat(complaint(LEAST + "training:\n  epochs: 5\n  epochs: 6\n"))
        .isEqualTo("job.yaml:4:3: training.epochs: given twice, first at job.yaml:3:3");
  }

  @Test
  void aSecondDocumentIsRefused() {
    assertThat(complaint(LEAST + "---\n" + LEAST))
        .isEqualTo("job.yaml:2:1: expected one YAML document, found a second one");
  }

  @Test
  void tagsAreRefused() {
    assertThat(complaint("seed: !!int 5"))
        .isEqualTo("job.yaml:1:7: expected a value without a tag, found \"tag:yaml.org,2002:int\"");
    assertThat(complaint("run: !!javax.script.ScriptEngineManager []"))
        .contains("expected a value without a tag");
  }

  @Test
  void keysMustBeNames() {
    assertThat(complaint("[a]: 1")).contains("expected the name of a setting, found a list");
    assertThat(complaint("? {a: 1}\n: 1")).contains("expected the name of a setting, found a map");
    assertThat(complaint("null: 1")).contains("expected the name of a setting, found nothing");
  }

  @Test
  void anAliasNeedsAnAnchorThatHasEnded() {
    assertThat(complaint("seed: *none"))
        .isEqualTo("job.yaml:1:7: expected an anchor &none that ends before *none, found none");
    assertThat(complaint("run: &loop [*loop]"))
        .contains("expected an anchor &loop that ends before *loop");
  }

  @Test
  void aliasesOfAliasesDoNotExplode() {
    StringBuilder text = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    for (int i = 1; i < 10; i++) {
      String before = "*a" + (i - 1);
      text.append("a%d: &a%d [%s]\n".formatted(i, i, (before + ", ").repeat(9) + before));
    }
    assertThat(complaint(text.toString()))
        .contains("more than 20000 values, those that aliases stand for counted")
        .hasLineCount(1);
  }

  @Test
  void deepNestingIsRefused() {
    assertThat(complaint("seed: " + "[".repeat(100_000)))
        .contains("values are nested more than 32 deep");
    assertThat(complaint("seed: " + "{a: ".repeat(10_000)))
        .contains("values are nested more than 32 deep");
    assertThat(complaint(LEAST, "seed=" + "[".repeat(50)))
        .contains("values are nested more than 32 deep");
  }

  @Test
  void aTextThatIsTooLongIsRefused() {
    assertThat(complaint("#".repeat(1_000_001)))
        .isEqualTo("job.yaml:1:1: found 1000001 characters, more than a config can have (1000000)");
  }

  @Test
  void messagesShowControlCharactersAndLongTextsSafely() {
    assertThat(complaint(LEAST + "\"a\\nb\\e[31m\": 1"))
        .contains("unknown setting \"a\\nb\\u001b[31m\"")
        .hasLineCount(1);
    assertThat(complaint(LEAST + "seed: " + "9".repeat(5000)))
        .contains("9...\"")
        .hasSizeLessThan(200);
  }
}
