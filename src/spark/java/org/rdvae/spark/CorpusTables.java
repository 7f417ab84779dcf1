package org.rdvae.spark;

import java.util.BitSet;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.apache.hadoop.fs.FileStatus;
import org.rdvae.base.Failure;
import org.rdvae.report.CsvWriter;

/** The tables of a corpus job that are there: which parts are done, and what their footers say. */
record CorpusTables(Storage storage, CorpusFolder folder, CorpusWork work) {
  private static final Pattern NAME = Pattern.compile("part-(\\d+)\\.parquet");

  /** Footers that are read at a time. */
  private static final int CHUNK = 1000;

  /** The parts that are done. */
  BitSet done() {
    BitSet done = new BitSet();
    if (storage.exists(folder.tables(work))) {
      for (FileStatus status : storage.list(folder.tables(work))) {
        Matcher matcher = NAME.matcher(status.getPath().getName());
        if (matcher.matches()) {
          done.set(Integer.parseInt(matcher.group(1)));
        }
      }
    }
    return done;
  }

  /**
   * Writes the list of the files that could not be used, in the order of the plan, once every part
   * is done and has each of its files once.
   *
   * @return how many they are
   */
  long writeBadFiles(CorpusPlan plan) {
    LongAdder bad = new LongAdder();
    storage.write(
        folder.badFiles(),
        out -> {
          CsvWriter csv = new CsvWriter(out, "path", "reason");
          for (int first = 0; first < plan.parts(); first += CHUNK) {
            int last = Math.min(plan.parts(), first + CHUNK);
            List<PartFile.Counts> counts =
                IntStream.range(first, last).parallel().mapToObj(this::counts).toList();
            for (int i = 0; i < counts.size(); i++) {
              requireAll(first + i, counts.get(i), plan.files()[first + i]);
              for (BadFile file : counts.get(i).bad()) {
                csv.add(file.path(), file.reason());
                bad.increment();
              }
            }
          }
          csv.flush();
        });
    return bad.sum();
  }

  private PartFile.Counts counts(int part) {
    return PartFile.counts(storage, folder.table(work, part));
  }

  private void requireAll(int part, PartFile.Counts counts, int expected) {
    long found = counts.rows() + counts.bad().size();
    if (found != expected) {
      throw new Failure(
          Failure.Kind.BAD_DATA,
          folder.table(work, part)
              + ": expected "
              + expected
              + " files, as they were planned, found "
              + found
              + ". Remove it and go on with --resume: its files are then done again.");
    }
  }
}
