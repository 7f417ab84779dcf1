package org.rdvae.evaluation;

import org.rdvae.data.OrderedBatches;
import org.rdvae.model.VaeSession;
import org.rdvae.random.RandomStream;
import org.rdvae.training.Measurement;
import org.rdvae.training.Validator;

/**
 * The importance-weighted bound of a set of images, by which models are chosen that are trained for
 * a bound of several samples: their ELBO may get worse while they get better. Every image has its
 * own noise, the same at every validation. In nats per image.
 *
 * <p>Burda, Grosse and Salakhutdinov, Importance Weighted Autoencoders, ICLR 2016,
 * arXiv:1509.00519.
 */
public final class BoundValidator implements Validator {
  private final VaeSession session;
  private final ImageSource images;
  private final int count;
  private final int samples;
  private final long seed;
  private final RandomStream noise;

  /**
   * @param session open as long as this validator is used; its parameters are replaced
   * @param samples of each image
   */
  public BoundValidator(
      VaeSession session, OrderedBatches images, int count, int samples, long seed) {
    this.session = session;
    this.images = ImageSource.of(images);
    this.count = count;
    this.samples = samples;
    this.seed = seed;
    noise = new RandomStream(seed, RandomStream.Purpose.VALIDATION_NOISE);
  }

  @Override
  public Measurement validate(float[] parameters) {
    session.use(parameters);
    Evaluation found =
        new Evaluator(session, samples, seed, image -> noise.at(0, image))
            .evaluate(images, count, done -> {});
    return new Measurement(found.rate(), found.distortion(), -found.nll());
  }
}
