package org.rdvae.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.rdvae.cli.CommandResult.done;
import static org.rdvae.cli.CommandResult.refused;
import static org.rdvae.cli.CommandResult.saying;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The printed script, read by a real bash that is asked what it would offer. */
@EnabledOnOs({OS.LINUX, OS.MAC})
class CompletionCommandTest {
  /** What bash does when Tab is pressed behind the last word. */
  private static final String TAB =
      """
      compopt() { :; }
      . "$1"
      shift
      [ "$(complete -p rdvae)" = "complete -o default -F _complete_rdvae rdvae" ] || exit 1
      COMP_WORDS=("$@")
      COMP_CWORD=$(($# - 1))
      COMP_LINE="$*"
      COMP_POINT=${#COMP_LINE}
      _complete_rdvae
      printf '%s\\n' "${COMPREPLY[@]}"
      """;

  @TempDir static Path folder;
  private static Path script;

  @BeforeAll
  static void writeScript() throws IOException {
    script = Files.writeString(folder.resolve("completion"), done("completion", "bash").out());
  }

  private static List<String> offered(String... words) throws Exception {
    List<String> command =
        new ArrayList<>(List.of("bash", "--norc", "-c", TAB, "bash", script.toString()));
    command.addAll(List.of(words));
    Process bash = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(bash.waitFor()).as(output).isZero();
    return output.lines().toList();
  }

  @ParameterizedTest
  @CsvSource({
    "rdvae,'tra','train traverse'",
    "./rdvae,'sam','sample'",
    "rdvae,'config sch','schema'",
    "rdvae,'config init q','quickstart'",
    "rdvae,'train --res','--resume'",
    "rdvae,'train configs/q','configs/quickstart.yaml'",
    "rdvae,'train configs/quickstart.yaml --dev','--device'",
    "rdvae,'evaluate --json checkp','checkpoints'",
    "rdvae,'completion z','zsh'"
  })
  void completesCommandsOptionsNamesAndFiles(String program, String words, String expected)
      throws Exception {
    String[] line = (program + " " + words).split(" ");
    assertThat(offered(line)).containsExactlyInAnyOrder(expected.split(" "));
  }

  @Test
  void offersEveryCommand() throws Exception {
    assertThat(offered("rdvae", ""))
        .contains("train", "evaluate", "compress", "data", "completion");
  }

  @Test
  void theFirstLineSaysHowToInstallIt() throws IOException {
    assertThat(done("completion", "zsh").out().lines().findFirst())
        .hasValue(
            "# rdvae completion zsh > ~/.rdvae-completion; echo '. ~/.rdvae-completion' >> ~/.zshrc");
    String readme = Files.readString(Path.of("README.md"));
    assertThat(readme)
        .contains(
            "completion bash > ~/.rdvae-completion; echo '. ~/.rdvae-completion' >> ~/.bashrc");
  }

  /** Where there is a fish, it is asked itself. */
  @ParameterizedTest
  @CsvSource({
    "'rdvae tra','train traverse'",
    "'./rdvae sam','sample'",
    "'rdvae config sch','schema'",
    "'rdvae config init q','quickstart'",
    "'rdvae train --res','--resume'",
    "'rdvae train configs/q','configs/quickstart.yaml'",
    "'rdvae train configs/quickstart.yaml --dev','--device'",
    "'rdvae train --set seed=1 --set training.epochs=2 --dev','--device'",
    "'rdvae evaluate --json checkp','checkpoints/'",
    "'rdvae completion z','zsh'"
  })
  void fishCompletesThemToo(String line, String expected) throws Exception {
    assumeTrue(
        Arrays.stream(System.getenv("PATH").split(File.pathSeparator, -1))
            .anyMatch(bin -> Files.isExecutable(Path.of(bin, "fish"))),
        "fish is not installed");
    assertThat(offeredByFish(line)).containsExactlyInAnyOrder(expected.split(" "));
  }

  private static List<String> offeredByFish(String line) throws Exception {
    Path fish = Files.writeString(folder.resolve("rdvae.fish"), done("completion", "fish").out());
    Process process =
        new ProcessBuilder(
                "fish",
                "--no-config",
                "-c",
                "source $argv[1]; complete -C $argv[2]",
                fish.toString(),
                line)
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output.lines().map(offer -> offer.replaceFirst("\t.*", "")).toList();
  }

  @Test
  void theScriptForFishHasALineForEachThingToOffer() {
    assertThat(done("completion", "fish").out())
        .startsWith(
            "# mkdir -p ~/.config/fish/completions; rdvae completion fish >"
                + " ~/.config/fish/completions/rdvae.fish\n\n")
        .contains("complete -c rdvae -n '__rdvae_at' -f -a train -d '")
        .contains("complete -c rdvae -n '__rdvae_at config' -f -a schema -d '")
        .contains("complete -c rdvae -n '__rdvae_after train' -l resume -d '")
        .contains("complete -c rdvae -n '__rdvae_after completion' -x -a 'bash zsh fish'\n")
        .doesNotContain("${", "@|");
  }

  @Test
  void refusesAShellThatItDoesNotKnow() {
    refused(2, saying("SHELL", "bash, zsh, fish", "tcsh"), "completion", "tcsh");
  }
}
