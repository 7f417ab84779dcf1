package org.rdvae.job;

import java.util.ArrayList;
import java.util.List;
import org.rdvae.base.Failure;

/**
 * A setting that takes several values in turn, as {@code model.latent.size=10,20}. A comma inside
 * brackets, braces or quotes belongs to a value, so that lists can be varied too: {@code
 * model.encoder=[dense: {units: 10}, dense: {units: 5}],[]}.
 *
 * @param key its dotted path
 * @param values as they would stand in a config
 */
public record VariedSetting(String key, List<String> values) {
  private static final String OPENING = "[{";
  private static final String CLOSING = "]}";

  /**
   * Reads {@code key=value,value}.
   *
   * @throws Failure USAGE if the text is not of that form; whether there is such a setting, and
   *     whether it takes the values, is for the config's reader to say
   */
  public static VariedSetting parse(String text) {
    int equals = text.indexOf('=');
    if (equals < 1) {
      throw wrong(text, "expected a setting and its values, such as model.latent.size=10,20");
    }
    String key = text.substring(0, equals).strip();
    if (key.equals("seed")) {
      throw wrong(text, "seeds are not varied but repeated: --seeds says how many");
    }
    List<String> values = split(text.substring(equals + 1));
    for (int i = 0; i < values.size(); i++) {
      if (values.get(i).isEmpty()) {
        throw wrong(text, "expected a value before and after every comma");
      }
      if (values.indexOf(values.get(i)) != i) {
        throw wrong(text, "found " + values.get(i) + " twice");
      }
    }
    return new VariedSetting(key, values);
  }

  private static Failure wrong(String text, String words) {
    return new Failure(Failure.Kind.USAGE, "--vary " + text + ": " + words);
  }

  private static List<String> split(String text) {
    List<String> values = new ArrayList<>();
    int depth = 0;
    char quote = 0;
    int start = 0;
    for (int i = 0; i < text.length(); i++) {
      char letter = text.charAt(i);
      if (quote != 0) {
        quote = letter == quote ? 0 : quote;
      } else if (letter == '"' || letter == '\'') {
        quote = letter;
      } else if (OPENING.indexOf(letter) >= 0) {
        depth++;
      } else if (CLOSING.indexOf(letter) >= 0) {
        depth--;
      } else if (letter == ',' && depth == 0) {
        values.add(text.substring(start, i).strip());
        start = i + 1;
      }
    }
    values.add(text.substring(start).strip());
    return values;
  }

  /** The last word of the key, which is enough for a folder's name. */
  String shortKey() {
    return key.substring(key.lastIndexOf('.') + 1);
  }
}
