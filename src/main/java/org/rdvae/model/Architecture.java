package org.rdvae.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.rdvae.distribution.DiagonalGaussianPosterior;
import org.rdvae.distribution.Likelihood;
import org.rdvae.distribution.LikelihoodHead;
import org.rdvae.distribution.Posterior;
import org.rdvae.distribution.Prior;
import org.rdvae.distribution.SharedParameter;
import org.rdvae.network.Dense;
import org.rdvae.network.FeatureShape;
import org.rdvae.network.ImpossibleShape;
import org.rdvae.network.NetworkSpec;
import org.rdvae.network.ParameterLayout;
import org.rdvae.network.ParameterSpec;
import org.rdvae.network.WeightInit;
import org.rdvae.random.RandomStream;

/**
 * The sizes and the parameters of a model for examples of one shape, known without taking any
 * memory.
 *
 * <pre>
 * image [h, w, c] - encoder.* - posterior.HEAD for each head of the posterior, such as mean [latents]
 * z [latents]     - decoder.* - likelihood.HEAD [h, w, n] for each head of the likelihood
 * </pre>
 *
 * <p>With several levels of latent variables {@link Hierarchy} shows what lies between the two.
 *
 * <p>{@link ClassCondition} shows what classes add.
 *
 * <p>A likelihood's head is a dense layer behind flat features, and behind feature maps of the
 * image's height and width one dense layer for all places (a convolution with a 1 x 1 kernel).
 */
public final class Architecture {
  static final String POSTERIOR = "posterior.";
  static final String PRIOR = "prior.";
  static final String PSEUDO_INPUTS = PRIOR + "pseudo-inputs";

  /** How the names of the likelihood's parameters begin. */
  public static final String LIKELIHOOD = "likelihood.";

  /** What kind of layer a head is. */
  static final String HEAD = "dense";

  private final FeatureShape image;
  private final Hierarchy hierarchy;
  private final List<LevelFamily> families = new ArrayList<>();
  private final Posterior posterior;
  private final Prior prior;
  private final Likelihood likelihood;
  private final HeadedNetwork topEncoder;
  private final NetworkSpec decoder;
  private final boolean byPlaces;
  private final boolean standardGaussian;
  private final FeatureShape likelihoodInput;
  private final WeightInit likelihoodStart;
  private final ParameterLayout layout;
  private final int classes;

  /**
   * @throws ImpossibleShape if layers do not fit one another or the image
   */
  public Architecture(ModelSettings settings, FeatureShape image) {
    this.image = image;
    classes = settings.classes();
    standardGaussian = settings.isStandardGaussian();
    hierarchy = Hierarchy.of(settings, image);
    posterior = settings.posterior();
    prior = settings.prior();
    likelihood = settings.likelihood();
    for (LevelLink link : hierarchy.links()) {
      families.add(LevelFamily.below(link.z().size()));
    }
    families.add(new LevelFamily(posterior, prior, hierarchy.top().size()));
    topEncoder = withHeads();
    decoder = new NetworkSpec("decoder", decoderInput(), settings.decoder());
    FeatureShape features = decoder.output();
    byPlaces = !features.isFlat();
    if (byPlaces && (features.height() != image.height() || features.width() != image.width())) {
      throw ImpossibleShape.of(
              String.format(
                  Locale.ROOT,
                  "flat features or maps of %d x %d behind the last layer",
                  image.height(),
                  image.width()),
              features)
          .in("decoder");
    }
    likelihoodInput = byPlaces ? FeatureShape.flat(features.channels()) : features;
    likelihoodStart = LevelLink.startAfter(settings.decoder());
    requireDirectHeads(features);
    layout = new ParameterLayout(parameters());
  }

  private FeatureShape decoderInput() {
    FeatureShape state = hierarchy.state();
    if (classes == 0) {
      return state;
    }
    if (!state.isFlat()) {
      throw ImpossibleShape.of(
              "flat latent variables, beside which a class can stand, or model.classes: 0", state)
          .in("decoder");
    }
    return FeatureShape.flat(state.size() + classes);
  }

  /** A head without a layer of its own is what the decoder gives. */
  private void requireDirectHeads(FeatureShape features) {
    for (LikelihoodHead head : likelihoodHeads()) {
      if (head.isDirect() && (byPlaces || features.size() != head.size())) {
        throw ImpossibleShape.of(
                String.format(
                    Locale.ROOT,
                    "%d %s, which are the likelihood's %s",
                    head.size(),
                    decoder.layers().isEmpty()
                        ? "latent variables"
                        : "flat features behind the last layer",
                    head.name()),
                features)
            .in("decoder");
      }
    }
  }

