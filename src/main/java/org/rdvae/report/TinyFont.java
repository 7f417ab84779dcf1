package org.rdvae.report;

/**
 * Letters of 5 x 7 squares for the few words in a picture.
 *
 * <p>Java's own text needs fonts of the system, of which a server may have none; drawing then fails
 * on some machines and looks different on the others.
 */
final class TinyFont {
  private static final int WIDTH = 5;
  private static final int HEIGHT = 7;
  private static final int SPACE = 1;
  private static final int LINE_SPACE = 3;

  private TinyFont() {}

  /** Width in pixels of a text whose squares have sides of {@code scale} pixels. */
  static int width(String text, int scale) {
    return text.isEmpty() ? 0 : (text.length() * (WIDTH + SPACE) - SPACE) * scale;
  }

  /** Height in pixels of lines of text. */
  static int height(int lines, int scale) {
    return lines == 0 ? 0 : (lines - 1) * lineStep(scale) + HEIGHT * scale;
  }

  /** From the top of a line to that of the next. */
  static int lineStep(int scale) {
    return (HEIGHT + LINE_SPACE) * scale;
  }

  static void draw(Canvas canvas, int top, int left, String text, int scale, int level) {
    for (int i = 0; i < text.length(); i++) {
      String letter = TinyLetters.of(text.charAt(i));
      for (int y = 0; y < HEIGHT; y++) {
        for (int x = 0; x < WIDTH; x++) {
          if (letter.charAt(y * (WIDTH + 1) + x) == '#') {
            int column = i * (WIDTH + SPACE) + x;
            canvas.fill(top + y * scale, left + column * scale, scale, scale, level);
          }
        }
      }
    }
  }
}
