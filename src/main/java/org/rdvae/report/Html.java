package org.rdvae.report;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;

/**
 * A page in the making, written so that it is both HTML and well-formed XML: every element is
 * closed, every attribute quoted, and every text and attribute escaped, because names of runs,
 * settings and provenance come from files that anybody may have written.
 *
 * <p>Names of elements and attributes are the program's own and are not looked at.
 */
final class Html {
  private static final String DOCTYPE = "<!DOCTYPE html>\n";

  private final StringBuilder page = new StringBuilder(DOCTYPE);
  private final Deque<String> open = new ArrayDeque<>();

  /**
   * Opens an element.
   *
   * @param attributes names and values in turn
   */
  Html open(String tag, Object... attributes) {
    start(tag, attributes);
    page.append('>');
    open.push(tag);
    return this;
  }

  /** Closes the element that was opened last. */
  Html close() {
    page.append("</").append(open.pop()).append(">\n");
    return this;
  }

  /** Text inside the element that is open. */
  Html text(String text) {
    escape(text);
    return this;
  }

  /** Text that is best broken after its dots where it has to be, as the name of a setting. */
  Html dotted(String text) {
    int begin = 0;
    for (int dot = text.indexOf('.'); dot >= 0; dot = text.indexOf('.', begin)) {
      escape(text.substring(begin, dot + 1));
      empty("wbr");
      begin = dot + 1;
    }
    escape(text.substring(begin));
    return this;
  }

  /** An element with nothing but text in it. */
  Html element(String tag, String text, Object... attributes) {
    start(tag, attributes);
    page.append('>');
    escape(text);
    page.append("</").append(tag).append('>');
    return this;
  }

  /** An element that never has anything in it. */
  Html empty(String tag, Object... attributes) {
    start(tag, attributes);
    page.append("/>");
    return this;
  }

  /**
   * A style sheet or script of our own, which is not escaped.
   *
   * @throws IllegalArgumentException if it holds what would make the page ill-formed
   */
  Html code(String tag, String code) {
    if (code.indexOf('<') >= 0 || code.indexOf('&') >= 0) {
      throw new IllegalArgumentException(
          "expected a " + tag + " without < and &, which XML and HTML read differently");
    }
    page.append('<').append(tag).append(">\n").append(code).append("</").append(tag).append(">\n");
    return this;
  }

  /** The whole page. */
  String finish() {
    if (!open.isEmpty()) {
      throw new IllegalStateException("not closed: " + open);
    }
    return page.toString();
  }

  private void start(String tag, Object... attributes) {
    page.append('<').append(tag);
    for (int i = 0; i < attributes.length; i += 2) {
      page.append(' ').append(attributes[i]).append("=\"");
      escape(String.valueOf(attributes[i + 1]));
      page.append('"');
    }
  }

  private void escape(String text) {
    text.codePoints()
        .forEach(
            letter -> {
              switch (letter) {
                case '&' -> page.append("&amp;");
                case '<' -> page.append("&lt;");
                case '>' -> page.append("&gt;");
                case '"' -> page.append("&quot;");
                case '\'' -> page.append("&#39;");
                default -> page.appendCodePoint(isXml(letter) ? letter : 0xFFFD);
              }
            });
  }

  /** Control characters and halves of pairs have no place in XML, not even escaped. */
  private static boolean isXml(int letter) {
    return letter == '\t'
        || letter == '\n'
        || (letter >= 0x20 && letter < 0x7F)
        || (letter >= 0xA0 && letter < 0xD800)
        || (letter >= 0xE000 && letter < 0xFFFE)
        || letter >= 0x10000;
  }

  /** A coordinate of a drawing. */
  static String coordinate(double value) {
    String text = String.format(Locale.ROOT, "%.2f", value);
    int end = text.length();
    while (text.charAt(end - 1) == '0') {
      end--;
    }
    return text.substring(0, text.charAt(end - 1) == '.' ? end - 1 : end);
  }
}
