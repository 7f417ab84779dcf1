package org.rdvae.spark;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkConf;
import org.apache.spark.deploy.SparkHadoopUtil;
import org.rdvae.base.Failure;
import org.rdvae.base.Plugins;
import org.rdvae.checkpoint.Checkpoint;
import org.rdvae.cli.Terminal;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** What the corpus commands have in common: which files, where to, and on which cluster. */
final class CorpusOptions {
  /** What is said of the words that name inputs. */
  static final String INPUTS =
      "Folders, with all in their sub-folders, and single files, in any file system that Spark is"
          + " configured for (file:, hdfs:, s3a:, ...).";

  @Spec(Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = "--master",
      paramLabel = "URL",
      description =
          "Spark's master, such as local[8] or spark://host:7077. (default: that of spark-submit)")
  private String master;

  @Option(
      names = "--list",
      paramLabel = "FILE",
      description = "Instead of inputs: a text file with a path in each line.")
  private String list;

  @Option(
      names = "--table",
      paramLabel = "PARQUET",
      description = "Instead of inputs: a Parquet file, or a folder of them.")
  private String table;

  @Option(
      names = "--path-column",
      paramLabel = "C",
      description = "The table's column of paths of files.")
  private String pathColumn;

  @Option(
      names = "--content-column",
      paramLabel = "C",
      description = "The table's column of the files themselves, as bytes.")
  private String contentColumn;

