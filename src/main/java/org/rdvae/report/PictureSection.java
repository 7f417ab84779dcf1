package org.rdvae.report;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * The pictures that a run drew, inside the page: of each kind the last one and some before it, as
 * many as a limit on bytes allows.
 */
final class PictureSection {
  /** What a page may grow by, as files; base64 makes a third more of it. */
  static final long MOST_BYTES = 6L << 20;

  private static final int MOST_OF_A_KIND = 6;

  private final ReportPage page;
  private long left;

  PictureSection(ReportPage page, long bytes) {
    this.page = page;
    left = bytes;
  }

  void write(List<RunLog.Picture> pictures) {
    Map<String, List<RunLog.Picture>> kinds = new LinkedHashMap<>();
    pictures.forEach(
        picture -> kinds.computeIfAbsent(picture.kind(), kind -> new ArrayList<>()).add(picture));
    // All kinds' last pictures come before anybody's earlier ones.
    Map<RunLog.Picture, byte[]> shown = new LinkedHashMap<>();
    kinds.values().forEach(all -> take(all.get(all.size() - 1), shown));
    kinds.values().forEach(all -> spread(all).forEach(picture -> take(picture, shown)));
    kinds.forEach((kind, all) -> write(kind, all, shown));
  }

  /** The first one and some at equal distances, without the last. */
  static List<RunLog.Picture> spread(List<RunLog.Picture> all) {
    int last = all.size() - 1;
    int count = Math.min(last, MOST_OF_A_KIND - 1);
    TreeSet<Integer> places = new TreeSet<>();
    IntStream.range(0, count).forEach(i -> places.add((int) ((long) i * last / count)));
    return places.stream().map(all::get).toList();
  }

  private void take(RunLog.Picture picture, Map<RunLog.Picture, byte[]> shown) {
    try {
      if (Files.size(picture.file()) <= left) {
        byte[] bytes = Files.readAllBytes(picture.file());
        if (PngSize.of(bytes).isPresent()) {
          left -= bytes.length;
          shown.put(picture, bytes);
        }
      }
    } catch (IOException e) {
      // A run that goes on may be replacing it; the section says how many are shown.
      return;
    }
  }

  private void write(String kind, List<RunLog.Picture> all, Map<RunLog.Picture, byte[]> shown) {
    Html html = page.html();
    html.element("h3", kind.substring(0, 1).toUpperCase(Locale.ROOT) + kind.substring(1));
    List<RunLog.Picture> ours = all.stream().filter(shown::containsKey).toList();
    html.open("div", "class", "pictures");
    RunLog.Picture last = all.get(all.size() - 1);
    ours.stream().filter(last::equals).forEach(picture -> write(picture, "last", shown));
    ours.stream()
        .filter(picture -> !picture.equals(last))
        .forEach(picture -> write(picture, "earlier", shown));
    html.close();
    if (ours.size() < all.size()) {
      page.paragraph(
          String.format(
              Locale.ROOT,
              "%d of %d pictures; all of them are in the folder samples.",
              ours.size(),
              all.size()),
          "note");
    }
  }

  private void write(RunLog.Picture picture, String place, Map<RunLog.Picture, byte[]> shown) {
    page.html().open("figure", "class", place);
    String words = picture.kind() + " after epoch " + picture.epoch();
    figure(page.html(), words, "epoch " + picture.epoch(), shown.get(picture));
    page.html().close();
  }

  /** A picture with its caption, for the figure that is open. */
  static void figure(Html html, String words, String caption, byte[] bytes) {
    PngSize size = PngSize.of(bytes).orElseThrow();
    html.empty(
        "img",
        "alt",
        words,
        "width",
        size.width(),
        "height",
        size.height(),
        "src",
        "data:image/png;base64," + Base64.getEncoder().encodeToString(bytes));
    html.element("figcaption", caption);
  }
}
