package org.rdvae.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rdvae.cli.CommandResult.done;
import static org.rdvae.cli.CommandResult.refused;
import static org.rdvae.cli.CommandResult.saying;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.rdvae.checkpoint.Checkpoint;
import org.rdvae.checkpoint.Safetensors;
import org.rdvae.job.ClusterTraining;
import org.rdvae.report.RunFolder;

/** When a training does not begin, does not go on, or breaks off. */
class TrainingRefusalsTest {
  @TempDir Path folder;
  private TinyJob job;
  private Path run;

  @BeforeEach
  void writeJob() {
    job = TinyJob.in(folder);
    run = folder.resolve("run");
  }

  @Test
  void aSecondRunInTheSameFolderChangesNothing() {
    job.trained(run);
    Map<String, String> before = FolderListing.of(run);
    refused(73, saying(run + " is not empty", "--resume", "--run-dir"), job.train(run));
    assertThat(FolderListing.of(run)).isEqualTo(before);
  }

  @Test
  void aFolderOfSomethingElseStaysAsItIs() throws IOException {
    Files.createDirectories(run);
    Files.writeString(run.resolve("thesis.txt"), "years of work");
    refused(73, saying(run + " is not empty"), job.train(run));
    assertThat(FolderListing.of(run)).containsOnlyKeys("", "thesis.txt");
  }

  @Test
  void aFileIsNoRunFolder() throws IOException {
    Files.writeString(run, "text");
    refused(73, saying(run + " cannot be made", "is a file"), job.train(run));
    Path inside = run.resolve("inside");
    refused(73, saying(inside + " cannot be made"), job.train(inside));
    assertThat(run).hasContent("text");
  }

  @Test
  void aRunFolderInUseIsLocked() {
    try (RunFolder held = RunFolder.create(run)) {
      refused(75, saying("Another process is training", run.toString()), job.train(run));
      assertThat(held.path()).isDirectoryContaining("glob:**run.lock");
    }
    job.trained(run);
    try (RunFolder held = RunFolder.resume(run)) {
      Map<String, String> before = FolderListing.of(held.checkpoints());
      refused(75, saying("Another process is training"), job.train(run));
      refused(75, saying("Another process is training"), job.train(run, "--resume"));
      assertThat(FolderListing.of(held.checkpoints())).isEqualTo(before);
    }
    done(job.train(run, "--resume"));
  }

  /** In a build with Spark there is a cluster to be asked for. */
  @Test
  @DisabledIf("hasCluster")
  void aClusterIsForTheBuildThatHasSpark() {
    refused(
        2,
        saying("--spark: this build of rdvae has no Apache Spark", "RDVAE_PROFILE=spark ./rdvae"),
        job.train(run, "--spark", "local[2]"));
    assertThat(run).doesNotExist();
  }

  static boolean hasCluster() {
    return ClusterTraining.find().isPresent();
  }

  @Test
  void nothingCanBeResumedWhereNothingRan() {
    refused(
        66, saying("no run to resume in " + run, "last.safetensors"), job.train(run, "--resume"));
    assertThat(run).doesNotExist();
  }

  @Test
  void aResumedRunKeepsItsSettings() {
    job.trained(run);
    Map<String, String> before = FolderListing.of(run);
    CommandResult result =
        refused(
            78,
            saying(
                "The run in " + run + " was begun with other settings",
                "\n  was: training.epochs: 3\n",
                "\n  now: training.epochs: 4\n"),
            job.train(
                run, "--resume", "--set", "training.epochs=4", "--set", "run.picture-every=9"));
    assertThat(result.err()).doesNotContain("picture-every").doesNotContain("batch");
    assertThat(FolderListing.of(run)).isEqualTo(before);
  }

  @Test
  void aResumedRunMayWriteAndMeasureOtherwise() {
    job.trained(run);
    done(
        job.train(
            run,
            "--resume",
            "--set",
            "run.picture-every=9",
            "--set",
            "evaluation.importance-samples=7"));
    assertThat(run.resolve("evaluation.json")).content().contains("\"importance_samples\":7");
  }

