package org.rdvae.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.rdvae.distribution.DiagonalGaussianPosterior;
import org.rdvae.distribution.PosteriorHead;
import org.rdvae.network.FeatureShape;
import org.rdvae.network.ImpossibleShape;
import org.rdvae.network.LayerSpec;
import org.rdvae.network.NetworkSpec;
import org.rdvae.network.ParameterSpec;
import org.rdvae.network.WeightInit;

/**
 * How a level of latent variables follows from the levels above it. With h the encoder's features
 * of the image at this level and s the state of the level above, which is all that the decoder
 * knows there:
 *
 * <pre>
 * s above - decoder - d -+- prior heads: m, ln σ                    p(z | z above) = N(m, σ²)
 *                        |
 *          h ------------+- joined - posterior heads: μ, ln ς       q(z | x, z above) = N(m + σ μ, (σ ς)²)
 *                        |
 *          z = m + σ u --+- s = d and z, what the next level or the image is decoded from
 * </pre>
 *
 * <p>The posterior is told relative to the prior, so that a level which adds nothing has μ = 0 and
 * ς = 1: Vahdat and Kautz, NVAE, NeurIPS 2020, arXiv:2007.03898, section 3.2. That the posterior
 * reads what the decoder knows is the ladder's: Sønderby et al., Ladder Variational Autoencoders,
 * NIPS 2016, arXiv:1602.02282. The variables that are counted, drawn and stored are u = (z − m) /
 * σ: their prior is N(0, I) and their posterior N(μ, ς²) whatever the levels above say, and the
 * rate, ½ Σ (μ² + ς² − 1 − ln ς²), and log p − log q are those of z itself.
 *
 * <p>ln σ and ln ς are those of the heads held within bounds, see {@link BoundedHead}.
 *
 * <p>Features are maps [height, width, channels], or flat ones as maps of one place. d, h, z and s
 * have the same places and lie side by side in channels.
 *
 * @param state shape of s
 * @param z shape of the level's variables
 * @param features shape of h
 * @param down decoder with the prior's heads
 * @param joined with the posterior's heads
 */
record LevelLink(
    FeatureShape state,
    FeatureShape z,
    FeatureShape features,
    HeadedNetwork down,
    HeadedNetwork joined) {

  /**
   * Of the level below one of {@link ModelSettings.Latent#above}.
   *
   * @param name of the settings of the level above, with which parameters' names begin
   * @param stateAbove what the decoder reads
   * @param size latent variables at each place
   * @throws ImpossibleShape if the places are not the same
   */
  static LevelLink of(
      String name,
      ModelSettings.Level above,
      FeatureShape stateAbove,
      FeatureShape features,
      int size) {
    NetworkSpec decoder = new NetworkSpec(name + ".decoder", stateAbove, above.decoder());
    FeatureShape known = decoder.output();
    requirePlaces(known, features, "the encoder's features below", name + ".decoder");
    FeatureShape z = withChannels(features, size);
    NetworkSpec joined =
        new NetworkSpec(
            name + ".joined",
            withChannels(features, Math.addExact(known.channels(), features.channels())),
            above.joined());
    requirePlaces(joined.output(), features, "the features that it joins", name + ".joined");
    List<PosteriorHead> heads = new DiagonalGaussianPosterior().heads(z.size());
    return new LevelLink(
        withChannels(features, Math.addExact(known.channels(), size)),
        z,
        features,
        new HeadedNetwork(decoder, name + ".prior.", heads, true, startAfter(above.decoder())),
        new HeadedNetwork(joined, name + ".posterior.", heads, true, startAfter(above.joined())));
  }

  private static void requirePlaces(
      FeatureShape found, FeatureShape expected, String whose, String where) {
    if (found.height() != expected.height() || found.width() != expected.width()) {
      throw ImpossibleShape.of(
              String.format(
                  Locale.ROOT,
                  "%s behind the last layer, like %s",
                  expected.isFlat()
                      ? "flat features"
                      : String.format(
                          Locale.ROOT, "maps of %d x %d", expected.height(), expected.width()),
                  whose),
              found)
          .in(where);
    }
  }

  private static FeatureShape withChannels(FeatureShape places, int channels) {
    return new FeatureShape(places.height(), places.width(), channels);
  }

  /** The weights of a head start like those of the layer before it, if that names a start. */
  static WeightInit startAfter(List<LayerSpec> before) {
    return before.isEmpty() ? WeightInit.AUTO : before.get(before.size() - 1).weightStart();
  }

  List<ParameterSpec> parameters() {
    List<ParameterSpec> parameters = new ArrayList<>(down.parameters());
    parameters.addAll(joined.parameters());
    return parameters;
  }
}
