package org.rdvae.data;

import java.security.MessageDigest;
import org.rdvae.base.Sha256;

/**
 * Examples of one shape, immutable: {@link ImageSet} holds bytes, {@link TableSet} numbers, {@link
 * CountSet} words and how often they occur. An example reaches the model as one row of {@code
 * height * width * channels} floats, channels fastest (NHWC); the row of a table with n columns,
 * like a document with a vocabulary of n words, is an image of 1 x n x 1.
 */
public sealed interface ExampleSet permits ImageSet, RowSet {

  Split split();

  int count();

  int height();

  int width();

  /** Values of a pixel: 1 for grey images and tables, 3 (red, green, blue) for colour. */
  int channels();

  /** The length of a row: height times width times channels. */
  default int valuesPerExample() {
    return height() * width() * channels();
  }

  /** The first {@code limit} examples, or all if there are fewer. */
  ExampleSet first(int limit);

  /** Adds the shape and all values. */
  void addTo(MessageDigest digest);

  /** Whether every example has a {@link #label}. */
  default boolean hasLabels() {
    return false;
  }

  /**
   * The number of an example's class, from 0 on.
   *
   * @throws IllegalStateException if there are no labels
   */
  default int label(int example) {
    throw new IllegalStateException("these examples have no labels; example " + example);
  }

  /** What an example is called in messages: {@code images}, {@code rows} or {@code documents}. */
  String things();

  /** The first 16 hexadecimal digits of the SHA-256 over the shape and all values. */
  default String fingerprint() {
    MessageDigest digest = Sha256.begin();
    addTo(digest);
    return Fingerprint.shorten(digest);
  }
}
