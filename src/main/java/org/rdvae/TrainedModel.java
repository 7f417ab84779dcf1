package org.rdvae;

import java.nio.file.Path;
import org.rdvae.data.ReadingProgress;
import org.rdvae.job.ImageInput;
import org.rdvae.job.SavedModel;
import org.rdvae.network.FeatureShape;
import org.rdvae.tensor.Device;

/**
 * A trained autoencoder for use in a program: what a checkpoint holds, immutable and safe to share
 * between threads. Each thread opens a {@link ModelSession} of its own to compute.
 *
 * <p>An image is a row of height x width x channels values from 0 to 1, channels varying fastest;
 * for a model of bits each value is 0 or 1, for one of tables it is a column's standardised value.
 * {@link #read} makes such rows of files.
 */
public final class TrainedModel {
  private final SavedModel saved;

  private TrainedModel(SavedModel saved) {
    this.saved = saved;
  }

  /**
   * Reads a full or slim checkpoint and checks all of it. Loads no native library yet.
   *
   * @param checkpoint what {@code rdvae train} wrote
   * @return the model
   * @throws org.rdvae.base.Failure if there is no such file, or if it is damaged, foreign or too
   *     new
   */
  public static TrainedModel load(Path checkpoint) {
    return new TrainedModel(SavedModel.load(checkpoint));
  }

  /** {@return SHA-256 over the parameters, the same for a full and a slim checkpoint of a model} */
  public String hash() {
    return saved.checkpoint().modelHash();
  }

  /** {@return the job that trained the model, every setting written out, as YAML} */
  public String config() {
    return saved.checkpoint().config();
  }

  /** {@return the rows of pixels of an image} */
  public int height() {
    return image().height();
  }

  /** {@return the columns of pixels of an image} */
  public int width() {
    return image().width();
  }

  /** {@return the values of a pixel} */
  public int channels() {
    return image().channels();
  }

  /** {@return the number of latent variables} */
  public int latents() {
    return saved.vae().architecture().latents();
  }

  /**
   * {@return the number of classes that the model is conditioned on, which {@link
   * ModelSession#classes} must then be told; 0 if it is not}
   */
  public int classes() {
    return saved.vae().architecture().classes();
  }

  /**
   * {@return whether scores are probabilities, so that they may be told in bits; else they are
   * densities}
   */
  public boolean isDiscrete() {
    return saved.vae().architecture().likelihood().isDiscrete();
  }

  private FeatureShape image() {
    return saved.vae().architecture().image();
  }

  /**
   * Reads a picture, a folder of pictures (in the order of their paths) or an idx file as the
   * commands do: pictures are brought to the model's size and values become bits if those of its
   * training did, both as its own config says. Pictures of a folder that cannot be read are
   * refused, or left out if that config says {@code on-bad-image: skip}.
   *
   * @param input the path of any of these
   * @return a row for each image
   * @throws org.rdvae.base.Failure if there is nothing, or nothing that the model can take
   */
  public float[][] read(Path input) {
    // Absolute, because some relative names stand for embedded images.
    return rows(ImageInput.read(input.toAbsolutePath().toString(), saved), Integer.MAX_VALUE);
  }

  /**
   * The first {@code most} test images of the data that the model was trained on, or all if there
   * are fewer; of the embedded digits, and of any other set that still lies where its config says.
   *
   * @param most at least 0
   * @return rows as for {@link ModelSession#encode}
   * @throws org.rdvae.base.Failure if they cannot be read
   */
  public float[][] testImages(int most) {
    if (most < 0) {
      throw new IllegalArgumentException("most: expected 0 or more, found " + most);
    }
    return rows(ImageInput.ownTestImages(saved, ReadingProgress.NONE), most);
  }

  private static float[][] rows(ImageInput images, int most) {
    float[][] rows = new float[Math.min(most, images.images().count())][];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = images.rows(i, 1);
    }
    return rows;
  }

  /**
   * Opens a session that computes on all cores, or on {@code OMP_NUM_THREADS} of them.
   *
   * @return a session for one thread
   */
  public ModelSession open() {
    return open(Device.defaultThreads());
  }

  /**
   * Opens a session that computes on so many threads, up to 200 images at a time, fewer where they
   * are large.
   *
   * @param threads from 1 to 1024
   * @return a session for one thread of the program
   */
  public ModelSession open(int threads) {
    return open(threads, saved.rows());
  }

  /**
   * Opens a session. The first one loads the native library; no variable of the environment is
   * needed. A program that computes in several threads at once is fastest with one thread for each
   * session.
   *
   * @param threads from 1 to 1024
   * @param rows how many images or latents are computed at a time, whatever the number that is
   *     passed: a call for one of them takes as long as for all. 1 answers single images fastest
   * @return a session for one thread of the program
   * @throws org.rdvae.base.Failure of kind DEVICE if the native library cannot be used
   */
  public ModelSession open(int threads, int rows) {
    if (rows < 1) {
      throw new IllegalArgumentException("rows: expected 1 or more, found " + rows);
    }
    return new ModelSession(saved.vae().open(Device.cpu(threads), rows));
  }
}
