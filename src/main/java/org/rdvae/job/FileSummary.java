package org.rdvae.job;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.rdvae.base.Failure;

/**
 * What came of many files.
 *
 * @param files all of them
 * @param failures of those at fault, in their order
 */
public record FileSummary(int files, List<Failure> failures) {
  public FileSummary {
    failures = List.copyOf(failures);
  }

  FileSummary with(Failure failure) {
    List<Failure> more = new ArrayList<>(failures);
    more.add(failure);
    return new FileSummary(files, more);
  }

  /**
   * What is wrong with all files at fault, or bad data where that differs; empty if all is well.
   */
  public Optional<Failure.Kind> kind() {
    List<Failure.Kind> kinds = failures.stream().map(Failure::kind).distinct().toList();
    return kinds.size() > 1 ? Optional.of(Failure.Kind.BAD_DATA) : kinds.stream().findFirst();
  }

  /** For instance: 3 of 1,200 files could not be compressed. */
  public String text(String done) {
    return String.format(
        Locale.ROOT, "%,d of %,d files could not be %s", failures.size(), files, done);
  }
}
