package org.rdvae.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rdvae.cli.CommandResult.done;
import static org.rdvae.cli.CommandResult.refused;
import static org.rdvae.cli.CommandResult.saying;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Words that no command understands are refused before any file is looked at. */
class UsageTest {

  @Test
  void offersTheNearestCommand() {
    refused(2, saying("'trian'", "Did you mean: rdvae train"), "trian", "job.yaml");
  }

  @Test
  void offersTheNearestOption() {
    refused(2, saying("Unknown option: '--sed=3'", "--seed"), "train", "job.yaml", "--sed=3");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "config", "bench", "export", "train", "evaluate", "decode x"})
  void asksForTheWordThatIsMissing(String words) {
    Object[] arguments = words.isEmpty() ? new Object[0] : words.split(" ");
    CommandResult result = refused(2, saying("--help"), arguments);
    assertThat(result.err()).containsAnyOf("Missing required", "Expected");
  }

  @Test
  void sayingWhereToComputeHasThreeForms() {
    refused(
        2,
        saying("--device: expected auto, cpu or cuda[:n], found gpu"),
        "train",
        "absent.yaml",
        "--device",
        "gpu");
  }

  @ParameterizedTest
  @ValueSource(strings = {"cuda", "cuda:1"})
  void refusesAGpuThatCannotBeUsed(String device) {
    refused(
        69,
        saying("--device " + device + ": ", "; or use --device auto or cpu."),
        "train",
        "absent.yaml",
        "--device",
        device);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "1025"})
  void refusesANumberOfThreadsOutOfRange(String threads) {
    refused(
        2,
        saying("--threads: expected a whole number from 1 to 1024, found " + threads),
        "evaluate",
        "absent.safetensors",
        "--threads=" + threads);
  }

  @Test
  void refusesNumbersOutOfRangeByOptionRangeAndValue() {
    refused(
        2,
        saying("--count: expected a whole number from 1 to 10000, found 0"),
        "sample",
        "absent.safetensors",
        "--out",
        "x.png",
        "--count",
        "0");
    refused(
        2,
        saying("--count: expected a whole number from 1 to 10000, found 10001"),
        "reconstruct",
        "absent.safetensors",
        "--out",
        "x.png",
        "--count",
        "10001");
    refused(
        2,
        saying("--temperature: expected 0 to 100, found NaN"),
        "sample",
        "absent.safetensors",
        "--out",
        "x.png",
        "--temperature",
        "NaN");
    refused(
        2,
        saying("--importance-samples: expected a whole number from 1 to 1000000, found 0"),
        "evaluate",
        "absent.safetensors",
        "--importance-samples",
        "0");
    refused(
        2,
        saying("--images: expected a whole number from 0 to 2147483647, found -1"),
        "evaluate",
        "absent.safetensors",
        "--images",
        "-1");
    refused(
        2,
        saying("--steps: expected a whole number from 1 to 1000000, found 0"),
        "bench",
        "train",
        "--steps",
        "0");
  }

  @ParameterizedTest
  @ValueSource(strings = {"tset", "input"})
  void refusesASplitThatIsNone(String split) {
    refused(2, saying("--split", split), "evaluate", "absent.safetensors", "--split", split);
  }

  @Test
  void refusesANumberThatIsNone() {
    refused(
        2, saying("--count", "many"), "sample", "m.safetensors", "--out", "x", "--count", "many");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "train",
        "evaluate",
        "diagnose",
        "factors",
        "sample",
        "reconstruct",
        "encode",
        "decode",
        "inspect",
        "export",
        "config",
        "devices",
        "serve",
        "bench"
      })
  void everyCommandExplainsItself(String command) {
    assertThat(done(command, "--help").out()).startsWith("Usage: rdvae " + command);
  }

  @Test
  void listsAllCommandsAndItsVersion() {
    assertThat(done("--help").out()).contains("train", "evaluate", "sample", "config", "inspect");
    assertThat(done("--version").out()).startsWith("rdvae ");
  }
}
