package org.rdvae.evaluation;

import org.rdvae.data.OrderedBatches;
import org.rdvae.distribution.DiagonalGaussian;
import org.rdvae.model.VaeSession;
import org.rdvae.random.RandomStream;
import org.rdvae.training.Measurement;
import org.rdvae.training.Validator;

/**
 * The ELBO of a set of images by one posterior sample each. Every image has its own noise, the same
 * at every validation, so that differences between epochs are those of the models.
 */
public final class ElboValidator implements Validator {
  private final VaeSession session;
  private final int count;
  private final RandomStream noise;
  private final EncodedBatch batch;
  private final Proposals proposals;
  private final double[] distortions;

  /**
   * @param session open as long as this validator is used; its parameters are replaced
   */
  public ElboValidator(VaeSession session, OrderedBatches images, int count, long seed) {
    this.session = session;
    this.count = count;
    noise = new RandomStream(seed, RandomStream.Purpose.VALIDATION_NOISE);
    batch = new EncodedBatch(session, ImageSource.of(images));
    proposals = Proposals.of(session, batch.mean(), batch.logStddev());
    distortions = new double[session.rows()];
  }

  @Override
  public Measurement validate(float[] parameters) {
    session.use(parameters);
    double rate = 0;
    double distortion = 0;
    for (int first = 0; first < count; first += session.rows()) {
      int some = batch.encode(first, count);
      for (int i = 0; i < some; i++) {
        proposals.select(i);
        proposals.add(i, noise.at(0, first + i));
      }
      proposals.finish(some);
      rate = plusRates(rate, some);
      proposals.distortion(batch.images(), some, distortions);
      for (int i = 0; i < some; i++) {
        distortion += distortions[i];
      }
    }
    return new Measurement(rate / count, distortion / count);
  }

  /** A sum, and the rates of the batch. */
  private double plusRates(double sum, int count) {
    double rate = sum;
    if (!proposals.hasGaussianRate()) {
      for (int i = 0; i < count; i++) {
        rate -= proposals.logRatios()[i];
      }
      return rate;
    }
    for (int i = 0; i < count * session.architecture().latents(); i++) {
      rate += DiagonalGaussian.rate(batch.mean()[i], batch.logStddev()[i]);
    }
    return rate;
  }
}
