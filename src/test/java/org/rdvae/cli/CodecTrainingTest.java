package org.rdvae.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rdvae.checkpoint.Checkpoint;
import org.rdvae.config.CodecJob;
import org.rdvae.config.ConfigReader;
import org.rdvae.job.CodecRun;
import org.rdvae.job.TinyPhotos;
import org.rdvae.report.EventReading;
import org.rdvae.report.PageReading;

/** A codec is trained from a config, resumed, and codes pictures. */
class CodecTrainingTest {
  @TempDir private Path folder;
  private Path config;

  @BeforeEach
  void write() {
    config = TinyPhotos.write(folder);
  }

  private Object[] train(Path run, Object... more) {
    return List.of(
            List.<Object>of("train", config, "--run-dir", run, "--threads", 1), List.of(more))
        .stream()
        .flatMap(List::stream)
        .toArray();
  }

  private Path trained(String name) {
    Path run = folder.resolve(name);
    CommandResult.done(train(run));
    return run;
  }

  @Test
  void theRunFolderHoldsMetricsPicturesAndBothCheckpoints() throws IOException {
    Path run = trained("run");
    assertThat(run.resolve("checkpoints/last.safetensors")).exists();
    assertThat(run.resolve("checkpoints/best.safetensors")).exists();
    assertThat(run.resolve("samples/decoded-epoch-00002.png")).exists();
    List<String> lines = Files.readAllLines(run.resolve("metrics.jsonl"));
    assertThat(lines).hasSize(6);
    assertThat(lines.get(0)).contains("\"type\":\"train\"", "\"step\":3", "\"loss\":");
    assertThat(lines.get(2))
        .contains("\"type\":\"validation\"", "\"qualities\":[{\"quality\":1.0,\"bits_per_pixel\":")
        .doesNotContain("elbo");
    String report = Files.readString(run.resolve("report.html"));
    PageReading.report(report);
    assertThat(report).contains("id=\"psnr\"", "id=\"rate-curve\"", "decoded after epoch 2");
    assertThat(run.resolve("plots/bits-per-pixel.png")).exists();
    List<EventReading.Event> events = EventReading.kept(run);
    assertThat(EventReading.steps(events, "validation/psnr/quality_8")).containsExactly(6L, 12L);
    assertThat(EventReading.steps(events, "decoded")).containsExactly(6L, 12L);
  }

  @Test
  void aResumedRunEndsAsIfItHadNeverStopped() throws IOException {
    Path whole = trained("whole");
    Path run = folder.resolve("stopped");
    CodecJob job = (CodecJob) ConfigReader.readTraining(config, List.of());
    AtomicInteger steps = new AtomicInteger();
    CommandResult stopped =
        CommandResult.capture(
            () -> {
              CodecRun first = new CodecRun(job, run, OptionalInt.of(1), 0);
              // The first questions are those of reading the four pictures.
              return first.train(false, Optional.empty(), () -> steps.getAndIncrement() > 8)
                  ? 1
                  : 0;
            });
    assertThat(stopped.code()).isZero();
    CommandResult.done(train(run, "--resume"));
    for (String name : List.of("checkpoints/last.safetensors", "checkpoints/best.safetensors")) {
      Checkpoint expected = Checkpoint.read(whole.resolve(name));
      Checkpoint found = Checkpoint.read(run.resolve(name));
      assertThat(found.modelHash()).as(name).isEqualTo(expected.modelHash());
      assertThat(found.position()).isEqualTo(expected.position());
    }
    assertThat(run.resolve("metrics.jsonl"))
        .hasSameTextualContentAs(whole.resolve("metrics.jsonl"));
    assertThat(EventReading.files(run)).hasSize(2);
    for (String tag : List.of("train/loss", "validation/rate", "decoded")) {
      assertThat(EventReading.steps(EventReading.kept(run), tag))
          .as(tag)
          .isEqualTo(EventReading.steps(EventReading.kept(whole), tag));
    }
  }

  @Test
  void aRunMayBeginWithAnothersParameters() {
    Path run = trained("first");
    Path best = run.resolve("checkpoints/best.safetensors");
    Path second = folder.resolve("second");
    String slow = "training.optimizer.adam.learning-rate=1e-9";
    CommandResult.done(train(second, "--start-from", best, "--set", slow));
    float[] before = Checkpoint.read(best).flatParameters();
    float[] after =
        Checkpoint.read(second.resolve("checkpoints/last.safetensors")).flatParameters();
    for (int i = 0; i < before.length; i++) {
      assertThat(Math.abs(after[i] - before[i])).isLessThan(1e-6f);
    }
    CommandResult.done(train(second, "--resume", "--start-from", best, "--set", slow));
    Path last = second.resolve("checkpoints/last.safetensors");
    CommandResult refused =
        CommandResult.of(train(second, "--resume", "--start-from", last, "--set", slow));
    assertThat(refused.code()).isEqualTo(78);
    assertThat(refused.err())
        .contains("--start-from: expected what the run was begun with, model ")
        .contains(", found model ");
  }

