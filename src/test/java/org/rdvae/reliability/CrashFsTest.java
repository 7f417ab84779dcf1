package org.rdvae.reliability;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.rdvae.checkpoint.Checkpoint;
import org.rdvae.cli.CommandResult;
import org.rdvae.cli.FolderListing;
import org.rdvae.cli.RdvaeProcess;
import org.rdvae.cli.TinyJob;
import org.rdvae.job.RunFiles;

/**
 * The power fails while a training writes. Of what is left on the disk, see {@link PowerCut}, the
 * checkpoints are whole and at least as new as the program said they were; and every so often a
 * training goes on from there, to the same bytes.
 */
@Tag("reliability")
@Tag("crash-fs")
@EnabledOnOs(OS.LINUX)
class CrashFsTest {
  private static final int RESUME_EVERY = 50;
  private static final List<Path> CHECKPOINTS =
      List.of(Path.of("checkpoints/last.safetensors"), Path.of("checkpoints/best.safetensors"));

  @TempDir private Path folder;

  @Test
  void whatWasSavedSurvives() throws IOException {
    Path library = FaultyDisk.compile(folder);
    Path runs = Files.createDirectory(folder.resolve("runs"));
    Path run = runs.resolve("run");
    Object[] words =
        TinyJob.in(folder)
            .train(
                run,
                "--set",
                "training.epochs=6",
                "--set",
                "run.checkpoint-minutes=0.0001",
                "--set",
                "run.picture-every=3");
    Path begun = folder.resolve("begun.record");
    try (RdvaeProcess process = record(library, runs, begun, words)) {
      process.await(() -> Files.exists(TinyJob.best(run)));
      process.terminate();
      process.exitCode();
    }
    Path resumed = folder.resolve("resumed.record");
    try (RdvaeProcess process = record(library, runs, resumed, resuming(words))) {
      assertThat(process.exitCode()).as(process::output).isZero();
    }
    Map<String, String> results = RunFiles.of(run);
    PowerCut cut = new PowerCut(run, begun, resumed);
    System.out.printf(Locale.ROOT, "crash-fs: %d operations recorded%n", cut.operations());
    new Property("crash-fs", 200, 1000)
        .check(
            (number, random) -> {
              Path left = Files.createDirectories(folder.resolve("left-" + number));
              cut.after(random.nextInt(cut.operations() + 1), random, left);
              for (Path file : CHECKPOINTS) {
                check(cut, left, file);
              }
              if (number % RESUME_EVERY == 0) {
                Object[] again = words.clone();
                again[3] = left;
                CommandResult.done(
                    Files.isDirectory(left.resolve("checkpoints")) ? resuming(again) : again);
                RunFiles.requireEqual(left, results);
              }
              FolderListing.delete(left);
            });
  }

  private static void check(PowerCut cut, Path left, Path file) throws IOException {
    Path found = left.resolve(file.toString());
    if (!Files.exists(found)) {
      assertThat(cut.isPromised(file)).as("%s was saved and is gone", file).isFalse();
      return;
    }
    byte[] bytes = Files.readAllBytes(found);
    assertThat(cut.mayHold(file))
        .as("what %s may hold", file)
        .anyMatch(version -> Arrays.equals(version, bytes));
    Checkpoint.read(found);
  }

  private RdvaeProcess record(Path library, Path runs, Path record, Object... words) {
    Map<String, String> environment = new HashMap<>(FaultyDisk.environment(library, runs));
    environment.put("DISK_RECORD", record.toString());
    return RdvaeProcess.start(
        folder,
        List.of("-Xmx256m", "-cp", System.getProperty("java.class.path")),
        environment,
        "org.rdvae.cli.Main",
        words);
  }

  private static Object[] resuming(Object... words) {
    List<Object> all = new ArrayList<>(List.of(words));
    all.add("--resume");
    return all.toArray();
  }
}