  @Option(
      names = "--name-column",
      paramLabel = "C",
      description = "The table's column of the names of these files.")
  private String nameColumn;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "DIR",
      description = "Folder of the job, new or empty; anywhere all executors can write to.")
  private String out;

  @Option(
      names = "--resume",
      description =
          "Go on with the job in that folder, if there is one: only what is not done is done.")
  private boolean resume;

  @Option(
      names = "--on-bad-image",
      paramLabel = "skip|error",
      defaultValue = "skip",
      description =
          "What files that cannot be used mean: all others are done and bad-files.csv says why;"
              + " with error the exit code is then 65. (default: ${DEFAULT-VALUE})")
  private OnBadImage onBadImage;

  @Option(
      names = "--part-files",
      paramLabel = "N",
      defaultValue = "0",
      description =
          "Files that a task does at a time, and that are done again after a loss. (default: 200 to"
              + " 1000 to encode and score, 4 to 250 to compress and decompress, by their number;"
              + " not with --content-column, where a row group of the table is done at a time)")
  private int partFiles;

  @Option(
      names = "--threads",
      paramLabel = "N",
      defaultValue = "1",
      description =
          "Threads of a task; Spark's spark.task.cpus, unless that is set."
              + " (default: ${DEFAULT-VALUE}, fastest if there are more files than cores)")
  private int threads;

  @Option(names = "--json", description = "Print the summary as one JSON object.")
  private boolean json;

  @Option(
      names = "--plugin",
      description =
          "Run the code of classes that the checkpoint names; executors need them too (spark-submit"
              + " --jars).")
  private boolean plugin;

  /** What files that cannot be used mean. */
  enum OnBadImage {
    SKIP,
    ERROR
  }

  int threads() {
    return threads;
  }

  /** A word that cannot be. */
  ParameterException refusal(String message) {
    return new ParameterException(command.commandLine(), message);
  }

  /**
   * Does the job and returns the exit code.
   *
   * @param words the inputs, if there are any
   * @param model finds and reads the model
   * @param work what is to be done with it
   */
  int run(
      List<String> words,
      Function<CorpusModel, Checkpoint> model,
      Function<Checkpoint, CorpusWork> work) {
    require("--part-files", partFiles, 0, 1_000_000);
    require("--threads", threads, 1, 1024);
    Plugins.allow(plugin);
    SparkConf spark = sparkConf();
    Configuration hadoop = SparkHadoopUtil.get().newConfiguration(spark);
    Storage storage = new Storage(hadoop);
    CorpusInput input = input(words, storage);
    CorpusFolder folder = new CorpusFolder(storage.qualified(out).toString());
    requireOutside(input, folder);
    try (CorpusModel models = new CorpusModel(storage)) {
      Checkpoint checkpoint = model.apply(models);
      CorpusRun run =
          new CorpusRun(
              spark,
              storage,
              work.apply(checkpoint),
              input,
              folder,
              new CorpusProgress(System.err, Terminal.columnsOfStandardError()),
              System.err::println);
      return tell(run.run(resume, partFiles, models.slim(checkpoint)));
    }
  }

  private int tell(CorpusSummary summary) {
    System.out.println(json ? summary.json() : summary.text());
    if (summary.bad() > 0 && onBadImage == OnBadImage.ERROR) {
      System.err.println(
          "rdvae: "
              + summary.bad()
              + " of "
              + summary.files()
              + " files could not be used; "
              + summary.folder().badFiles()
              + " says why.");
      return Failure.Kind.BAD_DATA.exitCode();
    }
    return 0;
  }

  private void require(String option, int value, int least, int most) {
    if (value < least || value > most) {
      throw refusal(
          option + ": expected a whole number from " + least + " to " + most + ", found " + value);
    }
  }

  private SparkConf sparkConf() {
    SparkConf spark = CorpusSpark.settings(master, command.name(), threads);
    if (!CorpusSpark.hasMaster(spark)) {
      throw refusal(
          "--master: expected Spark's master, such as local[8] or spark://host:7077, since"
              + " spark-submit did not name one");
    }
    return spark;
  }

  private CorpusInput input(List<String> words, Storage storage) {
    int kinds = (words.isEmpty() ? 0 : 1) + (list == null ? 0 : 1) + (table == null ? 0 : 1);
    if (kinds != 1) {
      throw refusal(
          "expected inputs, or --list, or --table, found "
              + (kinds == 0 ? "none of them" : "more than one of them"));
    }
    if (table == null && !(pathColumn == null && contentColumn == null && nameColumn == null)) {
      throw refusal("--path-column, --content-column and --name-column go with --table");
    }
    if (list != null) {
      return new CorpusInput.ListFile(existing(list, storage));
    }
    if (table != null) {
      return table(existing(table, storage));
    }
    List<String> paths = new ArrayList<>();
    words.forEach(word -> paths.add(existing(word, storage)));
    requireApart(paths);
    return new CorpusInput.Folders(paths);
  }

  private CorpusInput table(String path) {
    boolean named = pathColumn != null && contentColumn == null && nameColumn == null;
    boolean whole = pathColumn == null && contentColumn != null && nameColumn != null;
    if (!named && !whole) {
      throw refusal(
          "--table: expected either --path-column, or --content-column and --name-column");
    }
    if (whole && partFiles > 0) {
      throw refusal(
          "--part-files: expected none with --content-column, since a task reads a whole row group"
              + " of the table, and does its rows");
    }
    return named
        ? new CorpusInput.PathTable(path, pathColumn)
        : new CorpusInput.ContentTable(path, contentColumn, nameColumn);
  }

  private static String existing(String word, Storage storage) {
    org.apache.hadoop.fs.Path path = storage.qualified(word);
    storage.isFolder(path); // refuses what is not there
    return path.toString();
  }

  private static void requireApart(List<String> paths) {
    for (int i = 0; i < paths.size(); i++) {
      for (int j = 0; j < paths.size(); j++) {
        if (i != j && isWithin(paths.get(i), paths.get(j))) {
          throw new Failure(
              Failure.Kind.USAGE,
              paths.get(i)
                  + " is within "
                  + paths.get(j)
                  + "; expected inputs of which none holds another.");
        }
      }
    }
  }

  /** What is made must not become an input of the next job on the same folder. */
  private static void requireOutside(CorpusInput input, CorpusFolder folder) {
    if (input instanceof CorpusInput.Folders folders) {
      for (String path : folders.paths()) {
        if (isWithin(folder.path(), path)) {
          throw new Failure(
              Failure.Kind.USAGE,
              "--out "
                  + folder.path()
                  + " is within the input "
                  + path
                  + "; expected a folder outside of it.");
        }
      }
    }
  }

  private static boolean isWithin(String path, String folder) {
    return path.equals(folder) || path.startsWith(folder.endsWith("/") ? folder : folder + "/");
  }
}
