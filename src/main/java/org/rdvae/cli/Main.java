package org.rdvae.cli;

import java.io.PrintWriter;
import java.util.function.Consumer;
import org.rdvae.base.Failure;
import org.rdvae.base.Plugins;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.ScopeType;

/** The command line. */
@Command(
    name = "rdvae",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = "Trains variational autoencoders from config files, and uses what it trained.",
    subcommands = {
      TrainCommand.class,
      SweepCommand.class,
      ReportCommand.class,
      EvaluateCommand.class,
      DiagnoseCommand.class,
      FactorsCommand.class,
      ScoreCommand.class,
      FitPriorCommand.class,
      SampleCommand.class,
      ReconstructCommand.class,
      InterpolateCommand.class,
      TraverseCommand.class,
      TopicsCommand.class,
      EncodeCommand.class,
      DecodeCommand.class,
      PackCommand.class,
      UnpackCommand.class,
      CompressCommand.class,
      DecompressCommand.class,
      CurveCommand.class,
      InspectCommand.class,
      ExportCommand.class,
      ConfigCommand.class,
      DataCommand.class,
      DevicesCommand.class,
      CompletionCommand.class,
      ServeCommand.class,
      BenchCommand.class,
    })
public final class Main {
  @Option(
      names = "--plugin",
      scope = ScopeType.INHERIT,
      description = "Run the code of classes that the config or the checkpoint names.")
  private boolean plugin;

  private Main() {}

  public static void main(String[] arguments) {
    System.exit(run(arguments));
  }

  /** Runs a command and returns its exit code. */
  public static int run(String... arguments) {
    return run(commandLine(), arguments);
  }

  /** The same for the command of another program. */
  public static int run(CommandLine command, String... arguments) {
    try {
      return command.execute(arguments);
    } catch (Error e) {
      if (explainOutOfMemory(e, System.err::println)) {
        return Failure.Kind.OUT_OF_MEMORY.exitCode();
      }
      System.err.println("rdvae: this is a bug; please report it with the lines below.");
      e.printStackTrace();
      return Failure.Kind.BUG.exitCode();
    }
  }

  private static CommandLine commandLine() {
    Main main = new Main();
    return explained(new CommandLine(main)).setExecutionStrategy(main::execute);
  }

  /** A command whose failures become words and exit codes. */
  public static CommandLine explained(CommandLine command) {
    return command
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionExceptionHandler(Main::explain)
        .setParameterExceptionHandler(Main::explainUsage);
  }

  /** Code of others runs only in a command that was told so. */
  private int execute(ParseResult parsed) {
    Plugins.allow(plugin);
    try {
      return new CommandLine.RunLast().execute(parsed);
    } finally {
      Plugins.allow(false);
    }
  }

  /** A user's mistake gets its message; only a bug gets a stack trace. */
  private static int explain(Exception exception, CommandLine command, ParseResult parsed) {
    PrintWriter err = command.getErr();
    if (exception instanceof Failure failure) {
      err.println("rdvae: " + failure.getMessage());
      return failure.kind().exitCode();
    }
    if (explainOutOfMemory(exception, err::println)) {
      return Failure.Kind.OUT_OF_MEMORY.exitCode();
    }
    err.println("rdvae: this is a bug; please report it with the lines below.");
    exception.printStackTrace(err);
    return Failure.Kind.BUG.exitCode();
  }

  /** Whether that is what happened, also where a class could not begin, or a library wrapped it. */
  private static boolean explainOutOfMemory(Throwable thrown, Consumer<String> err) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof OutOfMemoryError) {
        err.accept(
            "rdvae: out of memory ("
                + cause.getMessage()
                + "). Give Java more with RDVAE_JAVA_OPTIONS=-Xmx8g; a training also takes less with"
                + " a lower training.batch.");
        return true;
      }
    }
    return false;
  }

  private static int explainUsage(CommandLine.ParameterException exception, String[] arguments) {
    CommandLine command = exception.getCommandLine();
    PrintWriter err = command.getErr();
    err.println("rdvae: " + exception.getMessage());
    if (!CommandLine.UnmatchedArgumentException.printSuggestions(exception, err)) {
      err.println("Try '" + command.getCommandSpec().qualifiedName() + " --help'.");
    }
    return Failure.Kind.USAGE.exitCode();
  }
}
