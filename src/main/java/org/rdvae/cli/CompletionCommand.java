package org.rdvae.cli;

import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code rdvae completion}. */
@Command(
    name = "completion",
    mixinStandardHelpOptions = true,
    description = {
      "Prints a script by which a shell completes commands, options and files.",
      "The script's first line says how to install it."
    })
final class CompletionCommand implements Callable<Integer> {
  /** The shells, as they call themselves. */
  enum Shell {
    bash,
    zsh,
    fish
  }

  @Parameters(paramLabel = "SHELL", description = "${COMPLETION-CANDIDATES}.")
  private Shell shell;

  @Spec private CommandSpec command;

  /** The script for bash and zsh is one: it tells by itself which of them reads it. */
  @Override
  public Integer call() {
    if (shell == Shell.fish) {
      String folder = "~/.config/fish/completions";
      System.out.println(
          "# mkdir -p " + folder + "; rdvae completion fish > " + folder + "/rdvae.fish\n");
      System.out.print(FishCompletion.of(command.root().commandLine()));
      return 0;
    }
    String file = "~/.rdvae-completion";
    System.out.println(
        "# rdvae completion "
            + shell
            + " > "
            + file
            + "; echo '. "
            + file
            + "' >> ~/."
            + shell
            + "rc");
    System.out.print(AutoComplete.bash("rdvae", command.root().commandLine()));
    return 0;
  }
}
