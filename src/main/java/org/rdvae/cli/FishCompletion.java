package org.rdvae.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * The script by which fish completes a command line, which picocli has for bash and zsh only: a
 * line for each command, option and positional parameter with a fixed choice, each with the
 * commands after which it is offered. Where none is, fish offers files.
 */
final class FishCompletion {
  private static final String CONDITIONS =
      """
      # The words before the one that is completed, with a space around each.
      function __PROGRAM_words
          set -l words (commandline -opc)
          set -e words[1]
          echo " $words "
      end

      # Whether they are these commands and nothing else.
      function __PROGRAM_at
          test (__PROGRAM_words | string collect) = " $argv "
      end

      # Whether they begin with these commands.
      function __PROGRAM_after
          string match -q -- " $argv *" (__PROGRAM_words | string collect)
      end

      """;

  private final String program;
  private final StringBuilder script = new StringBuilder();

  private FishCompletion(String program) {
    this.program = program;
  }

  static String of(CommandLine root) {
    FishCompletion completion = new FishCompletion(root.getCommandName());
    completion.script.append(CONDITIONS.replace("PROGRAM", root.getCommandName()));
    completion.add(root, List.of());
    return completion.script.toString();
  }

  /**
   * @param path of the command, from below the program on
   */
  private void add(CommandLine command, List<String> path) {
    CommandSpec spec = command.getCommandSpec();
    for (OptionSpec option : spec.options()) {
      add(option, path);
    }
    spec.positionalParameters().stream()
        .filter(parameter -> parameter.completionCandidates() != null)
        .forEach(parameter -> line("after", path, choice(parameter), ""));
    command
        .getSubcommands()
        .forEach(
            (name, sub) -> {
              String about = sentence(sub.getCommandSpec().usageMessage().description());
              line("at", path, "-f -a " + name, about);
              List<String> below = new ArrayList<>(path);
              below.add(name);
              add(sub, below);
            });
  }

  private void add(OptionSpec option, List<String> path) {
    String names =
        Arrays.stream(option.names())
            .sorted(Comparator.comparingInt(String::length))
            .map(name -> name.startsWith("--") ? "-l " + name.substring(2) : "-s " + name.charAt(1))
            .collect(Collectors.joining(" "));
    String value = "";
    if (option.completionCandidates() != null && option.arity().max() > 0) {
      value = " " + choice(option);
    } else if (option.arity().max() > 0) {
      value = " -r";
    }
    String about = sentence(option.description());
    // Behind a command the program's own options mean nothing.
    line(path.isEmpty() ? "at" : "after", path, names + value, about);
  }

  private void line(String condition, List<String> path, String what, String about) {
    String where = "__" + program + "_" + condition + " " + String.join(" ", path);
    script.append("complete -c ").append(program).append(" -n ").append(quoted(where.strip()));
    script.append(' ').append(what);
    if (!about.isEmpty()) {
      script.append(" -d ").append(quoted(about));
    }
    script.append('\n');
  }

  private static String choice(ArgSpec argument) {
    return "-x -a " + quoted(String.join(" ", candidates(argument)));
  }

  private static List<String> candidates(ArgSpec argument) {
    return StreamSupport.stream(argument.completionCandidates().spliterator(), false).toList();
  }

  /** The first one, if it does not hold what only picocli's help can fill in. */
  private static String sentence(String... description) {
    String text = description.length == 0 ? "" : description[0];
    int end = text.indexOf(". ");
    String first = end < 0 ? text : text.substring(0, end + 1);
    return first.contains("${") ? "" : first;
  }

  private static String quoted(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }
}
