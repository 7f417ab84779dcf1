package org.rdvae.reliability;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.rdvae.checkpoint.Checkpoint;
import org.rdvae.cli.RdvaeProcess;
import org.rdvae.cli.TinyJob;

/**
 * SIGINT or SIGTERM, and another of them right behind: the process ends soon with the code of one
 * of them and leaves a checkpoint, from which another goes on to the same bytes. Which of the two:
 * different signals that wait together for a busy process have no order.
 */
@Tag("reliability")
@Tag("signals")
@DisabledOnOs(OS.WINDOWS)
class SignalsTest {
  private static final int DONE = 0;
  private static final int INTERRUPTED = 128 + 2;
  private static final int TERMINATED = 128 + 15;

  /** A step takes a millisecond. */
  private static final long MOST_SECONDS = 10;

  /** A process that ends before its moment is drawn again, but not for ever. */
  private static final int ATTEMPTS = 20;

  @TempDir private Path folder;

  @Test
  void twoSignalsLeaveACheckpoint() throws IOException {
    List<DisturbedJob> jobs =
        List.of(DisturbedJob.dense(folder), DisturbedJob.convolutions(folder));
    // Shells start background jobs deaf to interrupts, and Java leaves it so.
    boolean canInterrupt = !RdvaeProcess.ignoresInterrupts();
    if (!canInterrupt) {
      System.out.println("signals: SIGINT is ignored here, so only SIGTERM is sent");
    }
    new Property("signals", 4, 20)
        .check(
            (number, random) ->
                signal(jobs.get(number % jobs.size()), number, random, canInterrupt));
  }

  private static void signal(DisturbedJob job, int number, Random random, boolean canInterrupt) {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      String name = "signalled-" + number + "-" + attempt;
      Path run =
          random.nextBoolean()
              ? job.stoppedAt(1 + random.nextInt((int) job.steps() - 1), name)
              : job.folder().resolve(name);
      boolean interruptFirst = canInterrupt && random.nextBoolean();
      boolean interruptThen = canInterrupt && random.nextBoolean();
      int code;
      try (RdvaeProcess process = job.start(run)) {
        Moment.ofCase(number).await(process, job, run, random);
        long sent = System.nanoTime();
        send(process, interruptFirst);
        RdvaeProcess.pause(random.nextInt(20));
        send(process, interruptThen);
        code = process.exitCode();
        assertThat(System.nanoTime() - sent)
            .as("nanoseconds until the end")
            .isLessThan(TimeUnit.SECONDS.toNanos(MOST_SECONDS));
        assertThat(code).as(process::output).isIn(DONE, code(interruptFirst), code(interruptThen));
        assertThat(process.output()).doesNotContain("rdvae: ", "\tat ");
      }
      if (code == DONE) {
        job.compare(run);
        continue;
      }
      if (Files.exists(TinyJob.last(run))) {
        assertThat(Checkpoint.read(TinyJob.last(run)).training()).isPresent();
      }
      assertThat(Moment.hasTemporary(run.resolve("checkpoints"))).as("leftovers").isFalse();
      job.finishAndCompare(run);
      return;
    }
    throw new AssertionError(ATTEMPTS + " processes in turn ended before the signal");
  }

  private static int code(boolean interrupt) {
    return interrupt ? INTERRUPTED : TERMINATED;
  }

  private static void send(RdvaeProcess process, boolean interrupt) {
    if (interrupt) {
      process.interrupt();
    } else {
      process.terminate();
    }
  }
}
