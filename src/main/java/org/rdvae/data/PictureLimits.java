package org.rdvae.data;

/** How large pictures and their files may be, everywhere: what says more is not read. */
public final class PictureLimits {
  public static final int MOST_PIXELS = 100_000_000;

  /**
   * Of either side; also that of GIF, of JPEG and of an {@code .rdv} file. A longer line of pixels
   * could not be thinned while it is read.
   */
  public static final int MOST_SIDE = 65_535;

  /** Of a file, whatever it holds. */
  public static final int MOST_BYTES = 1 << 29;

  private PictureLimits() {}

  /** Whether a picture is within them. */
  public static boolean allow(int width, int height) {
    return Math.max(width, height) <= MOST_SIDE && (long) width * height <= MOST_PIXELS;
  }
}
