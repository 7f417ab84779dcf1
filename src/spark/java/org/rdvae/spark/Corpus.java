package org.rdvae.spark;

import org.rdvae.cli.Main;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/**
 * Corpus jobs on Apache Spark: {@code spark-submit --class org.rdvae.spark.Corpus rdvae-spark.jar
 * encode CHECKPOINT FOLDER --out DIR}, and the same for {@code score}, {@code compress} and {@code
 * decompress}. Every file is done exactly once, a job that was killed is resumed, and files that
 * cannot be used are in a report and not in the way.
 */
@Command(
    name = "corpus",
    mixinStandardHelpOptions = true,
    description = "Encodes, scores, compresses or decompresses millions of files on Apache Spark.",
    subcommands = {
      CorpusEncode.class,
      CorpusScore.class,
      CorpusCompress.class,
      CorpusDecompress.class
    })
public final class Corpus {
  private Corpus() {}

  /** Ends the process with the exit code of the other commands. */
  public static void main(String[] arguments) {
    int code = run(arguments);
    // Spark on YARN takes any call of exit for a failure.
    if (code != 0) {
      System.exit(code);
    }
  }

  static int run(String... arguments) {
    return Main.run(Main.explained(new CommandLine(new Corpus())), arguments);
  }
}
