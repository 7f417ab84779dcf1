package org.rdvae.serve;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.rdvae.base.Failure;

/** The files of the page, all of them named here: an address never becomes a name of a file. */
final class Pages {
  private static final String HTML = "text/html; charset=utf-8";
  private static final String STYLE = "text/css; charset=utf-8";
  private static final String SCRIPT = "text/javascript; charset=utf-8";

  private record Page(String path, String resource, String type) {}

  private static final List<Page> ALL =
      List.of(
          new Page("/", "index.html", HTML),
          style("style.css"),
          style("photos.css"),
          style("digits.css"),
          new Page("/icon.svg", "icon.svg", "image/svg+xml"),
          script("main.js"),
          script("api.js"),
          script("photos.js"),
          script("picture-file.js"),
          script("split-view.js"),
          script("rate-curve.js"),
          script("digits.js"),
          script("digit-picture.js"),
          script("drawing-pad.js"));

  private Pages() {}

  private static Page style(String name) {
    return new Page("/" + name, name, STYLE);
  }

  private static Page script(String name) {
    return new Page("/" + name, name, SCRIPT);
  }

  /** The answers by their paths. */
  static Map<String, Answer> load() {
    Map<String, Answer> answers = new TreeMap<>();
    for (Page page : ALL) {
      answers.put(page.path, Answer.of(page.type, resource(page.resource)));
    }
    return answers;
  }

  /** A file of this package. */
  static byte[] resource(String name) {
    try (InputStream in = Pages.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new Failure(
            Failure.Kind.BUG, name + ": expected in the program's jar, found nothing there");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new Failure(
          Failure.Kind.INPUT_OUTPUT,
          name + ": cannot be read from the program's jar: " + e.getMessage(),
          e);
    }
  }
}
