package org.rdvae.cli;

import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.rdvae.base.Failure;
import org.rdvae.job.FilePair;
import org.rdvae.job.FileReport;
import org.rdvae.job.FileSummary;
import org.rdvae.job.FileWork;
import org.rdvae.job.OutputNames;
import org.rdvae.job.StandardStreams;
import org.rdvae.tensor.Device;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** What compress and decompress have in common: many files in, one out for each. */
final class PhotoOptions {
  @Spec(Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "FILE|DIR",
      description =
          "File to write, - for standard output, or a folder: for several inputs, if it is there,"
              + " or if the word ends with a slash.")
  private String out;

  @Option(names = "--force", description = "Write over existing files.")
  private boolean force;

  @Option(
      names = "--json",
      description = "Print a JSON object for each file, in a line; one with an error if it is bad.")
  private boolean json;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description =
          "Threads: one for each of several files at a time, or all for a single file. (default:"
              + " OMP_NUM_THREADS, else all cores)")
  private Integer threads;

  /** Where the outputs are to go. */
  String out() {
    return out;
  }

  /** Checks the words, that the inputs are there, and that the outputs may be written. */
  List<FilePair> pair(List<String> inputs, String extension) {
    Arguments.between(command, "--threads", threads, 1, 1024);
    try {
      List<FilePair> pairs = OutputNames.pair(inputs, out, extension);
      pairs.forEach(PhotoOptions::requireFile);
      requireOtherOutputs(pairs);
      pairs.forEach(pair -> pair.outputPath().ifPresent(output -> OutputFile.check(output, force)));
      return pairs;
    } catch (InvalidPathException e) {
      throw new Failure(
          Failure.Kind.MISSING_PATH,
          e.getInput() + " cannot be the name of a file here: " + e.getReason(),
          e);
    }
  }

  private static void requireFile(FilePair pair) {
    pair.inputPath()
        .ifPresent(
            input -> {
              Arguments.existing(input);
              if (Files.isDirectory(input)) {
                throw new Failure(
                    Failure.Kind.USAGE,
                    input + " is a folder; expected files, for instance " + input.resolve("*"));
              }
            });
  }

  /** What is read must not be written, however much force is used. */
  private static void requireOtherOutputs(List<FilePair> pairs) {
    Set<Path> inputs = new HashSet<>();
    pairs.forEach(pair -> pair.inputPath().map(PhotoOptions::whole).ifPresent(inputs::add));
    for (FilePair pair : pairs) {
      if (pair.outputPath().map(PhotoOptions::whole).filter(inputs::contains).isPresent()) {
        throw new Failure(
            Failure.Kind.USAGE,
            pair.output() + " is one of the inputs; expected another name to write to.");
      }
    }
  }

  private static Path whole(Path path) {
    return path.toAbsolutePath().normalize();
  }

  /** The process's own. */
  static StandardStreams streams() {
    return new StandardStreams(System.in, System.out);
  }

  private int threads() {
    return threads == null ? Device.defaultThreads() : threads;
  }

  private int filesAtATime(List<FilePair> pairs) {
    return Math.min(threads(), pairs.size());
  }

  /** What is left to each of the files that are worked on at a time. */
  int threadsForEach(List<FilePair> pairs) {
    return threads() / filesAtATime(pairs);
  }

  /**
   * Works on all files and returns the exit code.
   *
   * @param doing for the progress line
   * @param done what could not be done to bad files
   */
  int run(String doing, String done, List<FilePair> pairs, FileWork.Task<FileReport> task) {
    try (Interruption interruption = Interruption.listen()) {
      FileSummary summary =
          new FileWork<>(
                  doing,
                  pairs,
                  Terminal.columnsOfStandardError(),
                  interruption::isRequested,
                  new Printer(pairs))
              .run(filesAtATime(pairs), task);
      if (!summary.failures().isEmpty() && pairs.size() > 1) {
        System.err.println("rdvae: " + summary.text(done) + ".");
      }
      return summary.kind().map(Failure.Kind::exitCode).orElse(0);
    }
  }

  /** Prints a line for each file; on standard error where the output itself is standard output. */
  private final class Printer implements FileWork.Listener<FileReport> {
    private final PrintStream results;

    Printer(List<FilePair> pairs) {
      results = pairs.get(0).outputPath().isPresent() ? System.out : System.err;
    }

    @Override
    public void done(FilePair files, FileReport report) {
      report.notes().forEach(note -> System.err.println(files.inputName() + ": " + note));
      results.println(json ? report.json() : report.text());
    }

    @Override
    public void failed(FilePair files, Failure failure) {
      System.err.println("rdvae: " + failure.getMessage());
      if (json) {
        results.println(FileReport.json(files, failure));
      }
    }
  }
}
