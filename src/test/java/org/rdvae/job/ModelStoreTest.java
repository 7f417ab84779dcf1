package org.rdvae.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rdvae.base.Failure;

class ModelStoreTest {
  @TempDir Path folder;
  private Path home;
  private Path further;

  @BeforeEach
  void makeFolders() throws IOException {
    home = folder.resolve("home");
    Files.createDirectories(home.resolve("checkpoints"));
    further = folder.resolve("further");
  }

  @Test
  void findsAModelByItsHashBesideTheLauncherAndInOtherFolders() {
    Path shipped = TinyModels.write(home.resolve("checkpoints/photo-1.safetensors"), 1);
    Path own = TinyModels.write(further.resolve("own.safetensors"), 2);

    assertThat(store().find(hash(1), "a.rdv")).isEqualTo(shipped);
    assertThat(store().find(hash(2), "a.rdv")).isEqualTo(own);
    assertThat(store().shipped()).isEqualTo(shipped);
  }

  @Test
  void aSlimCheckpointIsTheSameModel() {
    Path slim = TinyModels.write(further.resolve("slim.safetensors"), TinyModels.model(2).slim());

    assertThat(store().find(hash(2), "a.rdv")).isEqualTo(slim);
  }

  @Test
  void otherFilesDoNotDisturb() throws IOException {
    Files.writeString(home.resolve("checkpoints/card.md"), "text");
    Files.writeString(home.resolve("checkpoints/damaged.safetensors"), "text");
    Files.createDirectory(home.resolve("checkpoints/folder.safetensors"));
    Path own = TinyModels.write(further.resolve("own.safetensors"), 2);

    assertThat(store().find(hash(2), "a.rdv")).isEqualTo(own);
  }

  @Test
  void namesTheHashAndThePlacesWhereItLooked() {
    TinyModels.write(home.resolve("checkpoints/photo-1.safetensors"), 1);

    Failure failure = failure(() -> store().find("0123456789abcdef", "a.rdv"));

    assertThat(failure.kind()).isEqualTo(Failure.Kind.MISSING_PATH);
    assertThat(failure)
        .hasMessage(
            "a.rdv: made with model 0123456789abcdef, found no checkpoint of it in "
                + home.resolve("checkpoints")
                + " (1 file) or "
                + further
                + " (not there); put it there, name its folder in the variable RDVAE_MODELS, or"
                + " name it with --model.");
    assertThat(
            failure(
                () ->
                    new ModelStore(Optional.empty(), List.of()).find("0123456789abcdef", "a.rdv")))
        .hasMessageContaining("found no checkpoint of it in any place, for none is known;");
  }

  /** A program that runs for days is given a new model. */
  @Test
  void seesAModelThatComesOrIsReplacedLater() {
    ModelStore store = store();
    assertThat(failure(() -> store.find(hash(2), "a.rdv"))).isNotNull();
    Path own = TinyModels.write(further.resolve("own.safetensors"), 2);
    assertThat(store.find(hash(2), "a.rdv")).isEqualTo(own);
    assertThat(own.toFile().delete()).isTrue();
    TinyModels.write(own, TinyModels.model(3).slim());
    assertThat(store.find(hash(3), "a.rdv")).isEqualTo(own);
  }

  @Test
  void saysWhereItExpectedTheShippedModel() {
    Failure failure = failure(() -> store().shipped());

    assertThat(failure.kind()).isEqualTo(Failure.Kind.MISSING_PATH);
    assertThat(failure)
        .hasMessage(
            "Expected the shipped model "
                + home.resolve("checkpoints/photo-1.safetensors")
                + ", found none; name a checkpoint with --model, or the folder that has"
                + " checkpoints/ with the Java option -Drdvae.home=FOLDER.");
    assertThat(failure(() -> new ModelStore(Optional.empty(), List.of()).shipped()))
        .hasMessageStartingWith(
            "Expected the shipped model photo-1.safetensors in checkpoints beside the launcher,");
  }

  @Test
  void readsTheVariableAsTheSystemWritesPaths() {
    assertThat(ModelStore.foldersIn("")).isEmpty();
    assertThat(ModelStore.foldersIn("a" + File.pathSeparator + File.pathSeparator + "b/c"))
        .containsExactly(Path.of("a"), Path.of("b/c"));
  }

  @Test
  void theHomeIsTheNearestFolderAboveTheCodeThatHasCheckpoints() throws IOException {
    Path jar = home.resolve("target/launcher/rdvae.jar");
    Files.createDirectories(jar.getParent());

    assertThat(ProgramHome.above(jar)).hasValue(home);
    assertThat(ProgramHome.above(home.resolve("target/rdvae.jar"))).hasValue(home);
    assertThat(ProgramHome.above(home.resolve("target/classes"))).hasValue(home);
    assertThat(ProgramHome.above(home.resolve("a/b/c/d.jar"))).isEmpty();
    assertThat(ProgramHome.above(further.resolve("rdvae.jar"))).isEmpty();
  }

  @Test
  void theHomeCanBeNamed() {
    String before = System.setProperty("rdvae.home", home.toString());
    try {
      assertThat(ProgramHome.find()).hasValue(home);
    } finally {
      if (before == null) {
        System.clearProperty("rdvae.home");
      } else {
        System.setProperty("rdvae.home", before);
      }
    }
  }

  private ModelStore store() {
    return new ModelStore(Optional.of(home), List.of(further));
  }

  private static String hash(float number) {
    return TinyModels.model(number).shortModelHash();
  }

  private static Failure failure(Runnable work) {
    return catchThrowableOfType(Failure.class, work::run);
  }
}
