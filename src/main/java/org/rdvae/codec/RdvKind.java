package org.rdvae.codec;

/** What an {@code .rdv} file holds, with the part of the header that only this kind has. */
public sealed interface RdvKind {
  /** The kind's byte in the file. */
  int code();

  /** The kind's field in the file. */
  int field();

  static RdvKind of(int code, long field) {
    if (field != (int) field) {
      throw new IllegalArgumentException("expected a field that is an int, found " + field);
    }
    return switch (code) {
      case Lossy.CODE -> new Lossy((int) field);
      case Lossless.CODE -> new Lossless((int) field);
      case LatentSet.CODE -> new LatentSet((int) field);
      default -> throw new IllegalArgumentException("expected a kind of 1 to 3, found " + code);
    };
  }

  /**
   * One photograph, coded with loss.
   *
   * @param qualityThousandths quality times 1000, from 1000 to 8000: an integer, because gains are
   *     made from it on both sides
   */
  record Lossy(int qualityThousandths) implements RdvKind {
    private static final int CODE = 1;
    private static final int UNIT = 1000;
    private static final int MOST = 8;

    public Lossy {
      if (qualityThousandths < UNIT || qualityThousandths > MOST * UNIT) {
        throw new IllegalArgumentException(
            "expected a quality of 1000 to 8000 thousandths, found " + qualityThousandths);
      }
    }

    /** The nearest quality that a file can say. */
    public static Lossy ofQuality(double quality) {
      return new Lossy((int) Math.rint(quality * UNIT));
    }

    /** From 1 to 8. */
    public double quality() {
      return qualityThousandths / (double) UNIT;
    }

    @Override
    public int code() {
      return CODE;
    }

    @Override
    public int field() {
      return qualityThousandths;
    }
  }

  /** A set of images of one size, at least 1. */
  sealed interface Images extends RdvKind {
    /** How many. */
    int images();

    @Override
    default int field() {
      return images();
    }

    private static void require(int images) {
      if (images < 1) {
        throw new IllegalArgumentException("expected 1 image or more, found " + images);
      }
    }
  }

  /** Images coded without loss. */
  record Lossless(int images) implements Images {
    private static final int CODE = 2;

    public Lossless {
      Images.require(images);
    }

    @Override
    public int code() {
      return CODE;
    }
  }

  /** Images coded with loss, as their rounded latent variables. */
  record LatentSet(int images) implements Images {
    private static final int CODE = 3;

    public LatentSet {
      Images.require(images);
    }

    @Override
    public int code() {
      return CODE;
    }
  }
}
