package org.rdvae.codec;

import java.util.ArrayList;
import java.util.List;

/** The latents of a picture, height x width x channels, channels fastest, and pieces of them. */
record LatentMap(int height, int width, int channels) {

  /** A rectangle of places. */
  record Piece(int top, int left, int height, int width) {}

  /** The rectangles that cover the map, row by row. */
  List<Piece> pieces(int side) {
    List<Piece> pieces = new ArrayList<>();
    for (int top = 0; top < height; top += side) {
      for (int left = 0; left < width; left += side) {
        pieces.add(
            new Piece(top, left, Math.min(side, height - top), Math.min(side, width - left)));
      }
    }
    return pieces;
  }

  /** How many {@link #pieces} there are. */
  long pieceCount(int side) {
    return (long) parts(height, side) * parts(width, side);
  }

  private static int parts(int size, int side) {
    return (size + side - 1) / side;
  }

  float[] empty() {
    return new float[Math.multiplyExact(Math.multiplyExact(height, width), channels)];
  }

  /** The values of a piece. */
  float[] copy(float[] values, Piece piece) {
    float[] part = new float[piece.height * piece.width * channels];
    for (int row = 0; row < piece.height; row++) {
      System.arraycopy(values, at(piece, row), part, row * piece.width * channels, length(piece));
    }
    return part;
  }

  /** The values of the whole map from those of its {@link #pieces}, in their order. */
  float[] join(int side, List<float[]> parts) {
    float[] values = empty();
    List<Piece> pieces = pieces(side);
    for (int i = 0; i < pieces.size(); i++) {
      put(values, pieces.get(i), parts.get(i));
    }
    return values;
  }

  /** Writes the values of a piece. */
  private void put(float[] values, Piece piece, float[] part) {
    for (int row = 0; row < piece.height; row++) {
      System.arraycopy(part, row * piece.width * channels, values, at(piece, row), length(piece));
    }
  }

  private int at(Piece piece, int row) {
    return ((piece.top + row) * width + piece.left) * channels;
  }

  private int length(Piece piece) {
    return piece.width * channels;
  }

  /** Multiplies every channel by its factor. */
  void multiply(float[] values, float[] factors) {
    for (int from = 0; from < values.length; from += channels) {
      for (int c = 0; c < channels; c++) {
        values[from + c] *= factors[c];
      }
    }
  }
}
