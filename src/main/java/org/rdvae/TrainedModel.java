package org.rdvae;

import java.nio.file.Path;
import org.rdvae.job.SavedModel;
import org.rdvae.network.FeatureShape;
import org.rdvae.tensor.Device;

/**
 * A trained autoencoder for use in a program: what a checkpoint holds, immutable and safe to share
 * between threads. Each thread opens a {@link ModelSession} of its own to compute.
 *
 * <pre>{@code
 * TrainedModel model = TrainedModel.load(Path.of("checkpoints/mnist-binary-vae.safetensors"));
 * try (ModelSession session = model.open()) {
 *   Posteriors posteriors = session.encode(images);
 *   float[][] restored = session.decode(posteriors.mean());
 * }
 * }</pre>
 *
 * <p>An image is a row of height x width x channels values from 0 to 1, channels varying fastest;
 * for a model of bits each value is 0 or 1.
 */
public final class TrainedModel {
  private final SavedModel saved;

  private TrainedModel(SavedModel saved) {
    this.saved = saved;
  }

  /**
   * Reads a full or slim checkpoint and checks all of it. Loads no native library yet.
   *
   * @throws org.rdvae.base.Failure if there is no such file, or if it is damaged, foreign or too
   *     new
   */
  public static TrainedModel load(Path checkpoint) {
    return new TrainedModel(SavedModel.load(checkpoint));
  }

  /** SHA-256 over the parameters, the same for a full and a slim checkpoint of one model. */
  public String hash() {
    return saved.checkpoint().modelHash();
  }

  /** The job that trained the model, every setting written out, as YAML. */
  public String config() {
    return saved.checkpoint().config();
  }

  /** Rows of pixels of an image. */
  public int height() {
    return image().height();
  }

  /** Columns of pixels of an image. */
  public int width() {
    return image().width();
  }

  /** Values of a pixel. */
  public int channels() {
    return image().channels();
  }

  /** Number of latent variables. */
  public int latents() {
    return saved.vae().architecture().latents();
  }

  /**
   * Whether scores are probabilities, so that they may be told in bits; else they are densities.
   */
  public boolean isDiscrete() {
    return saved.vae().architecture().likelihood().isDiscrete();
  }

  private FeatureShape image() {
    return saved.vae().architecture().image();
  }

  /** Opens a session that computes on all cores, or on {@code OMP_NUM_THREADS} of them. */
  public ModelSession open() {
    return open(Device.defaultThreads());
  }

  /**
   * Opens a session that computes on so many threads. The first one loads the native library and
   * sets its threads and those of its BLAS; no variable of the environment is needed for that. A
   * program that computes in several threads at once is fastest with one thread for each session.
   *
   * @throws org.rdvae.base.Failure of kind DEVICE if the native library cannot be used
   */
  public ModelSession open(int threads) {
    return new ModelSession(saved.vae().open(Device.cpu(threads), SavedModel.ROWS));
  }
}
