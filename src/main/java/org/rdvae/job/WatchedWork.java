package org.rdvae.job;

import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.IntConsumer;
import org.rdvae.data.ReadingProgress;
import org.rdvae.report.ProgressLine;

/**
 * Long work on images, half of which is of no use: it shows how far it is, and leaves when told to.
 *
 * @param terminalColumns width of the terminal for progress; 0 writes plain lines
 * @param interrupted asked whenever some images are done
 */
public record WatchedWork(int terminalColumns, BooleanSupplier interrupted) {

  /**
   * Does the work.
   *
   * @param words what is done, for the progress line
   * @param total number of images
   * @param work is given what it must tell how many images are done
   * @return its result; empty if it was interrupted
   */
  public <T> Optional<T> run(String words, int total, Function<IntConsumer, T> work) {
    ProgressLine progress = new ProgressLine(System.err, terminalColumns, total, 0);
    try {
      return Optional.of(work.apply(done -> tell(done, words, progress)));
    } catch (InterruptedWork e) {
      return Optional.empty();
    } finally {
      progress.clear();
    }
  }

  /**
   * Reads pictures; says nothing unless it takes longer than a second.
   *
   * @param work is given what it must tell how many pictures are read
   * @return its result; empty if it was interrupted
   */
  public <T> Optional<T> reading(Function<ReadingProgress, T> work) {
    ReadingLine line = new ReadingLine(terminalColumns);
    try {
      return Optional.of(
          work.apply(
              (done, total) -> {
                InterruptedWork.leaveIf(interrupted);
                line.show(done, total);
              }));
    } catch (InterruptedWork e) {
      return Optional.empty();
    } finally {
      line.clear();
    }
  }

  /** Reads what nobody loses by a signal that ends the process where it stands. */
  public static <T> T read(int terminalColumns, Function<ReadingProgress, T> work) {
    return new WatchedWork(terminalColumns, () -> false).reading(work).orElseThrow();
  }

  private void tell(int done, String words, ProgressLine progress) {
    InterruptedWork.leaveIf(interrupted);
    if (progress.isDue()) {
      progress.show(done, words);
    }
  }
}
