package org.rdvae.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rdvae.base.Failure;
import org.rdvae.checkpoint.Checkpoint;
import org.rdvae.config.ConfigReader;
import org.rdvae.model.Architecture;
import org.rdvae.network.FeatureShape;
import org.rdvae.network.ParameterLayout;

class StartingModelTest {
  private static final String BEGUN_WITH = "begun-with";
  @TempDir private Path folder;
  private Path config;
  private Path model;

  @BeforeEach
  void train() {
    config = TinyFiles.write(folder);
    Path first = folder.resolve("first");
    run(first, "seed=7").train(false, () -> false);
    model = first.resolve("checkpoints/best.safetensors");
    assertThat(last("first").provenance().values()).doesNotContainKey(BEGUN_WITH);
  }

  @Test
  void aRunBeginsWithTheParametersAndNothingElse() {
    assertThatThrownBy(() -> begin("second", StartingModelTest::die))
        .isInstanceOf(IllegalStateException.class);
    Checkpoint begun = last("second");
    Checkpoint given = Checkpoint.read(model);
    assertThat(begun.modelHash()).isEqualTo(given.modelHash());
    assertThat(begun.position().step()).isZero();
    assertThat(begun.position().bestScore()).isNaN();
    assertThat(begun.snapshot().state().vectors()).isEmpty();
    assertThat(begun.provenance().values()).containsEntry(BEGUN_WITH, given.shortModelHash());
  }

  /** Resumed, it need not be told again what it began with. */
  @Test
  void itIsResumedAsAnyOther() {
    assertThat(begin("whole", () -> false)).isTrue();
    assertThatThrownBy(() -> begin("parts", StartingModelTest::die))
        .isInstanceOf(IllegalStateException.class);
    assertThat(run(folder.resolve("parts"), "seed=9").train(true, () -> false)).isTrue();
    assertThat(last("parts").modelHash())
        .isEqualTo(last("whole").modelHash())
        .isNotEqualTo(last("first").modelHash());
    assertThat(last("parts").provenance()).isEqualTo(last("whole").provenance());
  }

  /** Without its first checkpoint a run begins anew, and would draw its parameters. */
  @Test
  void aRunThatDiedBeforeItsFirstCheckpointMustBeToldAgain() throws IOException {
    assertThatThrownBy(() -> begin("second", StartingModelTest::die))
        .isInstanceOf(IllegalStateException.class);
    Files.delete(folder.resolve("second/checkpoints/last.safetensors"));
    TrainingRun second = run(folder.resolve("second"), "seed=9");
    String hash = Checkpoint.read(model).shortModelHash();
    assertThatThrownBy(() -> second.train(true, () -> false))
        .isInstanceOf(Failure.class)
        .hasMessage(
            "--start-from: expected what the run was begun with, model "
                + hash
                + ", found no --start-from");
    assertThat(second.train(true, Optional.of(model), () -> false)).isTrue();
    assertThat(last("second").provenance().values()).containsEntry(BEGUN_WITH, hash);
  }

  /** A process may die before it has written anything. */
  @Test
  void aResumedRunMayBeToldAgain() throws IOException {
    Files.createDirectories(folder.resolve("second/checkpoints"));
    TrainingRun run = run(folder.resolve("second"), "seed=9");
    assertThatThrownBy(() -> run.train(true, Optional.of(model), StartingModelTest::die))
        .isInstanceOf(IllegalStateException.class);
    assertThat(last("second").modelHash()).isEqualTo(Checkpoint.read(model).modelHash());
    assertThat(run.train(true, Optional.of(model), () -> false)).isTrue();
  }

  @Test
  void aResumedRunRefusesWhatItWasNotBegunWith() {
    assertThat(begin("second", () -> false)).isTrue();
    Path other = folder.resolve("second/checkpoints/last.safetensors");
    TrainingRun second = run(folder.resolve("second"), "seed=9");
    assertThatThrownBy(() -> second.train(true, Optional.of(other), () -> false))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("begun with, model " + Checkpoint.read(model).shortModelHash())
        .hasMessageEndingWith("found model " + last("second").shortModelHash() + " in " + other);
    TrainingRun first = run(folder.resolve("first"), "seed=7");
    assertThatThrownBy(() -> first.train(true, Optional.of(model), () -> false))
        .hasMessageContaining("begun with, parameters drawn by its seed, found model");
  }

  @Test
  void anotherNetworkIsRefused() {
    TrainingRun run = run(folder.resolve("second"), "model.latent.size=4");
    assertThatThrownBy(() -> run.train(false, Optional.of(model), () -> false))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("best.safetensors")
        .hasMessageContaining("posterior.mean.weight");
  }

  @Test
  void aModelOfOtherWordsIsRefused() {
    Checkpoint texts = Checkpoint.read(model).withVocabulary(List.of("sea", "ship"));
    StartingModel starting = new StartingModel(model, texts);
    ParameterLayout layout =
        new Architecture(ConfigReader.read(config, List.of()).model(), new FeatureShape(12, 12, 1))
            .layout();
    starting.require(layout, List.of("sea", "ship"));
    assertThatThrownBy(() -> starting.require(layout, List.of("sea", "shore")))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("expected shore as word 2, found ship");
    assertThatThrownBy(() -> starting.require(layout, List.of()))
        .hasMessageContaining("expected none as word 1, found sea");
  }

  private static boolean die() {
    throw new IllegalStateException("as if the process died in the first step");
  }

  private boolean begin(String name, BooleanSupplier interrupted) {
    return run(folder.resolve(name), "seed=9").train(false, Optional.of(model), interrupted);
  }

  private TrainingRun run(Path runFolder, String set) {
    return new TrainingRun(
        ConfigReader.read(config, List.of(set)), runFolder, OptionalInt.of(1), 0);
  }

  private Checkpoint last(String name) {
    return Checkpoint.read(folder.resolve(name).resolve("checkpoints/last.safetensors"));
  }
}
