package org.rdvae.codec;

import org.rdvae.codec.Tiling.Part;

/**
 * Pictures to maps of latents and back, tile by tile: a tile is computed with as much around it as
 * its values depend on, so that nothing shows where tiles meet, and a large picture takes no more
 * native memory than a tile.
 */
final class PictureTransform {
  private static final int CHANNELS = CodecArchitecture.CHANNELS;
  private static final float WHITE = 255;
  private static final float CENTRE = 0.5f;

  private final int latentStep;
  private final int latentChannels;
  private final int tile;
  private final int analysisAround;
  private final int synthesisAround;

  /**
   * @param tile most pixels along a side of a tile, a multiple of the codec's step
   */
  PictureTransform(CodecArchitecture architecture, int tile) {
    this.tile = tile;
    latentStep = architecture.latentStep();
    latentChannels = architecture.latents().channels();
    Reach seen = Reach.of(architecture.settings().analysis(), 0, 0);
    analysisAround = upTo(Math.max(-seen.low(), seen.high() - latentStep + 1));
    Reach heard = Reach.of(architecture.settings().synthesis(), 0, latentStep - 1);
    synthesisAround = (int) Math.max(0, Math.max(-heard.low(), heard.high()));
  }

  private int upTo(long pixels) {
    return (int) ((Math.max(0, pixels) + latentStep - 1) / latentStep) * latentStep;
  }

  /**
   * The latents of a picture.
   *
   * @param height of the map in latents; the picture's last rows and columns are repeated up to
   *     there
   * @return height x width x the latents' channels
   */
  float[] analyse(CodecSession session, Photo photo, int height, int width) {
    float[] latents = new float[Math.multiplyExact(height * width, latentChannels)];
    int rows = height * latentStep;
    int columns = width * latentStep;
    int windowRows = Tiling.windowSize(rows, tile, analysisAround);
    int windowColumns = Tiling.windowSize(columns, tile, analysisAround);
    for (Part down : Tiling.of(rows, tile, analysisAround)) {
      for (Part across : Tiling.of(columns, tile, analysisAround)) {
        float[] piece =
            piece(photo, down.windowFirst(), across.windowFirst(), windowRows, windowColumns);
        float[] made = session.analyse(piece, windowRows, windowColumns);
        int madeWidth = windowColumns / latentStep;
        for (int y = down.first() / latentStep;
            y < (down.first() + down.size()) / latentStep;
            y++) {
          int from =
              (y - down.windowFirst() / latentStep) * madeWidth
                  + (across.first() - across.windowFirst()) / latentStep;
          int to = y * width + across.first() / latentStep;
          int count = across.size() / latentStep * latentChannels;
          System.arraycopy(made, from * latentChannels, latents, to * latentChannels, count);
        }
      }
    }
    return latents;
  }

  /** Values about 0, grey in all three channels, edges repeated outside. */
  private static float[] piece(Photo photo, int top, int left, int height, int width) {
    float[] values = new float[height * width * CHANNELS];
    byte[] pixels = photo.pixels();
    int channels = photo.channels();
    int to = 0;
    for (int y = 0; y < height; y++) {
      int row = Math.min(top + y, photo.height() - 1) * photo.width();
      for (int x = 0; x < width; x++) {
        int from = (row + Math.min(left + x, photo.width() - 1)) * channels;
        for (int c = 0; c < CHANNELS; c++) {
          int value = Byte.toUnsignedInt(pixels[from + (channels == 1 ? 0 : c)]);
          values[to++] = value / WHITE - CENTRE;
        }
      }
    }
    return values;
  }

  /**
   * The picture of a map of latents, without what was repeated beyond its edges.
   *
   * @param latents height x width x the latents' channels
   * @param pixels written, the photo's height x width x channels
   */
  void synthesise(CodecSession session, float[] latents, int height, int width, Photo target) {
    int most = tile / latentStep;
    int windowRows = Tiling.windowSize(height, most, synthesisAround);
    int windowColumns = Tiling.windowSize(width, most, synthesisAround);
    for (Part down : Tiling.of(height, most, synthesisAround)) {
      for (Part across : Tiling.of(width, most, synthesisAround)) {
        float[] window = new float[windowRows * windowColumns * latentChannels];
        for (int y = 0; y < windowRows; y++) {
          int from = ((down.windowFirst() + y) * width + across.windowFirst()) * latentChannels;
          int count = windowColumns * latentChannels;
          System.arraycopy(latents, from, window, y * count, count);
        }
        float[] made = session.synthesise(window, windowRows, windowColumns);
        draw(made, windowColumns * latentStep, down, across, target);
      }
    }
  }

  private void draw(float[] made, int madeWidth, Part down, Part across, Photo target) {
    int bottom = Math.min((down.first() + down.size()) * latentStep, target.height());
    int right = Math.min((across.first() + across.size()) * latentStep, target.width());
    for (int y = down.first() * latentStep; y < bottom; y++) {
      int row = (y - down.windowFirst() * latentStep) * madeWidth;
      for (int x = across.first() * latentStep; x < right; x++) {
        int from = (row + x - across.windowFirst() * latentStep) * CHANNELS;
        int to = (y * target.width() + x) * target.channels();
        if (target.channels() == 1) {
          target.pixels()[to] = level((made[from] + made[from + 1] + made[from + 2]) / CHANNELS);
        } else {
          for (int c = 0; c < CHANNELS; c++) {
            target.pixels()[to + c] = level(made[from + c]);
          }
        }
      }
    }
  }

  private static byte level(float value) {
    return (byte) Math.min(Math.max(Math.round((value + CENTRE) * WHITE), 0), (int) WHITE);
  }
}
