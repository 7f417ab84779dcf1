package org.rdvae.job;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.rdvae.base.Failure;
import org.rdvae.checkpoint.Safetensors;
import org.rdvae.checkpoint.StoredTensor;
import org.rdvae.distribution.GaussianMixture;

/**
 * A mixture fitted to the aggregate posterior of a model, to draw its latent variables from in
 * place of its own prior. As a safetensors file: {@code log_weight} [components], {@code mean} and
 * {@code log_stddev} [components, latents], and in the metadata the hash of the model that it
 * belongs to. The model itself stays as it is.
 *
 * @param model hash of the model
 */
public record FittedPrior(String model, GaussianMixture mixture) {
  private static final String KIND = "rdvae.kind";
  private static final String PRIOR = "prior";
  private static final String MODEL = "model";
  private static final String LOG_WEIGHT = "log_weight";
  private static final String MEAN = "mean";
  private static final String LOG_STDDEV = "log_stddev";
  private static final String EXTENSION = ".safetensors";

  /** Where a model's fitted prior lies unless said otherwise: best.prior.safetensors. */
  public static Path beside(Path checkpoint) {
    String name = checkpoint.getFileName().toString();
    String stem =
        name.endsWith(EXTENSION) ? name.substring(0, name.length() - EXTENSION.length()) : name;
    return checkpoint.resolveSibling(stem + ".prior" + EXTENSION);
  }

  public void write(Path path) {
    Map<String, String> metadata = new LinkedHashMap<>();
    metadata.put(KIND, PRIOR);
    metadata.put(MODEL, model);
    long components = mixture.components();
    long[] shape = {components, mixture.latents()};
    Map<String, StoredTensor> tensors = new LinkedHashMap<>();
    tensors.put(
        LOG_WEIGHT, new StoredTensor.Doubles(new long[] {components}, mixture.logWeights()));
    tensors.put(MEAN, new StoredTensor.Doubles(shape, mixture.means()));
    tensors.put(LOG_STDDEV, new StoredTensor.Doubles(shape, mixture.logStddevs()));
    new Safetensors(metadata, tensors).write(path);
  }

  /**
   * Reads the fitted prior of a model.
   *
   * @throws Failure MISSING_PATH if there is none, BAD_DATA if the file is damaged, holds something
   *     else, or belongs to another model
   */
  public static FittedPrior read(Path path, SavedModel model) {
    Safetensors file = Safetensors.read(path);
    String kind = file.metadata().get(KIND);
    if (!PRIOR.equals(kind)) {
      throw bad(path, "expected a fitted prior as rdvae fit-prior writes it, found " + kind);
    }
    String hash = model.checkpoint().modelHash();
    if (!hash.equals(file.metadata().get(MODEL))) {
      throw bad(
          path,
          "fitted to model "
              + file.metadata().get(MODEL)
              + ", but "
              + model.path()
              + " is model "
              + hash
              + "; fit-prior makes another one");
    }
    int latents = model.vae().architecture().latents();
    if (file.tensors().get(LOG_WEIGHT) instanceof StoredTensor.Doubles logWeight
        && file.tensors().get(MEAN) instanceof StoredTensor.Doubles mean
        && file.tensors().get(LOG_STDDEV) instanceof StoredTensor.Doubles logStddev
        && logWeight.size() > 0
        && mean.size() == (long) logWeight.size() * latents
        && logStddev.size() == mean.size()) {
      return new FittedPrior(
          hash, new GaussianMixture(logWeight.values(), mean.values(), logStddev.values()));
    }
    throw bad(
        path,
        "expected float64 tensors log_weight of shape [components], and mean and log_stddev of"
            + " shape [components, "
            + latents
            + "]");
  }

  private static Failure bad(Path path, String words) {
    return new Failure(Failure.Kind.BAD_DATA, path + ": " + words);
  }
}