  /** Before photographs are read, which here would be remarked on. */
  @Test
  void whatToStartFromIsLookedAtFirst() throws IOException {
    Files.writeString(folder.resolve("pictures/broken.png"), "no picture");
    Path absent = folder.resolve("absent.safetensors");
    CommandResult refused = CommandResult.of(train(folder.resolve("run"), "--start-from", absent));
    assertThat(refused.code()).isEqualTo(66);
    assertThat(refused.err()).contains("absent.safetensors").doesNotContain("broken.png");
  }

  @Test
  void aResumeOfAFinishedRunClearsWhatAKilledProcessLeft() throws IOException {
    Path run = trained("run");
    Path left = run.resolve("checkpoints/.best.safetensors." + UUID.randomUUID() + ".tmp");
    Files.writeString(left, "half");
    CommandResult.done(train(run, "--resume"));
    assertThat(left).doesNotExist();
  }

  @Test
  void theTrainedModelCodesPictures() {
    Path model = trained("run").resolve("checkpoints/best.safetensors");
    Path picture = folder.resolve("pictures/1.png");
    Path coded = folder.resolve("1.rdv");
    CommandResult.done("compress", picture, "--model", model, "--quality", "3.5", "--out", coded);
    CommandResult.done(
        "decompress", coded, "--model", model, "--out", folder.resolve("decoded.png"));
    assertThat(folder.resolve("decoded.png")).exists();
    Path slim = folder.resolve("slim.safetensors");
    CommandResult.done("export", "slim", model, "--out", slim);
    assertThat(Checkpoint.read(slim).modelHash()).isEqualTo(Checkpoint.read(model).modelHash());
    CommandResult other = CommandResult.of("evaluate", model);
    assertThat(other.code()).isEqualTo(65);
    assertThat(other.err())
        .contains("expected an autoencoder's checkpoint, found a codec's; compress,");
  }

  @Test
  void mistakesInTheConfigAreToldTogether() throws IOException {
    Files.writeString(
        config,
        TinyPhotos.CONFIG
                .replace("patch: 16", "patch: 18")
                .replace("validation-patches: 4", "lossless-shrink: [0]")
                .replace("channels: 3, kernel: 5", "chanels: 3, kernel: 5")
            + "\n");
    CommandResult result = CommandResult.of("config", "check", config);
    assertThat(result.code()).isEqualTo(78);
    assertThat(result.err())
        .contains("unknown setting \"chanels\"")
        .contains("data.lossless-shrink: expected whole numbers from 1 to 16, found 0");
    Files.writeString(config, TinyPhotos.CONFIG.replace("channels: 8", "channels: 6"));
    result = CommandResult.of("config", "check", config);
    assertThat(result.code()).isEqualTo(78);
    assertThat(result.err())
        .contains("codec.hyper-synthesis")
        .contains("a mean and a log scale for each latent, [4, 4, 8]");
    Files.writeString(
        config,
        TinyPhotos.CONFIG.replace("divisive-normalization]", "group-normalization: {groups: 2}]"));
    result = CommandResult.of("config", "check", config);
    assertThat(result.err()).contains("codec.analysis", "found group-normalization");
    Files.writeString(
        config,
        TinyPhotos.CONFIG.replace(
            "hyper-synthesis: [", "hyper-synthesis: [divisive-normalization, "));
    result = CommandResult.of("config", "check", config);
    assertThat(result.err()).contains("codec.hyper-synthesis", "found divisive-normalization");
    Files.writeString(
        config,
        TinyPhotos.CONFIG
            .replace("patch: 16", "patch: 1024")
            .replace("validation-patches: 4", "validation-patches: 683"));
    result = CommandResult.of("config", "check", config);
    assertThat(result.code()).isEqualTo(78);
    assertThat(result.err())
        .contains(
            "data.validation-patches: expected at most 682, for no more patches of 1024 x 1024"
                + " pixels fit into one of Java's arrays, found 683");
    Files.writeString(config, TinyPhotos.CONFIG + "  lowest-lambda: 1\n");
    CommandResult shown = CommandResult.of("config", "show", config);
    assertThat(shown.code()).isEqualTo(78);
  }
}
