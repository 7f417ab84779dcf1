package org.rdvae.spark;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;
import org.apache.parquet.example.data.Group;
import org.apache.spark.SparkFiles;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.VoidFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.LongAccumulator;
import org.apache.spark.util.SerializableConfiguration;
import org.rdvae.base.Failure;
import org.rdvae.base.Plugins;

/**
 * Does whole parts of a corpus, on an executor. A part is done when its table is there, which a
 * single rename makes so; whoever does it again, because of a retry, of speculative execution or of
 * a driver that came after, makes the same table.
 *
 * @param modelFile the name under which Spark brought the checkpoint here
 * @param plugins whether code of others may run that the checkpoint names
 * @param done counts the files of the parts that were done
 * @param bad counts those that could not be used
 */
record PartTask(
    CorpusWork work,
    CorpusFolder folder,
    int dropped,
    String modelFile,
    boolean plugins,
    Broadcast<SerializableConfiguration> configuration,
    LongAccumulator done,
    LongAccumulator bad)
    implements VoidFunction<Iterator<Integer>> {
  private static final long serialVersionUID = 1L;

  /**
   * The file's own fault; with any other the next file would fare no better. OUT_OF_MEMORY is a
   * photo that did not fit though room was kept for it.
   */
  private static final Set<Failure.Kind> OF_THE_FILE =
      EnumSet.of(
          Failure.Kind.BAD_DATA,
          Failure.Kind.MISSING_PATH,
          Failure.Kind.USAGE,
          Failure.Kind.OUT_OF_MEMORY);

  @Override
  public void call(Iterator<Integer> parts) {
    Plugins.allow(plugins);
    Storage storage = new Storage(configuration.value().value());
    parts.forEachRemaining(part -> runWithin(part, () -> run(part, storage)));
  }

  /**
   * Does a part, and says if Java's heap was too small for it. What fits depends on what the other
   * tasks of this process hold, so it is not the fault of the file that it happened at, and the
   * task has to be repeated. Not the error itself, nor as a cause: Spark would end the process at
   * once, which with a local master is the whole job, without a word.
   *
   * @throws Failure OUT_OF_MEMORY
   */
  static void runWithin(int part, Runnable work) {
    try {
      work.run();
    } catch (OutOfMemoryError e) {
      throw new Failure(
          Failure.Kind.OUT_OF_MEMORY,
          String.format(
              Locale.ROOT,
              "Part %d does not fit into the %,d MB of Java's heap with all else that the executor"
                  + " does; give executors more by spark.executor.memory (a local master by -Xmx of"
                  + " its Java, or --driver-memory), or fewer cores.",
              part,
              Runtime.getRuntime().maxMemory() >> 20));
    }
  }

  private void run(int part, Storage storage) {
    org.apache.hadoop.fs.Path table = folder.table(work, part);
    if (storage.exists(table)) {
      // This attempt follows one that was lost after its last word.
      PartFile.Counts counts = PartFile.counts(storage, table);
      count(counts.rows(), counts.bad().size());
      return;
    }
    List<Group> rows = new ArrayList<>();
    List<BadFile> badFiles = new ArrayList<>();
    OutputFiles outputs = new OutputFiles(storage, folder.files(), new MirroredNames(dropped));
    try (OpenPart open = work.open(Path.of(SparkFiles.get(modelFile)), outputs, rows::add)) {
      PlannedPart.read(storage, folder.plan(), part)
          .visit(storage, (path, content) -> add(open, path, content, badFiles));
      open.finish();
    }
    leaveIfKilled();
    storage.write(table, PartFile.content(work.schema(), rows, badFiles));
    count(rows.size(), badFiles.size());
  }

  private static void add(
      OpenPart open, String path, Supplier<byte[]> content, List<BadFile> badFiles) {
    leaveIfKilled();
    try {
      open.add(path, content.get());
    } catch (Failure e) {
      if (!OF_THE_FILE.contains(e.kind())) {
        throw e;
      }
      badFiles.add(BadFile.of(path, e));
    }
    if (open.isFull()) {
      open.finish();
    }
  }

  /** A task that Spark gave up must not take its own end for the fault of a file. */
  static void leaveIfKilled() {
    if (TaskContext.get().isInterrupted() || Thread.currentThread().isInterrupted()) {
      throw new CancellationException("this attempt was given up by Spark");
    }
  }

  private void count(long good, long unusable) {
    done.add(good + unusable);
    bad.add(unusable);
  }
}
