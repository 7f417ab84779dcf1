package org.rdvae.codec;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.rdvae.base.Failure;
import org.rdvae.distribution.LikelihoodHead;
import org.rdvae.model.ModelSettings;
import org.rdvae.network.FeatureShape;
import org.rdvae.network.ImpossibleShape;
import org.rdvae.network.NetworkSpec;

/**
 * A trained autoencoder in whole numbers, of one level of latent variables or several. Immutable
 * and safe to share.
 *
 * <pre>
 * image - encoder - h - encoder above - h above - ... - posterior of the top level
 * image - heads - decoder - s - level - s above - ... - bins of the top level
 * </pre>
 */
final class FixedVae {
  /** Of what heads give. */
  static final int FRACTION = 20;

  private static final String NAME_OF_LEVEL = "latent.above.";

  private final List<FixedNetwork> encoders = new ArrayList<>();
  private final FixedHeads top;
  private final FeatureShape topShape;
  private final List<FixedLevel> levels = new ArrayList<>();
  private final FixedHeads decoder;

  /**
   * @param parameters values by name, as in a checkpoint
   * @param inputFraction of the images' values, which are from 0 to 1
   * @throws Failure BAD_DATA if the model has parts that have no form in whole numbers
   * @throws ImpossibleShape if layers do not fit one another
   */
  FixedVae(
      ModelSettings settings,
      FeatureShape image,
      Function<String, float[]> parameters,
      int inputFraction) {
    PackableModel.require(settings);
    List<ModelSettings.Level> above = settings.latent().above();
    List<FeatureShape> features = new ArrayList<>();
    NetworkSpec first = new NetworkSpec("encoder", image, settings.encoder());
    encoders.add(FixedNetwork.of(first, parameters, 1, inputFraction, 0));
    features.add(first.output());
    for (int i = 0; i < above.size(); i++) {
      NetworkSpec next =
          new NetworkSpec(NAME_OF_LEVEL + i + ".encoder", features.get(i), above.get(i).encoder());
      encoders.add(FixedNetwork.ofFeatures(next, parameters));
      features.add(next.output());
    }
    FeatureShape last = features.get(above.size());
    int size = sizeOf(settings, above.size());
    topShape =
        above.isEmpty()
            ? FeatureShape.flat(size)
            : new FeatureShape(last.height(), last.width(), size);
    top =
        new FixedHeads(
            encoders.get(above.size()),
            last,
            !topShape.isFlat(),
            FixedLevel.heads("posterior.", size),
            parameters);
    FeatureShape state = topShape;
    for (int i = above.size() - 1; i >= 0; i--) {
      FixedLevel level =
          new FixedLevel(
              NAME_OF_LEVEL + i,
              above.get(i),
              state,
              features.get(i),
              sizeOf(settings, i),
              parameters);
      levels.add(0, level);
      state = level.state();
    }
    decoder = decoder(settings, image, state, parameters);
  }

  private static int sizeOf(ModelSettings settings, int level) {
    ModelSettings.Latent latent = settings.latent();
    return level == 0 ? latent.size() : latent.above().get(level - 1).size();
  }

  private static FixedHeads decoder(
      ModelSettings settings,
      FeatureShape image,
      FeatureShape state,
      Function<String, float[]> parameters) {
    NetworkSpec spec = new NetworkSpec("decoder", state, settings.decoder());
    boolean byPlaces = !spec.output().isFlat();
    List<FixedHeads.Head> heads = new ArrayList<>();
    for (LikelihoodHead head : settings.likelihood().heads(image.channels())) {
      int units = byPlaces ? head.size() : head.columns(image.places());
      heads.add(new FixedHeads.Head("likelihood." + head.name(), units));
    }
    return FixedHeads.of(spec, byPlaces, heads, parameters);
  }

  /** Levels below the top, from the image upwards. */
  List<FixedLevel> levels() {
    return levels;
  }

  /** Latent variables of the top level. */
  int topLatents() {
    return topShape.size();
  }

  /** The encoder's features of each level, from the image upwards. */
  List<WideMap> features(FixedMap image) {
    List<WideMap> features = new ArrayList<>();
    FixedMap input = image;
    for (FixedNetwork encoder : encoders) {
      WideMap next = encoder.wide(input, false);
      features.add(next);
      input = next.narrow();
    }
    return features;
  }

  /** The posterior of the top level. */
  FixedBelief top(List<WideMap> features) {
    return FixedBelief.of(top.heads(features.get(levels.size())));
  }

  /** The state of the top level: its variables. */
  WideMap topState(int[] bins) {
    int channels = topShape.channels();
    int[][] rows = new int[topShape.places()][channels];
    for (int i = 0; i < bins.length; i++) {
      rows[i / channels][i % channels] = LatentBins.middle(bins[i]);
    }
    return new WideMap(
        rows,
        WideMap.sameFraction(channels, LatentBins.FRACTION),
        topShape.height(),
        topShape.width());
  }

  /** The likelihood's heads. */
  List<int[]> decode(WideMap state) {
    return decoder.heads(decoder.features(state));
  }
}
