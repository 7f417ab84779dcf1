package org.rdvae.evaluation;

import java.util.List;
import org.rdvae.codec.Photo;
import org.rdvae.codec.PhotoCodec;

/**
 * A trained model as a coder.
 *
 * @param version which model: its name and the first digits of its hash
 * @param qualities from {@link PhotoCodec#LOWEST_QUALITY} to {@link PhotoCodec#HIGHEST_QUALITY}
 */
public record ModelCoder(PhotoCodec codec, String version, List<Double> qualities)
    implements ImageCoder {
  /** How tables call every model of ours. */
  public static final String NAME = "rdvae";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String settings() {
    return "compress --quality " + QualityText.PLACEHOLDER;
  }

  @Override
  public CodedPhoto code(Photo photo, double quality) {
    long begun = System.nanoTime();
    byte[] file = codec.compress(photo, quality);
    long coded = System.nanoTime();
    Photo decoded = codec.decompress(file, NAME + " at quality " + QualityText.of(quality));
    long done = System.nanoTime();
    return new CodedPhoto(file.length, decoded, (coded - begun) / 1e9, (done - coded) / 1e9);
  }
}
