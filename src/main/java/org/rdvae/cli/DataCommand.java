package org.rdvae.cli;

import java.util.Locale;
import java.util.concurrent.Callable;
import org.rdvae.config.Job;
import org.rdvae.data.DataLoader;
import org.rdvae.data.ExampleSet;
import org.rdvae.data.Remedy;
import org.rdvae.data.RowSet;
import org.rdvae.data.Split;
import org.rdvae.data.Splits;
import org.rdvae.fetch.PublicSet;
import org.rdvae.fetch.PublicSets;
import org.rdvae.job.WatchedWork;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code rdvae data}. */
@Command(
    name = "data",
    mixinStandardHelpOptions = true,
    description = "Says what can be read, reads it, and fetches public sets.",
    subcommands = {DataCommand.ListSets.class, DataCommand.Verify.class, DataFetchCommand.class})
final class DataCommand implements Callable<Integer> {
  @Spec private CommandSpec command;

  @Override
  public Integer call() {
    throw new ParameterException(command.commandLine(), "Expected list, verify or fetch");
  }

  /** {@code rdvae data list}. */
  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      description = "Lists the kinds of sets and what each needs in a config.")
  static final class ListSets implements Callable<Integer> {
    @Override
    public Integer call() {
      System.out.print(
          """
          mnist-binary  50,000/10,000/10,000 binarised digits of 28 x 28, embedded; the fixed binarisation of
                        Salakhutdinov and Murray (2008) as distributed by Larochelle, made from MNIST (CC BY-SA 3.0)
                          data: {set: mnist-binary}
          idx           MNIST, Fashion-MNIST and others in that format: a folder with train-images-idx3-ubyte and
                        t10k-images-idx3-ubyte, each plain or .gz
                          data: {set: idx, path: folder}          (with binarization: none for 8-bit likelihoods)
          images        a folder of PNG, JPEG, WebP, BMP and GIF files of any size, with folders inside
                          data: {set: images, path: folder, binarization: none, images: {height: 64, width: 64}}
                          model: {likelihood: discretized-logistic}
          table         a CSV file with a header and numeric columns
                          data: {set: table, path: file.csv}
                          model: {likelihood: {gaussian: {initial-stddev: 1}}}
                        or, where all columns are 0 and 1,
                          data: {set: table, path: file.csv, table: {type: bit}}
          text          a folder of text files, with folders inside, as counts of their words
                          data: {set: text, path: folder, text: {vocabulary: 2000}}
                          model: {likelihood: topics}             (then: rdvae topics CHECKPOINT)
          shapes        generated squares, ellipses and triangles with known factors
                          data: {set: shapes, binarization: none}
                          model: {likelihood: discretized-logistic}
          plugin        images that a class of your own gives, on the class path and with the option --plugin
                          data: {set: plugin, binarization: none, plugin: {class-name: com.example.StripeImages}}
                          model: {likelihood: discretized-logistic}
          given-images  images that a Java program hands over to ModelTraining
                          data: {set: given-images, binarization: none}
                          model: {likelihood: discretized-logistic}
          given-rows    rows of numbers that a Java program hands over
                          data: {set: given-rows}
                          model: {likelihood: gaussian}

          Public sets that rdvae data fetch NAME downloads, and nothing else does:
          """);
      for (PublicSet set : PublicSets.all()) {
        System.out.printf(
            Locale.ROOT,
            "%-14s%s, %.0f MB%n%14s%s%n",
            set.name(),
            set.title(),
            set.bytes() / 1e6,
            "",
            set.terms());
      }
      return 0;
    }
  }

  /** {@code rdvae data verify}. */
  @Command(
      name = "verify",
      mixinStandardHelpOptions = true,
      description = "Reads all data of a config as a training would, and says what was found.")
  static final class Verify implements Callable<Integer> {
    @Mixin private ConfigOptions config;

    @Override
    public Integer call() {
      Job job = config.read();
      Splits data =
          WatchedWork.read(
              Terminal.columnsOfStandardError(),
              progress -> DataLoader.load(job.data(), progress, Remedy.SETTINGS));
      data.notes().forEach(System.out::println);
      for (Split split : new Split[] {Split.TRAIN, Split.VALIDATION, Split.TEST}) {
        ExampleSet examples = data.get(split);
        System.out.printf(
            Locale.ROOT,
            "%-10s %,9d %s of %s  sha256 %s%n",
            split.name().toLowerCase(Locale.ROOT),
            examples.count(),
            examples.things(),
            size(examples),
            examples.fingerprint());
      }
      System.out.println(data.fingerprint());
      return 0;
    }

    private static String size(ExampleSet examples) {
      return examples instanceof RowSet rows
          ? rows.width() + " " + rows.columnWord()
          : examples.height() + " x " + examples.width() + " x " + examples.channels();
    }
  }
}
