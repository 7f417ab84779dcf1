package org.rdvae.codec;

import java.util.Locale;
import org.rdvae.base.Failure;
import org.rdvae.base.KebabCase;
import org.rdvae.distribution.DiagonalGaussianPosterior;
import org.rdvae.distribution.StandardNormalPrior;
import org.rdvae.model.ModelSettings;

/** Which models images can be packed with. Their likelihoods are {@link ValueIntervals}'. */
final class PackableModel {
  private PackableModel() {}

  /**
   * Refuses all others.
   *
   * @throws Failure BAD_DATA naming the nearest that can
   */
  static void require(ModelSettings settings) {
    requirePosterior(settings);
    require(
        "prior",
        settings.prior() instanceof StandardNormalPrior,
        "standard-normal",
        settings.prior());
  }

  /**
   * Refuses models whose posteriors' means cannot be rounded and kept. Any prior will do.
   *
   * @throws Failure BAD_DATA naming the nearest that can
   */
  static void requireOneLevel(ModelSettings settings) {
    requirePosterior(settings);
    int levels = 1 + settings.latent().above().size();
    if (levels > 1) {
      throw new Failure(
          Failure.Kind.BAD_DATA,
          "model.latent.above: expected no levels above the first to pack with loss, found "
              + (levels - 1)
              + "; without loss such a model packs too");
    }
  }

  private static void requirePosterior(ModelSettings settings) {
    require(
        "posterior",
        settings.posterior() instanceof DiagonalGaussianPosterior,
        "diagonal-gaussian",
        settings.posterior());
    if (settings.classes() > 0) {
      throw new Failure(
          Failure.Kind.BAD_DATA,
          "model.classes: expected 0, because images are packed without labels, found "
              + settings.classes());
    }
  }

  private static void require(String setting, boolean holds, String expected, Object found) {
    if (!holds) {
      String name = KebabCase.of(found.getClass().getSimpleName());
      throw new Failure(
          Failure.Kind.BAD_DATA,
          String.format(
              Locale.ROOT,
              "model.%s: expected %s, the only one that can be packed with, found %s",
              setting,
              expected,
              name.replace("-" + setting, "")));
    }
  }
}
