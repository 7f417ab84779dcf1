package org.rdvae.job;

import java.util.Locale;
import org.rdvae.base.Failure;
import org.rdvae.codec.Photo;
import org.rdvae.codec.PhotoCodec;
import org.rdvae.codec.RdvKind;
import org.rdvae.evaluation.Psnr;
import org.rdvae.job.QualityGoal.AtLeastPsnr;
import org.rdvae.job.QualityGoal.AtMostBits;
import org.rdvae.job.QualityGoal.AtQuality;

/**
 * Finds the quality that meets a goal for one photo, on whole files and not on estimates.
 *
 * <p>Size and fidelity rise with quality, the logarithm of the size and the decibels almost in a
 * straight line. So a bracket is cut where the line through its ends meets the target, and in the
 * middle when that has not halved it; about five files are made. The end of the bracket that keeps
 * the promise is the result, even where the measure does not rise everywhere.
 *
 * @param name how messages call the photo
 * @param alive called before each file is made; whatever it throws ends the search
 */
record QualitySearch(PhotoCodec codec, Photo photo, String name, Runnable alive) {
  /** A bracket this narrow is not cut further. */
  private static final double NARROWEST = 1 / 128.0;

  /** Of the bits per pixel, and in decibels: what lies so close to the target is good enough. */
  private static final double BITS_TOLERANCE = Math.log(1.005);

  private static final double DECIBEL_TOLERANCE = 0.02;

  /** A cut leaves at least this share of the bracket on either side. */
  private static final double LEAST_SHARE = 0.05;

  private static final int BITS_PER_BYTE = 8;

  /**
   * A file and how it was made.
   *
   * @param measure what the search looks at, rising with quality
   * @param note what the user should know of the goal; empty if nothing
   */
  record Coded(double quality, byte[] file, double measure, String note) {
    Coded with(String words) {
      return new Coded(quality, file, measure, words);
    }
  }

  /** What is measured of a file. */
  private interface Measure {
    double of(byte[] file);
  }

  /**
   * Meets the goal.
   *
   * @throws Failure BAD_DATA if no quality does for this photo, with the nearest that can be had
   */
  Coded find(QualityGoal goal) {
    if (goal instanceof AtMostBits bits) {
      return atMost(bits.bitsPerPixel());
    }
    if (goal instanceof AtLeastPsnr psnr) {
      return atLeast(psnr.decibels());
    }
    return code(((AtQuality) goal).quality(), file -> 0);
  }

  private Coded atMost(double target) {
    Measure measure = file -> Math.log(bitsPerPixel(file));
    Coded low = code(PhotoCodec.LOWEST_QUALITY, measure);
    if (bitsPerPixel(low.file()) > target) {
      throw outOfReach(
          "at most " + target + " bits per pixel", "gives " + bits(low) + ", the fewest");
    }
    Coded high = code(PhotoCodec.HIGHEST_QUALITY, measure);
    if (bitsPerPixel(high.file()) <= target) {
      return high.with("the highest quality takes " + bits(high) + " bits per pixel only");
    }
    return narrow(low, high, Math.log(target), BITS_TOLERANCE, false, measure);
  }

  private Coded atLeast(double target) {
    Measure measure = file -> psnr(file);
    Coded high = code(PhotoCodec.HIGHEST_QUALITY, measure);
    if (high.measure() < target) {
      throw outOfReach(
          "a PSNR of at least " + target + " dB",
          String.format(Locale.ROOT, "gives %.2f dB, the most", high.measure()));
    }
    Coded low = code(PhotoCodec.LOWEST_QUALITY, measure);
    if (low.measure() >= target) {
      return low.with(
          String.format(Locale.ROOT, "the lowest quality has %.2f dB already", low.measure()));
    }
    return narrow(low, high, target, DECIBEL_TOLERANCE, true, measure);
  }

  /**
   * Narrows a bracket around the target.
   *
   * @param above whether the result is the end that is not below the target, or the one not above
   */
  private Coded narrow(
      Coded lowest,
      Coded highest,
      double target,
      double tolerance,
      boolean above,
      Measure measure) {
    Coded low = lowest;
    Coded high = highest;
    // On the side of the target that counts.
    double aim = target + (above ? tolerance : -tolerance) / 2;
    boolean halve = false;
    while (high.quality() - low.quality() > NARROWEST
        && Math.abs((above ? high : low).measure() - target) > tolerance) {
      double width = high.quality() - low.quality();
      double share = (aim - low.measure()) / (high.measure() - low.measure());
      double cut = halve ? 0.5 : Math.max(LEAST_SHARE, Math.min(share, 1 - LEAST_SHARE));
      Coded middle = code(low.quality() + cut * width, measure);
      if (above ? middle.measure() < target : middle.measure() <= target) {
        low = middle;
      } else {
        high = middle;
      }
      halve = high.quality() - low.quality() > width / 2;
    }
    return above ? high : low;
  }

  private Coded code(double quality, Measure measure) {
    alive.run();
    double stored = RdvKind.Lossy.ofQuality(quality).quality();
    byte[] file = codec.compress(photo, stored);
    return new Coded(stored, file, measure.of(file), "");
  }

  /** Of a whole file of this photo. */
  double bitsPerPixel(byte[] file) {
    return (double) BITS_PER_BYTE * file.length / photo.area();
  }

  /** In decibels; decoding it shows that the file is sound. */
  double psnr(byte[] file) {
    return Psnr.of(photo.pixels(), codec.decompress(file, name).pixels());
  }

  private String bits(Coded coded) {
    return String.format(Locale.ROOT, "%.4f", bitsPerPixel(coded.file()));
  }

  private Failure outOfReach(String goal, String found) {
    double quality =
        goal.startsWith("at most") ? PhotoCodec.LOWEST_QUALITY : PhotoCodec.HIGHEST_QUALITY;
    return new Failure(
        Failure.Kind.BAD_DATA,
        String.format(
            Locale.ROOT, "%s: expected %s, but quality %.0f %s.", name, goal, quality, found));
  }
}
