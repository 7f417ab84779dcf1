package org.rdvae.data;

/**
 * How the rows and columns of a stored picture are meant to be seen, in the order of EXIF's tag
 * 0x0112, whose values run from 1 to 8. A pixel that is seen at (x, y) is stored
 *
 * <pre>
 *   in column   x, or y if transposed, counted from the right if columns are mirrored
 *   in row      y, or x if transposed, counted from the bottom if rows are mirrored
 * </pre>
 *
 * <p>CIPA DC-008 (Exif 2.32), section 4.6.4.
 */
enum Orientation {
  UPRIGHT(false, false, false),
  MIRRORED(false, true, false),
  HALF_TURN(false, true, true),
  UPSIDE_DOWN(false, false, true),
  TRANSPOSED(true, false, false),
  QUARTER_TURN(true, false, true),
  TRANSVERSE(true, true, true),
  THREE_QUARTER_TURN(true, true, false);

  final boolean transposed;
  final boolean mirroredColumns;
  final boolean mirroredRows;

  Orientation(boolean transposed, boolean mirroredColumns, boolean mirroredRows) {
    this.transposed = transposed;
    this.mirroredColumns = mirroredColumns;
    this.mirroredRows = mirroredRows;
  }

  /** The orientation of this EXIF value; any that EXIF does not define counts as upright. */
  static Orientation ofExif(int value) {
    return value >= 1 && value <= values().length ? values()[value - 1] : UPRIGHT;
  }

  /** The span of stored columns that are seen in {@code place}. */
  ResizeSpan storedColumns(ResizePlacement place, int storedWidth) {
    ResizeSpan span = transposed ? place.rows() : place.columns();
    return mirroredColumns ? span.mirrored(storedWidth) : span;
  }

  /** The span of stored rows that are seen in {@code place}. */
  ResizeSpan storedRows(ResizePlacement place, int storedHeight) {
    ResizeSpan span = transposed ? place.columns() : place.rows();
    return mirroredRows ? span.mirrored(storedHeight) : span;
  }

  /** Which pixel of a stored picture, counted row by row, is seen at (x, y). */
  int storedPixel(int x, int y, int storedHeight, int storedWidth) {
    int column = transposed ? y : x;
    int row = transposed ? x : y;
    return (mirroredRows ? storedHeight - 1 - row : row) * storedWidth
        + (mirroredColumns ? storedWidth - 1 - column : column);
  }
}
