package org.rdvae.job;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.IntConsumer;
import org.rdvae.base.Failure;
import org.rdvae.data.Split;
import org.rdvae.distribution.GaussianMixture;
import org.rdvae.distribution.StandardNormalPrior;
import org.rdvae.distribution.VariationalMixture;
import org.rdvae.evaluation.AggregatePosterior;
import org.rdvae.evaluation.ImageSource;
import org.rdvae.model.Architecture;
import org.rdvae.model.VaeSession;
import org.rdvae.tensor.Device;

/**
 * Fits a mixture to the aggregate posterior of a model's training images, and says how much better
 * than the model's own prior it describes that of the validation images.
 *
 * <p>A sample of levels of latent variables is described as a whole; those below the top are told
 * in standard deviations of their own prior, which a standard normal describes.
 */
public final class PriorFit {
  /** Nats an image that a sweep must gain for another one. */
  private static final double LEAST_GAIN = 1e-6;

  private final SavedModel model;
  private final ModelData data;

  /**
   * @throws Failure BAD_DATA if the model's latent variables are positive, which those of the
   *     mixture are not
   */
  public PriorFit(ModelData data) {
    model = data.model();
    this.data = data;
    if (model.vae().architecture().posterior().isPositive()) {
      throw new Failure(
          Failure.Kind.BAD_DATA,
          model.path()
              + ": expected a model whose latent variables take all values, found a posterior of"
              + " positive ones, of which a mixture of Gaussians is no prior.");
    }
  }

  /**
   * What came out.
   *
   * @param sweeps of coordinate ascent
   * @param settled whether the last sweep gained next to nothing
   * @param elbo of the fit, in nats a training image
   * @param heldOut mean log density of the validation images' z under the mixture, in nats
   * @param ownHeldOut the same under the model's own prior, where that is standard normal
   */
  public record Result(
      FittedPrior prior,
      int sweeps,
      boolean settled,
      double elbo,
      double heldOut,
      OptionalDouble ownHeldOut) {

    /** A few lines for people. */
    public String text() {
      StringBuilder text = new StringBuilder();
      text.append(
          line("components used", Integer.toString(prior.mixture().components()))
              + line("sweeps", sweeps + (settled ? "" : ", still rising: try more --sweeps"))
              + line("elbo of the fit", nats(elbo) + " a training image")
              + line("log p(z), validation", nats(heldOut) + " under the fitted prior"));
      ownHeldOut.ifPresent(
          own -> text.append(line("", nats(own) + " under the model's own prior")));
      return text.toString().stripTrailing();
    }

    private static String line(String name, String value) {
      return String.format(Locale.ROOT, "%-22s %s%n", name, value);
    }

    private static String nats(double value) {
      return String.format(Locale.ROOT, "%.3f nats", value);
    }
  }

  /**
   * Fits with progress lines.
   *
   * @param components at most as many are used
   * @param mostSweeps of coordinate ascent
   * @return empty if it was interrupted
   */
  public Optional<Result> run(
      Device device, int components, int mostSweeps, long seed, WatchedWork work) {
    requireEnough(components);
    int images = count(Split.TRAIN) + count(Split.VALIDATION);
    return work.run("encoding", images, progress -> encoded(device, seed, progress))
        .flatMap(
            z ->
                work.run(
                    "fitting, sweeps",
                    mostSweeps,
                    progress -> fit(z[0], z[1], components, mostSweeps, seed, progress)));
  }

  private int count(Split split) {
    return data.splits().get(split).count();
  }

  private void requireEnough(int components) {
    int images = count(Split.TRAIN);
    if (components > images) {
      throw new Failure(
          Failure.Kind.USAGE,
          "--components: expected at most the number of training images, "
              + images
              + ", found "
              + components);
    }
  }

  /** One z for every training and every validation image. */
  private float[][] encoded(Device device, long seed, IntConsumer progress) {
    int train = count(Split.TRAIN);
    try (VaeSession session = model.vae().open(device, model.rows())) {
      return new float[][] {
        draw(session, Split.TRAIN, seed, progress),
        draw(session, Split.VALIDATION, seed, done -> progress.accept(train + done)),
      };
    }
  }

  private float[] draw(VaeSession session, Split split, long seed, IntConsumer progress) {
    return AggregatePosterior.draw(
        session, ImageSource.of(data.batches(split)), count(split), seed, progress);
  }

  private Result fit(
      float[] train,
      float[] validation,
      int components,
      int mostSweeps,
      long seed,
      IntConsumer progress) {
    Architecture architecture = model.vae().architecture();
    int latents = architecture.latents();
    int images = train.length / latents;
    VariationalMixture fit = new VariationalMixture(train, latents, components, seed);
    double elbo = fit.sweep();
    double gain = Double.POSITIVE_INFINITY;
    int sweeps = 1;
    while (sweeps < mostSweeps && gain > LEAST_GAIN * images) {
      double next = fit.sweep();
      gain = next - elbo;
      elbo = next;
      sweeps++;
      progress.accept(sweeps);
    }
    GaussianMixture mixture = fit.mixture();
    return new Result(
        new FittedPrior(model.checkpoint().modelHash(), mixture),
        sweeps,
        gain <= LEAST_GAIN * images,
        elbo / images,
        meanLogDensity(mixture, validation),
        architecture.prior() instanceof StandardNormalPrior
            ? OptionalDouble.of(meanLogDensity(standardNormal(latents), validation))
            : OptionalDouble.empty());
  }

  private static GaussianMixture standardNormal(int latents) {
    return new GaussianMixture(new double[1], new double[latents], new double[latents]);
  }

  private static double meanLogDensity(GaussianMixture mixture, float[] z) {
    int latents = mixture.latents();
    int rows = z.length / latents;
    double[] row = new double[latents];
    double sum = 0;
    for (int first = 0; first < z.length; first += latents) {
      for (int j = 0; j < latents; j++) {
        row[j] = z[first + j];
      }
      sum += mixture.logDensity(row);
    }
    return sum / rows;
  }
}
