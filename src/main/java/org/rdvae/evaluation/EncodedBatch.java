package org.rdvae.evaluation;

import org.rdvae.model.VaeSession;

/** Some images of a set, as many as a session takes at a time, and their posteriors. */
public final class EncodedBatch {
  private final VaeSession session;
  private final ImageSource set;
  private final float[] images;
  private final float[] mean;
  private final float[] logStddev;

  /**
   * @param session open as long as this batch is used
   */
  public EncodedBatch(VaeSession session, ImageSource set) {
    this.session = session;
    this.set = set;
    images = new float[session.rows() * session.architecture().pixels()];
    mean = new float[session.rows() * session.architecture().latents()];
    logStddev = new float[mean.length];
  }

  /**
   * Encodes images from {@code first} on; the session keeps their classes.
   *
   * @param end the first image that is not wanted any more
   * @return how many they are
   */
  public int encode(int first, int end) {
    int some = Math.min(session.rows(), end - first);
    set.fill(first, some, images);
    session.classes(set.classes(first, some));
    session.encode(images, some, mean, logStddev);
    return some;
  }

  /** The images as rows, shape [rows, pixels]; the same array every time. */
  public float[] images() {
    return images;
  }

  /** The posteriors' means, shape [rows, latents]; the same array every time. */
  public float[] mean() {
    return mean;
  }

  /** The posteriors' ln σ, shape [rows, latents]; the same array every time. */
  public float[] logStddev() {
    return logStddev;
  }
}
