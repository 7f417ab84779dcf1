package org.rdvae.config;

import java.util.Locale;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** The YAML parser's complaint in one line, without the excerpt of the text that it adds. */
final class SyntaxMessage {

  private SyntaxMessage() {}

  static String of(YamlEngineException failure) {
    if (failure instanceof MarkedYamlEngineException marked) {
      String problem = marked.getProblem();
      if (problem.contains("(TAB)")) {
        return "found a tab where only spaces may indent";
      }
      String context = marked.getContext() == null ? "" : marked.getContext() + " ";
      return Quoted.oneLine(context + problem, 200);
    }
    if (failure instanceof ReaderException unreadable) {
      return String.format(
          Locale.ROOT,
          "found the character U+%04X, which a config cannot have",
          unreadable.getCodePoint());
    }
    return Quoted.oneLine(String.valueOf(failure.getMessage()), 200);
  }
}