  @Test
  void aResumedRunKeepsItsData() throws IOException {
    job.trained(run);
    byte[] images = Files.readAllBytes(job.trainingFile());
    images[100] ^= 1;
    Files.write(job.trainingFile(), images);
    refused(
        65,
        saying("The data changed since the run began", "expected idx dynamic", "found idx"),
        job.train(run, "--resume"));
  }

  /** What counts is what is in the files. */
  @Test
  void aResumedRunMayFindItsDataElsewhere() throws IOException {
    job.stopped(run);
    Path moved = Files.move(job.images(), folder.resolve("moved"));
    done(job.train(run, "--resume", "--set", "data.path=" + moved));
    assertThat(Checkpoint.read(TinyJob.last(run)).position().finished()).isTrue();
  }

  @Test
  void aRunThatDiedBeforeItsFirstCheckpointBeginsAgain() {
    try (RunFolder begun = RunFolder.create(run)) {
      begun.begin();
    }
    refused(73, saying("--resume"), job.train(run));
    done(job.train(run, "--resume"));
    assertThat(Checkpoint.read(TinyJob.last(run)).position().finished()).isTrue();
  }

  @Test
  void aResumedRunSaysWhenOtherThreadsMayChangeItsBits() {
    job.stopped(run);
    CommandResult result =
        done("train", job.config(), "--run-dir", run, "--resume", "--threads", "2");
    assertThat(result.err())
        .contains("The run was begun with threads 1 and goes on with 2", "not the same to the bit");
    assertThat(run.resolve("provenance-from-step-1.json")).content().contains("\"2\"");
    assertThat(run.resolve("provenance.json")).content().contains("\"1\"");
  }

  @Test
  void aCheckpointThatDoesNotFitItsConfigCannotBeTrainedOn() {
    Path other = folder.resolve("other");
    job.trained(other, "--set", "model.encoder.0.dense.units=25");
    Safetensors file = Safetensors.read(TinyJob.last(other));
    Map<String, String> metadata = new LinkedHashMap<>(file.metadata());
    metadata.computeIfPresent("config", (key, text) -> text.replace("{units: 25,", "{units: 24,"));
    job.stopped(run);
    new Safetensors(metadata, file.tensors()).write(TinyJob.last(run));
    refused(
        65,
        saying("holds the parameters of another architecture", "[144, 24] expected"),
        job.train(run, "--resume"));
  }

  @Test
  void aSlimModelCannotBeTrainedOn() throws IOException {
    job.trained(run);
    Files.copy(TinyJob.best(run), TinyJob.last(run), StandardCopyOption.REPLACE_EXISTING);
    refused(65, saying("slim"), job.train(run, "--resume"));
  }

  @Test
  void aDamagedListOfMetricsIsNamedWithItsLine() throws IOException {
    job.stopped(run);
    Path metrics = run.resolve("metrics.jsonl");
    Files.writeString(metrics, "{\"step\":0}\n\0\0\0\n{\"step\":1}\n");
    refused(
        65, saying(metrics + ", line 2", "expected one JSON object"), job.train(run, "--resume"));
  }

  @Test
  void aBatchMustFitTheImages() {
    refused(
        78, saying("training.batch", "240", "241"), job.train(run, "--set", "training.batch=241"));
    assertThat(FolderListing.of(run)).containsOnlyKeys("", "run.lock");
    job.trained(run);
  }

  @Test
  void aDivergedTrainingSaysWhenAndLeavesSoundCheckpoints() {
    refused(
        65,
        saying("Training diverged: in step 2", "learning-rate"),
        job.train(run, "--set", "training.optimizer.adam.learning-rate=1e30"));
    Checkpoint last = Checkpoint.read(TinyJob.last(run));
    assertThat(last.position().step()).isLessThan(2);
    for (float parameter : last.flatParameters()) {
      assertThat(parameter).isFinite();
    }
    assertThat(TinyJob.best(run)).doesNotExist();
    done("inspect", TinyJob.last(run));
    done("sample", TinyJob.last(run), "--count", "4", "--out", folder.resolve("samples.png"));
  }
}
