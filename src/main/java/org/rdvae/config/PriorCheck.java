package org.rdvae.config;

import java.util.List;
import org.rdvae.data.DataSettings;
import org.rdvae.data.ValueKind;
import org.rdvae.distribution.Prior;
import org.rdvae.model.ModelSettings;
import org.rdvae.network.BatchNormalization;
import org.rdvae.network.LayerSpec;
import org.rdvae.network.Residual;
import org.rdvae.network.Skip;

/** Whether a model's prior is one of its latent variables, and of what its encoder reads. */
final class PriorCheck {
  private static final String PRIOR = "model.prior";

  private final Problems problems;

  PriorCheck(Problems problems) {
    this.problems = problems;
  }

  void run(ModelSettings model) {
    Prior prior = model.prior();
    int latents = model.latent().topSize();
    if (latents < prior.fewestLatents()) {
      problems.problem(
          PRIOR,
          "expected "
              + Names.of(prior)
              + " with "
              + model.latent().topPath()
              + " of at least "
              + prior.fewestLatents()
              + ", or another prior such as gaussian-mixture, found size "
              + latents);
    }
    if (!prior.fits(model.posterior()) && !model.posterior().isPositive()) {
      problems.problem(
          PRIOR,
          "expected gaussian-mixture or coupling-flow, or "
              + Names.of(prior)
              + " with the posterior diagonal-gaussian, since the posteriors of its learned images"
              + " are its components, found "
              + Names.of(prior)
              + " with "
              + Names.of(model.posterior()));
    }
    if (prior.pseudoInputs() == 0) {
      return;
    }
    batchNormalization("model.encoder", model.encoder(), prior);
    List<ModelSettings.Level> above = model.latent().above();
    for (int i = 0; i < above.size(); i++) {
      batchNormalization("model.latent.above." + i + ".encoder", above.get(i).encoder(), prior);
    }
  }

  private void batchNormalization(String path, List<LayerSpec> layers, Prior prior) {
    for (int i = 0; i < layers.size(); i++) {
      String at = path + "." + i;
      if (layers.get(i) instanceof BatchNormalization) {
        problems.problem(
            at,
            "expected layer-normalization or group-normalization, since with the prior "
                + Names.of(prior)
                + " the encoder's batches hold learned images too, whose mean and variance are not"
                + " the data's, found batch-normalization");
      }
      if (layers.get(i) instanceof Residual residual) {
        batchNormalization(at + ".residual.layers", residual.layers(), prior);
      } else if (layers.get(i) instanceof Skip skip) {
        batchNormalization(at + ".skip.layers", skip.layers(), prior);
      }
    }
  }

  /** Learned images are held between 0 and 1, as what they stand for has to be. */
  void run(DataSettings data, ModelSettings model) {
    ValueKind kind = data.valueKind();
    boolean bounded = kind == ValueKind.BITS || kind == ValueKind.LEVELS;
    if (model.prior().pseudoInputs() > 0 && !bounded) {
      problems.problem(
          PRIOR,
          "expected gaussian-mixture or coupling-flow, since the learned images of "
              + Names.of(model.prior())
              + " have values from 0 to 1, which "
              + kind.words()
              + " do not, found "
              + Names.of(model.prior()));
    }
  }
}
