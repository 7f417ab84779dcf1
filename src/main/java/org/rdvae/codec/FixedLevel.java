package org.rdvae.codec;

import java.util.List;
import java.util.function.Function;
import org.rdvae.model.ModelSettings;
import org.rdvae.network.FeatureShape;
import org.rdvae.network.ImpossibleShape;
import org.rdvae.network.NetworkSpec;

/**
 * A level of latent variables below another one, in whole numbers: how it follows from the state of
 * the level above. With the names of {@link org.rdvae.model.Architecture}:
 *
 * <pre>
 * s above - decoder - d - prior heads: m, ln σ
 * h and d - joined - posterior heads: mean and log standard deviation of u
 * z = m + σ u;  s = d and z
 * </pre>
 *
 * <p>u is standard normal by the prior, whatever the levels above say.
 */
final class FixedLevel {
  private final FixedHeads down;
  private final FixedHeads joined;
  private final FeatureShape state;

  /** What the state above says. */
  record Descent(WideMap known, FixedBelief prior) {}

  /**
   * @param name with which parameters' names begin
   * @param stateAbove shape of the state of the level above
   * @param features shape of h
   * @param size latent variables at each place
   * @throws ImpossibleShape if layers do not fit one another
   */
  FixedLevel(
      String name,
      ModelSettings.Level above,
      FeatureShape stateAbove,
      FeatureShape features,
      int size,
      Function<String, float[]> parameters) {
    NetworkSpec decoder = new NetworkSpec(name + ".decoder", stateAbove, above.decoder());
    int known = decoder.output().channels();
    down = FixedHeads.of(decoder, true, heads(name + ".prior.", size), parameters);
    joined =
        FixedHeads.of(
            new NetworkSpec(
                name + ".joined",
                new FeatureShape(features.height(), features.width(), known + features.channels()),
                above.joined()),
            true,
            heads(name + ".posterior.", size),
            parameters);
    state = new FeatureShape(features.height(), features.width(), known + size);
  }

  /** Mean and log standard deviation. */
  static List<FixedHeads.Head> heads(String name, int units) {
    return List.of(
        new FixedHeads.Head(name + "mean", units), new FixedHeads.Head(name + "log-stddev", units));
  }

  /** Shape of s. */
  FeatureShape state() {
    return state;
  }

  Descent descend(WideMap stateAbove) {
    WideMap known = down.features(stateAbove);
    return new Descent(known, FixedBelief.bounded(down.heads(known)));
  }

  /** The posterior of u. */
  FixedBelief posterior(WideMap features, Descent descent) {
    WideMap both = joined.features(features.joinedWith(descent.known()));
    return FixedBelief.bounded(joined.heads(both));
  }

  /** s of bins of u. */
  WideMap place(Descent descent, int[] bins) {
    FixedBelief prior = descent.prior();
    int channels = bins.length / (state.height() * state.width());
    int[][] z = new int[bins.length / channels][channels];
    for (int i = 0; i < bins.length; i++) {
      long stddev = FixedExponential.exp(prior.logStddev()[i]);
      long deviation =
          FixedPoint.rescale(
              stddev * LatentBins.middle(bins[i]),
              LatentBins.FRACTION + FixedExponential.FRACTION - FixedVae.FRACTION);
      z[i / channels][i % channels] = FixedPoint.toInt(prior.mean()[i] + deviation);
    }
    WideMap variables =
        new WideMap(
            z, WideMap.sameFraction(channels, FixedVae.FRACTION), state.height(), state.width());
    return descent.known().joinedWith(variables);
  }
}