  private List<ParameterSpec> parameters() {
    List<ParameterSpec> parameters = new ArrayList<>();
    if (classes > 0) {
      parameters.add(ClassCondition.parameter(classes, pixels()));
    }
    for (NetworkSpec encoder : hierarchy.encoders()) {
      parameters.addAll(encoder.parameters());
    }
    parameters.addAll(topEncoder.headParameters());
    parameters.addAll(posterior.parameters(POSTERIOR, hierarchy.top().size()));
    parameters.addAll(prior.parameters(PRIOR, hierarchy.top().size(), pixels()));
    for (LevelLink link : hierarchy.links()) {
      parameters.addAll(link.parameters());
    }
    parameters.addAll(decoder.parameters());
    for (LikelihoodHead head : likelihoodHeads()) {
      if (!head.isDirect()) {
        parameters.addAll(
            likelihoodHead(head).parameters(LIKELIHOOD + head.name(), likelihoodInput));
      }
    }
    for (SharedParameter shared : likelihood.sharedParameters(image.size())) {
      parameters.add(specOf(shared));
    }
    return parameters;
  }

  private static ParameterSpec specOf(SharedParameter shared) {
    String name = LIKELIHOOD + shared.name();
    return switch (shared.kind()) {
      case NUMBER -> ParameterSpec.row(name, 1, shared.initial());
      case STATISTIC -> ParameterSpec.statistic(name, 1, shared.initial());
      case WEIGHTS ->
          ParameterSpec.weight(name, shared.rows(), shared.columns(), WeightInit.XAVIER);
    };
  }

  private HeadedNetwork withHeads() {
    NetworkSpec encoder = hierarchy.encoders().get(hierarchy.levels() - 1);
    boolean maps = !hierarchy.top().isFlat();
    if (maps && !(posterior instanceof DiagonalGaussianPosterior)) {
      throw ImpossibleShape.of(
              "flat features behind the last layer, as flatten makes them, for every posterior but"
                  + " diagonal-gaussian",
              encoder.output())
          .in(hierarchy.nameOfTop() + "encoder");
    }
    return new HeadedNetwork(
        encoder,
        POSTERIOR,
        posterior.heads(hierarchy.top().size()),
        maps,
        LevelLink.startAfter(encoder.layers()));
  }

  public Posterior posterior() {
    return posterior;
  }

  public Prior prior() {
    return prior;
  }

  /** As {@link ModelSettings#isStandardGaussian}. */
  public boolean isStandardGaussian() {
    return standardGaussian;
  }

  /** Whether the rate is known as a function of what the encoder gives. */
  public boolean hasClosedFormRate() {
    return posterior.hasClosedFormRate(prior);
  }

  /** The outputs that the likelihood asks for. */
  List<LikelihoodHead> likelihoodHeads() {
    return likelihood.heads(image.channels());
  }

  /** The layer behind a head of the likelihood: for all places at once, or for one place. */
  Dense likelihoodHead(LikelihoodHead head) {
    int units = byPlaces ? head.size() : head.columns(places());
    return Dense.linear(units, likelihoodStart);
  }

  /** Whether each place of the decoder's feature maps has heads of its own. */
  boolean hasHeadsByPlaces() {
    return byPlaces;
  }

  /** Numbers that a head of the likelihood has for one image. */
  int columns(LikelihoodHead head) {
    return head.columns(places());
  }

  private int places() {
    return image.height() * image.width();
  }

  /** What {@link #likelihoodHead} reads: the decoder's features, or those of one place. */
  FeatureShape likelihoodInput() {
    return likelihoodInput;
  }

  public Likelihood likelihood() {
    return likelihood;
  }

  public FeatureShape image() {
    return image;
  }

  /** Values in one image. */
  public int pixels() {
    return image.size();
  }

  /** Number of classes that the model is conditioned on; 0 if it is not. */
  public int classes() {
    return classes;
  }

  /** Number of latent variables, of all levels. */
  public int latents() {
    return hierarchy.latents();
  }

  /** Levels of latent variables. */
  public int levels() {
    return hierarchy.levels();
  }

  /** Latent variables of a level, counted from the image upwards. */
  public int latents(int level) {
    return hierarchy.latents(level);
  }

  Hierarchy hierarchy() {
    return hierarchy;
  }

  /** The distributions of each level, from the image upwards. */
  List<LevelFamily> families() {
    return families;
  }

  LevelFamily topFamily() {
    return families.get(hierarchy.links().size());
  }

  /** Draws the noise of a sample of all levels to the {@link #latents} places from there on. */
  public void drawNoise(RandomStream stream, float[] noise, int from) {
    int at = from;
    for (LevelFamily level : families) {
      level.posterior().drawNoise(stream, level.latents(), noise, at);
      at += level.latents();
    }
  }

  /** The encoders' last part with the heads of the top level's posterior. */
  HeadedNetwork topEncoder() {
    return topEncoder;
  }

  NetworkSpec decoder() {
    return decoder;
  }

  public ParameterLayout layout() {
    return layout;
  }
}
