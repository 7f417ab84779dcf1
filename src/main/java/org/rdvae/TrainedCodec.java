package org.rdvae;

import java.awt.image.BufferedImage;
import java.nio.file.Path;
import org.rdvae.codec.Photo;
import org.rdvae.codec.PhotoCodec;
import org.rdvae.data.PictureFile;
import org.rdvae.imageio.PhotoTypes;
import org.rdvae.job.Photos;
import org.rdvae.job.SavedCodec;
import org.rdvae.tensor.Device;

/**
 * A trained codec of photographs for use in a program: turns images into the bytes of an {@code
 * .rdv} file and back. Immutable, and safe to share between threads.
 *
 * <p>Every machine decodes the same latents from a file; pixels agree within one level of 255.
 * Programs that know only {@code ImageIO} need no call of this class, but the shipped model.
 */
public final class TrainedCodec {
  private static final String IMAGE = "The image";
  private static final String FILE = "The .rdv file";

  private final SavedCodec saved;
  private final PhotoCodec codec;

  private TrainedCodec(SavedCodec saved, PhotoCodec codec) {
    this.saved = saved;
    this.codec = codec;
  }

  /**
   * Reads a codec's full or slim checkpoint and checks all of it; it will compute on all cores, or
   * on {@code OMP_NUM_THREADS} of them.
   *
   * @param checkpoint what {@code rdvae train} wrote
   * @return the codec
   * @throws org.rdvae.base.Failure if there is no such file, or if it is damaged, foreign, too new
   *     or an autoencoder's
   */
  public static TrainedCodec load(Path checkpoint) {
    return load(checkpoint, Device.defaultThreads());
  }

  /**
   * The same with a number of threads for each image. A program that codes several images at once
   * is fastest with 1.
   *
   * @param checkpoint what {@code rdvae train} wrote
   * @param threads from 1 to 1024
   * @return the codec
   */
  public static TrainedCodec load(Path checkpoint, int threads) {
    SavedCodec saved = SavedCodec.load(checkpoint);
    return new TrainedCodec(saved, saved.codec(Device.cpu(threads)));
  }

  /**
   * SHA-256 over the parameters, which every file names that the codec makes.
   *
   * @return 64 hexadecimal digits
   */
  public String hash() {
    return saved.checkpoint().modelHash();
  }

  /**
   * Compresses an image of 8-bit grey or colour without transparency. The profile of its colour
   * space, if it is not sRGB, is kept.
   *
   * @param image of at most 100 million pixels
   * @param quality from 1 (small) to 8 (fine), decimals allowed; 4 is usual
   * @return a whole {@code .rdv} file
   * @throws org.rdvae.base.Failure if the image is of another kind
   */
  public byte[] compress(BufferedImage image, double quality) {
    if (!(quality >= PhotoCodec.LOWEST_QUALITY && quality <= PhotoCodec.HIGHEST_QUALITY)) {
      throw new IllegalArgumentException("quality: expected 1 to 8, found " + quality);
    }
    Photo photo = Photos.of(PictureFile.of(image, IMAGE));
    Photos.requireSize(photo.width(), photo.height(), IMAGE);
    return codec.compress(photo, quality);
  }

  /**
   * The image in a file that this codec made, here or elsewhere.
   *
   * @param file all of an {@code .rdv} file
   * @return the image, in the colours of its profile if it has one
   * @throws org.rdvae.base.Failure if the file is damaged, foreign or made with another model
   */
  public BufferedImage decompress(byte[] file) {
    return PhotoTypes.image(codec.decompress(file, FILE));
  }
}
