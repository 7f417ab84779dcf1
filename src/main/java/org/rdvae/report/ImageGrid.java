package org.rdvae.report;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/**
 * Images laid out in rows and columns with a thin line between, enlarged so that small ones can be
 * looked at, with text around them where a {@link GridStyle} has some.
 */
public final class ImageGrid {
  private static final int GAP = 2;
  private static final int WIDE_GAP = 12;
  private static final int SMALLEST_SIDE = 56;
  private static final int BACKGROUND = 0x60;
  private static final int TEXT = 0xF0;

  private final PictureFormat format;
  private final GridStyle style;
  private final int columns;
  private final int enlargement;
  private final int cellHeight;
  private final int cellWidth;
  private final int textScale;
  private final int labelHeight;
  private final int labelWidth;
  private final Canvas canvas;

  /** An empty grid for images of the given format. */
  public ImageGrid(int rows, int columns, PictureFormat format) {
    this(rows, columns, format, GridStyle.PLAIN);
  }

  public ImageGrid(int rows, int columns, PictureFormat format, GridStyle style) {
    this.format = format;
    this.style = style;
    this.columns = columns;
    enlargement = Math.max(1, SMALLEST_SIDE / Math.max(format.height(), format.width()));
    int imageHeight = format.height() * enlargement;
    int imageWidth = format.width() * enlargement;
    int lines = style.rowLabels().stream().mapToInt(List::size).max().orElse(0);
    textScale =
        TinyFont.height(lines, 2) <= imageHeight && widest(style.columnLabels(), 2) <= imageWidth
            ? 2
            : 1;
    cellHeight = Math.max(imageHeight, TinyFont.height(lines, textScale));
    cellWidth = Math.max(imageWidth, widest(style.columnLabels(), textScale));
    labelHeight = style.columnLabels().isEmpty() ? 0 : TinyFont.height(1, textScale) + 2 * GAP;
    int widestRow =
        style.rowLabels().stream().mapToInt(text -> widest(text, textScale)).max().orElse(0);
    labelWidth = widestRow == 0 ? 0 : widestRow + WIDE_GAP;
    canvas =
        new Canvas(
            labelHeight + (long) rows * (cellHeight + GAP) + GAP,
            left(columns - 1) + (long) cellWidth + GAP,
            format.channels(),
            BACKGROUND);
    drawLabels();
  }

  private static int widest(List<String> texts, int scale) {
    return texts.stream().mapToInt(text -> TinyFont.width(text, scale)).max().orElse(0);
  }

  private void drawLabels() {
    for (int column = 0; column < style.columnLabels().size(); column++) {
      String text = style.columnLabels().get(column);
      int left = left(column) + (cellWidth - TinyFont.width(text, textScale)) / 2;
      TinyFont.draw(canvas, 2 * GAP, left, text, textScale, TEXT);
    }
    for (int row = 0; row < style.rowLabels().size(); row++) {
      List<String> lines = style.rowLabels().get(row);
      int top = top(row) + (cellHeight - TinyFont.height(lines.size(), textScale)) / 2;
      for (String line : lines) {
        TinyFont.draw(canvas, top, WIDE_GAP / 2, line, textScale, TEXT);
        top += TinyFont.lineStep(textScale);
      }
    }
  }

  private int top(int row) {
    return labelHeight + GAP + row * (cellHeight + GAP);
  }

  private int left(int column) {
    int apart = style.firstApart() && column > 0 ? WIDE_GAP - GAP : 0;
    if (style.lastApart() && column == columns - 1) {
      apart += WIDE_GAP - GAP;
    }
    return labelWidth + GAP + column * (cellWidth + GAP) + apart;
  }

  /** Number of columns that makes a grid of so many images about square. */
  public static int columnsFor(int count) {
    return (int) Math.ceil(Math.sqrt(count));
  }

  /** Draws an image whose values, 0 to 1, begin at {@code from}. */
  public void draw(int row, int column, float[] values, int from) {
    canvas.draw(top(row), left(column), format, enlargement, values, from);
  }

  /** Writes the grid as PNG. */
  public void writePng(OutputStream out) throws IOException {
    canvas.writePng(out);
  }
}
