package org.rdvae.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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

class StartingModelTest {
  private static final String BEGUN_WITH = "begun-with";
  private static final BooleanSupplier NEVER = () -> false;
  private static final BooleanSupplier DIES =
      () -> {
        throw new IllegalStateException("as if the process died in the first step");
      };

  @TempDir private Path folder;
  private Path config;
  private Path model;

  @BeforeEach
  void train() {
    config = TinyFiles.write(folder);
    Path first = folder.resolve("first");
    run(first, "seed=7").train(false, NEVER);
    model = first.resolve("checkpoints/best.safetensors");
    assertThat(last("first").provenance().values()).doesNotContainKey(BEGUN_WITH);
  }

  @Test
  void aRunBeginsWithTheParametersAndNothingElse() {
    assertThatThrownBy(() -> begin("second", DIES)).isInstanceOf(IllegalStateException.class);
    Checkpoint begun = last("second");
    Checkpoint given = Checkpoint.read(model);
    assertThat(begun.modelHash()).isEqualTo(given.modelHash());
    assertThat(begun.position().step()).isZero();
    assertThat(begun.position().bestScore()).isNaN();
    assertThat(begun.snapshot().state().vectors()).isEmpty();
    assertThat(begun.provenance().values()).containsEntry(BEGUN_WITH, given.shortModelHash());
  }

  /** Resumed, it is not told again what it began with. */
  @Test
  void itIsResumedAsAnyOther() {
    assertThat(begin("whole", NEVER)).isTrue();
    assertThatThrownBy(() -> begin("parts", DIES)).isInstanceOf(IllegalStateException.class);
    assertThat(run(folder.resolve("parts"), "seed=9").train(true, NEVER)).isTrue();
    assertThat(last("parts").modelHash())
        .isEqualTo(last("whole").modelHash())
        .isNotEqualTo(last("first").modelHash());
    assertThat(last("parts").provenance()).isEqualTo(last("whole").provenance());
  }

  @Test
  void anotherNetworkIsRefused() {
    TrainingRun run = run(folder.resolve("second"), "model.latent.size=4");
    assertThatThrownBy(() -> run.train(false, Optional.of(model), NEVER))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("best.safetensors")
        .hasMessageContaining("posterior.mean.weight");
  }

  @Test
  void aModelOfOtherWordsIsRefused() {
    Checkpoint texts = Checkpoint.read(model).withVocabulary(List.of("sea", "ship"));
    StartingModel starting = new StartingModel(model, texts);
    starting.requireWords(List.of("sea", "ship"));
    assertThatThrownBy(() -> starting.requireWords(List.of("ship", "sea", "harbour")))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("expected 3 words in the order of the data's vocabulary, found 2");
    assertThatThrownBy(() -> starting.requireWords(List.of())).isInstanceOf(Failure.class);
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
