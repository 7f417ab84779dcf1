package org.rdvae.reliability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.rdvae.checkpoint.Checkpoint;
import org.rdvae.cli.CommandResult;
import org.rdvae.cli.FolderListing;
import org.rdvae.cli.PhotoCommands;
import org.rdvae.cli.TinyJob;
import org.rdvae.config.ConfigReader;
import org.rdvae.job.RunFiles;
import org.rdvae.job.TrainingRun;

/**
 * A small file system in memory, a real one, has room for a drawn number of bytes: fewer than a
 * training or a compression writes, or just enough. What was there before stays, and once there is
 * room again the training goes on to the same bytes.
 */
@Tag("reliability")
@Tag("disk-full")
@EnabledOnOs(OS.LINUX)
class DiskFullTest {
  private static final int FAILED = 74;
  private static final int PAGE = 4096;
  private static final int PICTURES = 6;

  @TempDir private Path folder;
  private Path disk;
  private Path ballast;

  @BeforeEach
  void mount() throws IOException, InterruptedException {
    disk = Files.createDirectory(folder.resolve("disk"));
    ballast = disk.resolve("ballast");
    Process mount =
        new ProcessBuilder("mount", "-t", "tmpfs", "-o", "size=2m", "rdvae-test", disk.toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(mount.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assumeTrue(mount.waitFor() == 0, "left out: a file system cannot be mounted here: " + said);
  }

  @AfterEach
  void unmount() throws IOException, InterruptedException {
    assertThat(new ProcessBuilder("umount", disk.toString()).start().waitFor()).isIn(0, 32);
  }

  @Test
  void whatWasThereStays() throws IOException {
    TinyJob job = TinyJob.in(folder);
    Path undisturbed = folder.resolve("undisturbed");
    CommandResult.done(job.train(undisturbed));
    Map<String, String> results = RunFiles.of(undisturbed);
    Path middle = folder.resolve("middle");
    stop(job, middle);
    Photos photos = new Photos(folder);
    new Property("disk-full", 9, 24)
        .check(
            (number, random) -> {
              if (number % 3 == 2) {
                photos.compress(number, random);
              } else {
                train(job, number % 3 == 1 ? middle : null, number, random, results);
              }
            });
  }

  private static void stop(TinyJob job, Path run) {
    int[] asked = {0};
    TrainingRun training =
        new TrainingRun(ConfigReader.read(job.config(), List.of()), run, OptionalInt.of(1), 0);
    CommandResult result =
        CommandResult.capture(() -> training.train(false, () -> ++asked[0] > 17) ? 1 : 0);
    assertThat(result.code()).as(result.err()).isZero();
  }

  private void train(
      TinyJob job, Path begun, int number, Random random, Map<String, String> results)
      throws IOException {
    Path run = disk.resolve("run-" + number);
    byte[] before = null;
    if (begun != null) {
      RunFiles.copy(begun, run);
      before = Files.readAllBytes(TinyJob.last(run));
    }
    leaveRoom(random.nextInt(60));
    CommandResult result = CommandResult.of(words(job, run));
    assertThat(result.code()).as(result.err()).isIn(0, FAILED);
    assertThat(result.err()).doesNotContain("\tat ");
    assertThat(RunFiles.leftovers(disk)).isEmpty();
    if (result.code() == FAILED) {
      assertThat(result.err()).containsPattern("rdvae: .*No space left on device");
    }
    if (begun != null || Files.exists(TinyJob.last(run))) {
      Checkpoint last = Checkpoint.read(TinyJob.last(run));
      if (!last.position().finished() && begun != null) {
        assertThat(Files.readAllBytes(TinyJob.last(run))).isEqualTo(before);
      }
    }
    Files.delete(ballast);
    CommandResult.done(words(job, run));
    RunFiles.requireEqual(run, results);
    FolderListing.delete(run);
  }

  private static Object[] words(TinyJob job, Path run) {
    return Files.isDirectory(run.resolve("checkpoints"))
        ? job.train(run, "--resume")
        : job.train(run);
  }

  /** So many pages are free. */
  private void leaveRoom(int pages) throws IOException {
    byte[] zeros = new byte[PAGE];
    try (RandomAccessFile file = new RandomAccessFile(ballast.toFile(), "rw")) {
      while (Files.getFileStore(disk).getUsableSpace() > (long) pages * PAGE) {
        file.write(zeros);
      }
    }
  }

  /** Pictures, and the files that they make where there is room. */
  private final class Photos {
    private final PhotoCommands commands;
    private final List<Path> pictures;
    private final List<byte[]> expected;

    private Photos(Path folder) throws IOException {
      commands = new PhotoCommands(folder);
      pictures =
          IntStream.range(0, PICTURES)
              .mapToObj(number -> commands.paint("pictures/" + number + ".png", number))
              .toList();
      Path out = Files.createDirectory(folder.resolve("compressed"));
      assertThat(compress(out).code()).isZero();
      expected = List.of(contents(out));
    }

    private CommandResult compress(Path out) {
      Object[] words = new Object[PICTURES + 2];
      Arrays.setAll(words, i -> i < PICTURES ? pictures.get(i) : i == PICTURES ? "--out" : out);
      return commands.compress(words);
    }

    private byte[][] contents(Path out) throws IOException {
      byte[][] contents = new byte[PICTURES][];
      for (int i = 0; i < PICTURES; i++) {
        contents[i] = Files.readAllBytes(out.resolve(i + ".rdv"));
      }
      return contents;
    }

    private void compress(int number, Random random) throws IOException {
      Path out = Files.createDirectory(disk.resolve("out-" + number));
      leaveRoom(random.nextInt(PICTURES + 2));
      CommandResult result = compress(out);
      assertThat(result.code()).as(result.err()).isIn(0, FAILED);
      assertThat(result.err()).doesNotContain("\tat ");
      assertThat(RunFiles.leftovers(out)).isEmpty();
      for (int i = 0; i < PICTURES; i++) {
        Path file = out.resolve(i + ".rdv");
        if (result.code() == 0 || Files.exists(file)) {
          assertThat(Files.readAllBytes(file)).isEqualTo(expected.get(i));
        }
      }
      Files.delete(ballast);
      FolderListing.delete(out);
      Files.createDirectory(out);
      assertThat(compress(out).code()).isZero();
      FolderListing.delete(out);
    }
  }
}
