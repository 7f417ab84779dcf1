package org.rdvae.reliability;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.rdvae.cli.RdvaeProcess;
import org.rdvae.cli.TinyJob;

/**
 * A moment in the life of a training process to disturb it at. Starting Java takes most of that
 * life, and saving and renaming the least, so a time drawn evenly would hit little of what matters:
 * first the kind of moment is drawn, and then the time after what announces it.
 */
enum Moment {
  /** Folders are made, leftovers deleted, metrics cut back. */
  BEGINNING {
    @Override
    void await(RdvaeProcess process, DisturbedJob job, Path run, Random random) {
      awaitTrue(process, () -> process.output().contains("memory: "));
      pause(random, 60_000);
    }
  },
  /** Any time from the first step to the end. */
  ANY_STEP {
    @Override
    void await(RdvaeProcess process, DisturbedJob job, Path run, Random random) {
      awaitTraining(process);
      pause(random, (int) (0.8e-3 * job.nanos()));
    }
  },
  /** A temporary file is written, flushed or read back. */
  SAVING {
    @Override
    void await(RdvaeProcess process, DisturbedJob job, Path run, Random random) {
      awaitTraining(process);
      for (int number = random.nextInt(8); number >= 0; number--) {
        awaitTrue(process, () -> hasTemporary(run.resolve("checkpoints")));
        if (number > 0) {
          awaitTrue(process, () -> !hasTemporary(run.resolve("checkpoints")));
        }
      }
      pause(random, 3_000);
    }
  },
  /** A checkpoint was renamed, or is about to be, and the folder is flushed. */
  RENAMING {
    @Override
    void await(RdvaeProcess process, DisturbedJob job, Path run, Random random) {
      awaitTraining(process);
      for (int number = random.nextInt(8); number >= 0; number--) {
        Object before = identity(run);
        awaitTrue(process, () -> !identity(run).equals(before));
      }
      pause(random, 1_000);
    }
  },
  /** The last save, the last pictures and the evaluation of the best model. */
  END {
    @Override
    void await(RdvaeProcess process, DisturbedJob job, Path run, Random random) {
      awaitTrue(process, () -> process.output().matches("(?s).*epoch +([0-9]+)/\\1 .*"));
      pause(random, 120_000);
    }
  };

  private static final List<Moment> ALL = List.of(values());
  private static final long POLL_NANOS = 200_000;

  abstract void await(RdvaeProcess process, DisturbedJob job, Path run, Random random);

  /** One after the other, by the number of a case; the two jobs of a property take turns first. */
  static Moment ofCase(int number) {
    return ALL.get(number / 2 % ALL.size());
  }

  private static void awaitTraining(RdvaeProcess process) {
    awaitTrue(process, () -> process.output().contains(" parameters, "));
  }

  private static void awaitTrue(RdvaeProcess process, BooleanSupplier condition) {
    while (process.isRunning() && !condition.getAsBoolean()) {
      LockSupport.parkNanos(POLL_NANOS);
    }
  }

  private static void pause(Random random, int mostMicroseconds) {
    LockSupport.parkNanos(1000L * random.nextInt(mostMicroseconds));
  }

  static boolean hasTemporary(Path folder) {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, ".*.tmp")) {
      return files.iterator().hasNext();
    } catch (NoSuchFileException | NotDirectoryException e) {
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Changes with every rename. */
  private static Object identity(Path run) {
    try {
      return Files.getAttribute(TinyJob.last(run), "unix:ino");
    } catch (IOException e) {
      return "none";
    }
  }
}
