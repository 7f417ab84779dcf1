package org.rdvae.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rdvae.base.Failure;
import org.rdvae.checkpoint.Checkpoint;
import org.rdvae.checkpoint.Provenance;
import org.rdvae.config.ConfigReader;
import org.rdvae.tensor.Device;

/** Runs whose checkpoints say less about where they come from than ours do, or nonsense. */
class UnknownProvenanceTest {
  @TempDir Path folder;
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private final PrintStream realErr = System.err;
  private Path config;
  private Path run;

  @BeforeEach
  void begin() {
    System.setErr(new PrintStream(printed, true, StandardCharsets.UTF_8));
    config = TinyFiles.write(folder);
    run = folder.resolve("run");
    oneStep(false);
    printed.reset();
  }

  @AfterEach
  void restore() {
    System.setErr(realErr);
  }

  @Test
  void aRunThatSaysNothingGoesOn() {
    rewrite(Map.of());
    oneStep(true);
    assertThat(last().position().step()).isEqualTo(2);
    assertThat(last().provenance().values())
        .containsEntry("threads", Integer.toString(Device.defaultThreads()));
    assertThat(printed.toString(StandardCharsets.UTF_8))
        .contains("does not say which data the run began with; it goes on with idx dynamic")
        .contains("begun with threads unknown")
        .doesNotContain("null");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "many", "0", "-1", "1025", "99999999999"})
  void threadsThatAreNoNumberAreUnknown(String threads) {
    rewrite(with("threads", threads));
    oneStep(true);
    assertThat(last().provenance().values())
        .containsEntry("threads", Integer.toString(Device.defaultThreads()));
  }

  @Test
  void dataThatAreNoFingerprintAreUnknownAndOthersAreRefused() {
    rewrite(with("data", "my images"));
    oneStep(true);
    assertThat(last().position().step()).isEqualTo(2);
    rewrite(with("data", "idx dynamic 12x12 240/60/50 sha256 0123456789abcdef"));
    assertThatThrownBy(() -> oneStep(true))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("The data changed since the run began")
        .hasMessageContaining("0123456789abcdef, found idx");
  }

  private Map<String, String> with(String key, String value) {
    Map<String, String> values = new LinkedHashMap<>(last().provenance().values());
    values.put(key, value);
    return values;
  }

  private void rewrite(Map<String, String> provenance) {
    Checkpoint old = last();
    new Checkpoint(
            old.config(),
            old.imageHeight(),
            old.imageWidth(),
            old.imageChannels(),
            old.parameters(),
            old.training(),
            old.position(),
            new Provenance(provenance))
        .write(path());
  }

  private void oneStep(boolean resume) {
    new TrainingRun(ConfigReader.read(config, List.of()), run, OptionalInt.empty(), 0)
        .train(resume, () -> true);
  }

  private Checkpoint last() {
    return Checkpoint.read(path());
  }

  private Path path() {
    return run.resolve("checkpoints").resolve("last.safetensors");
  }
}
