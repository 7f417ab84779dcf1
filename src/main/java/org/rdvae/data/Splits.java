package org.rdvae.data;

import java.security.MessageDigest;
import org.rdvae.base.KebabCase;
import org.rdvae.data.DataSettings.Binarization;

/**
 * What a job reads: three sets of images of one size.
 *
 * @param name the set's name in a config file
 * @param binarization how its bytes become bits; for a set that holds bits already it is {@code
 *     NONE}, whatever was asked for
 */
public record Splits(
    String name, Binarization binarization, ImageSet train, ImageSet validation, ImageSet test) {

  public ImageSet get(Split split) {
    return switch (split) {
      case TRAIN -> train;
      case VALIDATION -> validation;
      case TEST -> test;
      case INPUT ->
          throw new IllegalArgumentException("INPUT is none of the three splits of a set");
    };
  }

  public int height() {
    return train.height();
  }

  public int width() {
    return train.width();
  }

  /**
   * Says in one line what was read, for instance {@code mnist-binary none 28x28 50000/10000/10000
   * sha256 0123456789abcdef}. Two runs with the same fingerprint saw the same bytes in the same
   * order and split. Reads every pixel (about a tenth of a second for the embedded set): call it
   * once.
   */
  public String fingerprint() {
    MessageDigest digest = ImageSet.sha256();
    train.addTo(digest);
    validation.addTo(digest);
    test.addTo(digest);
    return String.format(
        "%s %s %dx%d %d/%d/%d sha256 %s",
        name,
        KebabCase.of(binarization.name()),
        height(),
        width(),
        train.count(),
        validation.count(),
        test.count(),
        ImageSet.shorten(digest));
  }

  /** The first {@code limit} images of each split; 0 keeps all. */
  Splits first(int limit) {
    return limit == 0
        ? this
        : new Splits(
            name, binarization, train.first(limit), validation.first(limit), test.first(limit));
  }
}
