package org.rdvae.evaluation;

import java.util.List;
import org.rdvae.codec.Photo;

/** A way to make smaller files of pictures: a model of ours or a program of others. */
public interface ImageCoder {
  /** A word for tables and for JSON. */
  String name();

  /** What would have to be the same for the same files. */
  String version();

  /** How it is called. */
  String settings();

  /** The qualities that make its curve, on the coder's own scale. */
  List<Double> qualities();

  /**
   * Codes and decodes a picture; safe for many threads.
   *
   * @throws org.rdvae.base.Failure if the coder does not do what it should
   */
  CodedPhoto code(Photo photo, double quality);
}
