package org.rdvae.data;

import org.rdvae.data.ImageSettings.Fit;

/**
 * Which part of a picture goes to which part of the result. The picture is the upright one.
 *
 * <pre>
 *   crop    |  . +------+ .  |    the largest middle part of the result's shape
 *   pad     |## [picture] ###|    the whole picture, in its own shape, in the middle of the result
 *   resize  |[   picture    ]|    the whole picture in the result's shape
 * </pre>
 *
 * <p>Every start is a whole pixel, rounded down: half a pixel is not seen, but would blur a picture
 * that needs no scaling.
 */
record ResizePlacement(ResizeSpan columns, ResizeSpan rows) {

  static ResizePlacement of(Fit fit, int height, int width, int targetHeight, int targetWidth) {
    boolean wider = (long) width * targetHeight > (long) targetWidth * height;
    ResizeSpan allColumns = new ResizeSpan(0, width, 0, targetWidth);
    ResizeSpan allRows = new ResizeSpan(0, height, 0, targetHeight);
    return switch (fit) {
      case RESIZE -> new ResizePlacement(allColumns, allRows);
      case CROP ->
          wider
              ? new ResizePlacement(middle(width, targetWidth, height, targetHeight), allRows)
              : new ResizePlacement(allColumns, middle(height, targetHeight, width, targetWidth));
      case PAD ->
          wider
              ? new ResizePlacement(allColumns, within(height, targetHeight, width, targetWidth))
              : new ResizePlacement(within(width, targetWidth, height, targetHeight), allRows);
    };
  }

  /** A part of {@code length} that is to {@code target} as {@code other} is to its own target. */
  private static ResizeSpan middle(int length, int target, int other, int otherTarget) {
    double extent = (double) other * target / otherTarget;
    return new ResizeSpan(Math.floor((length - extent) / 2), extent, 0, target);
  }

  /** A part of {@code target} that is to {@code length} as {@code otherTarget} is to other. */
  private static ResizeSpan within(int length, int target, int other, int otherTarget) {
    long scaled = Math.max(1, Math.round((double) length * otherTarget / other));
    return new ResizeSpan(0, length, (int) ((target - scaled) / 2), (int) scaled);
  }
}
