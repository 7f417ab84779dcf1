package org.rdvae.reliability;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.rdvae.checkpoint.Checkpoint;
import org.rdvae.cli.RdvaeProcess;
import org.rdvae.cli.TinyJob;

/**
 * A training process is killed without warning; another one goes on and leaves the same bytes as if
 * nothing had happened: parameters, optimiser, metrics, pictures, evaluation. A case is one kill of
 * a new run or of one that had been stopped before.
 */
@Tag("reliability")
@Tag("kill")
@DisabledOnOs(OS.WINDOWS)
class KillTest {
  private static final int KILLED = 128 + 9;

  /** A process that ends before its moment is drawn again, but not for ever. */
  private static final int ATTEMPTS = 20;

  @TempDir private Path folder;

  @Test
  void nothingIsLostByKill9() throws IOException {
    List<DisturbedJob> jobs =
        List.of(DisturbedJob.dense(folder), DisturbedJob.convolutions(folder));
    Map<String, Integer> deaths = new TreeMap<>();
    new Property("kill", 6, 40)
        .check((number, random) -> kill(jobs.get(number % jobs.size()), number, random, deaths));
    System.out.println("kill: died " + deaths);
  }

  private static void kill(
      DisturbedJob job, int number, Random random, Map<String, Integer> deaths) {
    // Draws until the moment lies before the process's end.
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      String name = "killed-" + number + "-" + attempt;
      Path run =
          random.nextBoolean()
              ? job.stoppedAt(1 + random.nextInt((int) job.steps() - 1), name)
              : job.folder().resolve(name);
      int code;
      try (RdvaeProcess process = job.start(run)) {
        Moment.ofCase(number).await(process, job, run, random);
        process.kill();
        code = process.exitCode();
        assertThat(code).as(process::output).isIn(0, KILLED);
      }
      if (code == KILLED) {
        deaths.merge(where(run), 1, Integer::sum);
        job.finishAndCompare(run);
        return;
      }
      job.compare(run);
    }
    throw new AssertionError(ATTEMPTS + " processes in turn ended before they were killed");
  }

  private static String where(Path run) {
    Path last = TinyJob.last(run);
    if (Moment.hasTemporary(run.resolve("checkpoints"))) {
      return "while a checkpoint was written";
    }
    if (Moment.hasTemporary(run) || Moment.hasTemporary(run.resolve("samples"))) {
      return "while another file was written";
    }
    if (!Files.exists(last)) {
      return "before the first checkpoint";
    }
    Checkpoint state = Checkpoint.read(last);
    if (state.position().finished()) {
      return Files.exists(run.resolve("evaluation.json"))
          ? "after the evaluation"
          : "in the evaluation";
    }
    Path best = TinyJob.best(run);
    return Files.exists(best) && Checkpoint.read(best).position().step() > state.position().step()
        ? "between the best model and the state"
        : "between two saves";
  }
}
