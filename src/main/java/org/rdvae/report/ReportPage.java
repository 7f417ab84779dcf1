package org.rdvae.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.rdvae.base.ProgramVersion;

/**
 * The frame of a report and its plain parts. The page carries style and script with it and tells
 * the browser to load nothing from anywhere.
 */
final class ReportPage {
  private static final String NOTHING_FROM_OUTSIDE =
      "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:";

  private final Html html = new Html();

  ReportPage(String title, String below) {
    html.open("html", "lang", "en").open("head");
    html.empty("meta", "charset", "utf-8");
    html.empty("meta", "http-equiv", "Content-Security-Policy", "content", NOTHING_FROM_OUTSIDE);
    html.empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
    html.element("title", title);
    html.code("style", resource("report.css"));
    html.close().open("body").open("main").open("header");
    html.element("h1", title);
    html.element("p", below, "class", "faint");
    html.close();
  }

  private static String resource(String name) {
    try (InputStream in = ReportPage.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Html html() {
    return html;
  }

  void heading(String title) {
    html.element("h2", title);
  }

  void paragraph(String text, String kind) {
    html.element("p", text, "class", kind);
  }

  /** Names and large numbers. */
  void tiles(Map<String, String> tiles) {
    html.open("dl", "class", "tiles");
    tiles.forEach(
        (name, value) -> {
          html.open("div");
          html.element("dt", name).element("dd", value);
          html.close();
        });
    html.close();
  }

  /**
   * A table with a row of headings and a heading for each row.
   *
   * @param cells of each row, its heading first
   */
  void table(List<String> headings, List<List<String>> cells, String kind) {
    html.open("div", "class", "scroll").open("table").open("thead").open("tr");
    headings.forEach(heading -> html.element("th", heading, "scope", "col"));
    html.close().close().open("tbody");
    for (List<String> row : cells) {
      html.open("tr");
      html.open("th", "scope", "row").dotted(row.get(0)).close();
      row.subList(1, row.size()).forEach(cell -> html.element("td", cell, "class", kind));
      html.close();
    }
    html.close().close().close();
  }

  /** The whole page. */
  String finish() {
    html.element("footer", "Written by rdvae " + ProgramVersion.text() + " (rdvae report).");
    html.close();
    html.code("script", resource("report.js"));
    return html.close().close().finish();
  }
}
