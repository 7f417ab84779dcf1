package org.rdvae.spark;

import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkException;
import org.apache.spark.api.java.JavaFutureAction;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.util.LongAccumulator;
import org.apache.spark.util.SerializableConfiguration;
import org.rdvae.base.Failure;
import org.rdvae.base.Plugins;
import tools.jackson.databind.json.JsonMapper;

/**
 * A corpus job, as its driver sees it.
 *
 * <pre>
 * inputs ── list, check ──> plan: numbered parts ── one task each ──> table of the part, renamed into place
 *                             │                                            │
 * resumed ────────────────────┴── parts without a table ───────────────────┘──> bad-files.csv, summary
 * </pre>
 *
 * <p>Each file of the plan is in exactly one part, and a part is in the results whole or not at
 * all, so each file is in the results exactly once, whatever was killed and how often. What is
 * assumed of the file system is said in {@link Storage}. Outputs of {@code compress} and {@code
 * decompress} are written before the table that names them.
 */
final class CorpusRun {
  private static final long POLL_MILLISECONDS = 100;

  /** Without an executor for so long, something may be wrong. */
  private static final double PATIENCE_SECONDS = 30;

  private final SparkConf spark;
  private final Storage storage;
  private final CorpusWork work;
  private final CorpusInput input;
  private final CorpusFolder folder;
  private final CorpusProgress progress;
  private final Consumer<String> notes;

  /**
   * @param notes told what the user should know, a sentence each
   */
  CorpusRun(
      SparkConf spark,
      Storage storage,
      CorpusWork work,
      CorpusInput input,
      CorpusFolder folder,
      CorpusProgress progress,
      Consumer<String> notes) {
    this.spark = spark;
    this.storage = storage;
    this.work = work;
    this.input = input;
    this.folder = folder;
    this.progress = progress;
    this.notes = notes;
  }

  /**
   * Does what is not done yet.
   *
   * @param resume whether a job may be in the folder already, which must be the same then
   * @param partFiles files in a part; 0 takes the usual number
   * @param checkpoint the model's file, for the executors
   * @throws Failure OUTPUT if the folder holds something else; any other if the job had to be given
   *     up, in which case what is done is kept
   */
  CorpusSummary run(boolean resume, int partFiles, Path checkpoint) {
    CorpusPlan plan = begin(resume, partFiles);
    CorpusTables tables = new CorpusTables(storage, folder, work);
    BitSet done = tables.done();
    List<Integer> todo =
        IntStream.range(0, plan.parts()).filter(part -> !done.get(part)).boxed().toList();
    long now = todo.stream().mapToLong(part -> plan.files()[part]).sum();
    progress.begin(work.doing(), plan.count(), plan.count() - now);
    if (!todo.isEmpty()) {
      try (JavaSparkContext context = CorpusSpark.connect(spark)) {
        work(context, plan, todo, plan.count() - now, checkpoint);
      }
    }
    double seconds = progress.seconds();
    long bad = tables.writeBadFiles(plan);
    CorpusSummary summary = new CorpusSummary(work, folder, plan.count(), bad, now, seconds);
    storage.write(folder.summary(), JsonMapper.shared().writeValueAsBytes(summary.lasting()));
    return summary;
  }

  /** Lists the inputs, or takes up the plan of the job that is there. */
  private CorpusPlan begin(boolean resume, int partFiles) {
    JobRecord record = JobRecord.of(work, input);
    // A process that was killed in its first moment leaves a hidden file, and nothing begun.
    boolean isThere =
        storage.exists(folder.root())
            && storage.list(folder.root()).stream()
                .anyMatch(status -> !status.getPath().getName().startsWith("."));
    if (isThere) {
      requireResumable(resume);
      record.requireSame(storage, folder);
      var plan = CorpusPlan.read(storage, folder.plan());
      if (plan.isPresent()) {
        return plan.get();
      }
    }
    try (CorpusPlanner planner = new CorpusPlanner(storage, work, notes, progress)) {
      planner.list(input);
      if (!isThere) {
        record.write(storage, folder);
      }
      return planner.write(folder.plan(), partFiles);
    }
  }

  private void requireResumable(boolean resume) {
    if (!storage.exists(folder.record())) {
      throw new Failure(
          Failure.Kind.OUTPUT,
          "--out "
              + folder.path()
              + ": expected an empty folder or a new one, found other files there.");
    }
    if (!resume) {
      throw new Failure(
          Failure.Kind.OUTPUT,
          "--out " + folder.path() + " holds a corpus job already; go on with it by --resume.");
    }
  }

  private void work(
      JavaSparkContext context, CorpusPlan plan, List<Integer> todo, long before, Path checkpoint) {
    context.addFile(checkpoint.toUri().toString());
    LongAccumulator done = context.sc().longAccumulator("files done");
    LongAccumulator bad = context.sc().longAccumulator("bad files");
    PartTask task =
        new PartTask(
            work,
            folder,
            plan.dropped(),
            checkpoint.getFileName().toString(),
            Plugins.areAllowed(),
            context.broadcast(new SerializableConfiguration(storage.configuration())),
            done,
            bad);
    JavaFutureAction<Void> action =
        context.parallelize(todo, todo.size()).foreachPartitionAsync(task);
    try {
      boolean warned = false;
      while (!isEnded(action)) {
        progress.show(before + done.value(), done.value(), bad.value());
        if (!warned
            && progress.seconds() > PATIENCE_SECONDS
            && CorpusSpark.hasNoExecutor(context)) {
          warned = true;
          notes.accept(
              "waiting for executors, of which "
                  + context.master()
                  + " has given none so far: expected workers with "
                  + spark.get("spark.task.cpus")
                  + " free cores and "
                  + spark.get("spark.executor.memory", "1g")
                  + " of memory");
        }
      }
    } catch (ExecutionException e) {
      throw givenUp(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw givenUp(e);
    } finally {
      progress.clear();
    }
  }

  private static boolean isEnded(JavaFutureAction<Void> action)
      throws ExecutionException, InterruptedException {
    try {
      action.get(POLL_MILLISECONDS, TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    }
  }

  /** A failure of our own comes back within Spark's; what else there is, is Spark's own. */
  private static RuntimeException givenUp(Throwable thrown) {
    String kept = " What is done is kept: the same command with --resume goes on.";
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof Failure failure) {
        return new Failure(failure.kind(), failure.getMessage() + kept, thrown);
      }
    }
    Throwable cause = thrown.getCause();
    if (cause != null && !(cause instanceof SparkException)) {
      return new IllegalStateException("a task failed", thrown);
    }
    return new Failure(
        Failure.Kind.INPUT_OUTPUT,
        "Spark gave the job up: "
            + String.valueOf(thrown.getMessage()).lines().findFirst().orElse("")
            + "."
            + kept,
        thrown);
  }
}
