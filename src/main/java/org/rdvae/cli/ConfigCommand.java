package org.rdvae.cli;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.rdvae.config.ConfigReader;
import org.rdvae.config.ConfigWriter;
import org.rdvae.config.Recipes;
import org.rdvae.config.SettingsSchema;
import org.rdvae.config.TrainingJob;
import org.rdvae.job.EditorSchema;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code rdvae config}. */
@Command(
    name = "config",
    mixinStandardHelpOptions = true,
    description = "Writes, checks and shows config files.",
    subcommands = {
      ConfigCommand.Init.class,
      ConfigCommand.Check.class,
      ConfigCommand.Show.class,
      ConfigCommand.Schema.class
    })
final class ConfigCommand implements Callable<Integer> {
  @Spec private CommandSpec command;

  @Override
  public Integer call() {
    throw new ParameterException(command.commandLine(), "Expected init, check, show or schema");
  }

  /** {@code rdvae config init}. */
  @Command(
      name = "init",
      mixinStandardHelpOptions = true,
      description = "Writes a config with every setting explained, for a recipe.")
  static final class Init implements Callable<Integer> {
    @Parameters(
        paramLabel = "RECIPE",
        defaultValue = "quickstart",
        completionCandidates = RecipeNames.class,
        description = "One of ${COMPLETION-CANDIDATES}. (default: ${DEFAULT-VALUE})")
    private String recipe;

    @Option(names = "--list", description = "Say what the recipes are, and write nothing.")
    private boolean list;

    @Option(
        names = "--out",
        paramLabel = "FILE",
        description = "File to write. (default: standard output)")
    private Path out;

    @Option(names = "--force", description = "Write over an existing file.")
    private boolean force;

    @Override
    public Integer call() {
      if (list) {
        Recipes.names()
            .forEach(
                name -> System.out.printf(Locale.ROOT, "%-18s%s%n", name, Recipes.about(name)));
        return 0;
      }
      TrainingJob job = ConfigReader.parseResolvedTraining(Recipes.text(recipe), recipe);
      String text = EditorSchema.lineFor(Optional.ofNullable(out)) + ConfigWriter.commented(job);
      if (out == null) {
        System.out.print(text);
      } else {
        OutputFile.check(out, force);
        OutputFile.write(out, stream -> stream.write(text.getBytes(StandardCharsets.UTF_8)));
      }
      return 0;
    }
  }

  /** For {@code --help} and for completion. */
  static final class RecipeNames implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Recipes.names().iterator();
    }
  }

  /** {@code rdvae config check}. */
  @Command(
      name = "check",
      mixinStandardHelpOptions = true,
      description = "Reports everything that is wrong with a config, or nothing.")
  static final class Check implements Callable<Integer> {
    @Mixin private ConfigOptions config;

    @Override
    public Integer call() {
      config.readTraining();
      System.out.println(config.path() + ": no problems");
      return 0;
    }
  }

  /** {@code rdvae config show}. */
  @Command(
      name = "show",
      mixinStandardHelpOptions = true,
      description = "Prints a config with every default filled in.")
  static final class Show implements Callable<Integer> {
    @Mixin private ConfigOptions config;

    @Override
    public Integer call() {
      System.out.print(ConfigWriter.plain(config.readTraining()));
      return 0;
    }
  }

  /** {@code rdvae config schema}. */
  @Command(
      name = "schema",
      mixinStandardHelpOptions = true,
      description = "Prints the JSON Schema of configs, by which editors complete and check them.")
  static final class Schema implements Callable<Integer> {
    @Override
    public Integer call() {
      System.out.print(SettingsSchema.json());
      return 0;
    }
  }
}
