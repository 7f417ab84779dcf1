package org.rdvae.job;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.rdvae.base.Failure;
import org.rdvae.base.ParallelWork;
import org.rdvae.report.ProgressLine;

/**
 * The same work on many files, several at a time: a file that is at fault is told and counted and
 * the rest is done, and what came of each is told in the order of the files, as soon as all before
 * it are done. An instance does one piece of work.
 *
 * @param <R> what is made of a file
 */
public final class FileWork<R> {
  /** No other file would fare better. */
  private static final Set<Failure.Kind> FATAL =
      Set.of(Failure.Kind.OUTPUT, Failure.Kind.INPUT_OUTPUT, Failure.Kind.DEVICE, Failure.Kind.BUG);

  /** The work on one file. */
  @FunctionalInterface
  public interface Task<R> {
    /**
     * Does it.
     *
     * @param alive to be called now and then; it throws if the work is to be left
     */
    R of(FilePair files, Runnable alive);
  }

  /** Told of every file, from changing threads but never from two at once. */
  public interface Listener<R> {
    /** The file was read and its output written. */
    void done(FilePair files, R result);

    /** Nothing was written. */
    void failed(FilePair files, Failure failure);
  }

  private record Outcome<R>(R result, Failure failure) {}

  private final List<FilePair> files;
  private final Listener<R> listener;
  private final BooleanSupplier interrupted;
  private final ProgressLine progress;
  private final String words;
  private final Outcome<R>[] outcomes;
  private FileSummary summary;
  private int finished;
  private int told;

  /**
   * @param words what is done, for the progress line
   * @param terminalColumns width of the terminal; 0 writes plain lines
   * @param interrupted asked now and then; the rest is then left
   */
  @SuppressWarnings("unchecked") // Arrays know no type variables.
  public FileWork(
      String words,
      List<FilePair> files,
      int terminalColumns,
      BooleanSupplier interrupted,
      Listener<R> listener) {
    this.words = words;
    this.files = List.copyOf(files);
    this.listener = listener;
    this.interrupted = interrupted;
    progress = new ProgressLine(System.err, terminalColumns, files.size(), 0);
    outcomes = (Outcome<R>[]) new Outcome<?>[files.size()];
    summary = new FileSummary(files.size(), List.of());
  }

  /**
   * Works on all files; ends early, and without a word, when interrupted.
   *
   * @throws Failure if an output cannot be written, once what was made before is told
   */
  public FileSummary run(int threads, Task<R> task) {
    try {
      ParallelWork.run(
          Math.min(threads, files.size()),
          files.size(),
          number -> finish(number, outcome(files.get(number), task)));
    } catch (InterruptedWork e) {
      return summary;
    } finally {
      tellRest();
    }
    return summary;
  }

  private Outcome<R> outcome(FilePair pair, Task<R> task) {
    InterruptedWork.leaveIf(interrupted);
    try {
      return new Outcome<>(task.of(pair, () -> InterruptedWork.leaveIf(interrupted)), null);
    } catch (Failure e) {
      if (FATAL.contains(e.kind())) {
        throw e;
      }
      return new Outcome<>(null, e);
    }
  }

  private synchronized void finish(int number, Outcome<R> outcome) {
    outcomes[number] = outcome;
    finished++;
    while (told < outcomes.length && outcomes[told] != null) {
      tell(told++);
    }
    if (finished < outcomes.length && progress.isDue()) {
      progress.show(
          finished, String.format(Locale.ROOT, "%s %,d/%,d", words, finished, outcomes.length));
    }
  }

  /** Those behind one that was never done. */
  private synchronized void tellRest() {
    for (; told < outcomes.length; told++) {
      if (outcomes[told] != null) {
        tell(told);
      }
    }
    progress.clear();
  }

  private void tell(int number) {
    progress.clear();
    Outcome<R> outcome = outcomes[number];
    if (outcome.failure() == null) {
      listener.done(files.get(number), outcome.result());
    } else {
      summary = summary.with(outcome.failure());
      listener.failed(files.get(number), outcome.failure());
    }
  }
}
