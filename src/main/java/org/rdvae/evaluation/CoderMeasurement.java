package org.rdvae.evaluation;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntConsumer;
import org.rdvae.base.ParallelWork;
import org.rdvae.codec.Photo;

/**
 * Codes and decodes pictures at all qualities of a coder and measures what comes back. Each thread
 * takes a picture with all its qualities, so that it is read once and at most so many pictures are
 * in memory. Seconds are wall time while the other threads work too: on one thread they are those
 * of the coder alone. An instance measures once.
 */
public final class CoderMeasurement {
  private final ImageCoder coder;
  private final List<NamedPhoto> photos;
  private final IntConsumer progress;
  private final PhotoMeasure[] measures;
  private int done;
  private volatile boolean failed;

  private CoderMeasurement(ImageCoder coder, List<NamedPhoto> photos, IntConsumer progress) {
    this.coder = coder;
    this.photos = photos;
    this.progress = progress;
    measures = new PhotoMeasure[photos.size() * coder.qualities().size()];
  }

  /**
   * Measures a coder.
   *
   * @param threads how many pictures at once
   * @param progress is told how many files are made, from changing threads but never from two at
   *     once; whatever it throws ends the work and comes out of here
   * @return in the order of pictures and qualities
   */
  public static List<PhotoMeasure> of(
      ImageCoder coder, List<NamedPhoto> photos, int threads, IntConsumer progress) {
    // The first picture takes longer, by what the virtual machine and the disk have to learn.
    coder.code(photos.get(0).reader().get(), coder.qualities().get(0));
    CoderMeasurement measurement = new CoderMeasurement(coder, photos, progress);
    ParallelWork.run(
        Math.min(threads, photos.size()), photos.size(), measurement::measureUnlessFailed);
    return Arrays.asList(measurement.measures);
  }

  private void measureUnlessFailed(int number) {
    try {
      measure(number);
    } catch (RuntimeException | Error e) {
      failed = true;
      throw e;
    }
  }

  private void measure(int number) {
    NamedPhoto named = photos.get(number);
    Photo photo = named.reader().get();
    int at = number * coder.qualities().size();
    for (double quality : coder.qualities()) {
      // Nobody will look at the rest.
      if (failed) {
        return;
      }
      measures[at++] = PhotoMeasure.of(named.name(), photo, quality, coder.code(photo, quality));
      tell();
    }
  }

  private synchronized void tell() {
    progress.accept(++done);
  }
}
