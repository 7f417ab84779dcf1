package org.rdvae.job;

import java.util.List;
import java.util.Optional;
import org.rdvae.codec.Photo;
import org.rdvae.codec.PhotoCodec;
import org.rdvae.codec.RdvFile;
import org.rdvae.evaluation.ModelCoder;

/** Our models among the coders of a curve. */
public final class CurveModel {
  private CurveModel() {}

  /**
   * A codec to be measured, with the hash that its files hold.
   *
   * @param name of its checkpoint
   */
  public static ModelCoder of(PhotoCodec codec, String name, List<Double> qualities) {
    Photo pixel = new Photo(1, 1, 1, new byte[1], Optional.empty());
    byte[] file = codec.compress(pixel, PhotoCodec.LOWEST_QUALITY);
    String hash = RdvFile.read(file, name).header().modelHash();
    return new ModelCoder(codec, name + ", model " + hash, qualities);
  }
}
