package org.rdvae.cli;

import java.util.Locale;
import java.util.concurrent.Callable;
import org.rdvae.config.Job;
import org.rdvae.data.DataLoader;
import org.rdvae.data.ExampleSet;
import org.rdvae.data.Split;
import org.rdvae.data.Splits;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code rdvae data}. */
@Command(
    name = "data",
    mixinStandardHelpOptions = true,
    description = "Says what can be read, and reads it.",
    subcommands = {DataCommand.ListSets.class, DataCommand.Verify.class})
final class DataCommand implements Callable<Integer> {
  @Spec private CommandSpec command;

  @Override
  public Integer call() {
    throw new ParameterException(command.commandLine(), "Expected list or verify");
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
                          data: {set: idx, path: folder, binarization: none}
          images        a folder of PNG, JPEG, WebP, BMP and GIF files of any size, with folders inside
                          data: {set: images, path: folder, binarization: none, images: {height: 64, width: 64}}
          table         a CSV file with a header and numeric columns
                          data: {set: table, path: file.csv}
          shapes        generated squares, ellipses and triangles with known factors
                          data: {set: shapes, binarization: none}
          """);
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
      Splits data = DataLoader.load(job.data());
      data.notes().forEach(System.out::println);
      for (Split split : new Split[] {Split.TRAIN, Split.VALIDATION, Split.TEST}) {
        ExampleSet examples = data.get(split);
        System.out.printf(
            Locale.ROOT,
            "%-10s %,9d %s of %d x %d x %d  sha256 %s%n",
            split.name().toLowerCase(Locale.ROOT),
            examples.count(),
            examples.things(),
            examples.height(),
            examples.width(),
            examples.channels(),
            examples.fingerprint());
      }
      System.out.println(data.fingerprint());
      return 0;
    }
  }
}
