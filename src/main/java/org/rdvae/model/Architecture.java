package org.rdvae.model;

import java.util.ArrayList;
import java.util.List;
import org.rdvae.distribution.Likelihood;
import org.rdvae.network.Dense;
import org.rdvae.network.FeatureShape;
import org.rdvae.network.ImpossibleShape;
import org.rdvae.network.LayerSpec;
import org.rdvae.network.NetworkSpec;
import org.rdvae.network.ParameterLayout;
import org.rdvae.network.ParameterSpec;
import org.rdvae.network.WeightInit;

/**
 * The sizes and the parameters of a model for examples of one shape, known without taking any
 * memory.
 *
 * <pre>
 * image [h, w, c] - encoder.* - posterior.mean, posterior.log-stddev [latents]
 * z [latents]     - decoder.* - likelihood.HEAD [h, w, c] for each head of the likelihood
 * </pre>
 *
 * <p>A likelihood's head is a dense layer behind flat features, and behind feature maps of the
 * image's height and width one dense layer for all places (a convolution with a 1 x 1 kernel).
 */
public final class Architecture {
  static final String MEAN = "posterior.mean";
  static final String LOG_STDDEV = "posterior.log-stddev";
  static final String LIKELIHOOD = "likelihood.";

  /** What kind of layer a head is. */
  static final String HEAD = "dense";

  private final FeatureShape image;
  private final int latents;
  private final Likelihood likelihood;
  private final NetworkSpec encoder;
  private final NetworkSpec decoder;
  private final Dense latentHead;
  private final Dense likelihoodHead;
  private final FeatureShape likelihoodInput;
  private final ParameterLayout layout;

  /**
   * @throws ImpossibleShape if layers do not fit one another or the image
   */
  public Architecture(ModelSettings settings, FeatureShape image) {
    this.image = image;
    latents = settings.latent().size();
    likelihood = settings.likelihood();
    encoder = new NetworkSpec("encoder", image, settings.encoder());
    decoder = new NetworkSpec("decoder", FeatureShape.flat(latents), settings.decoder());
    latentHead = Dense.linear(latents, startAfter(settings.encoder()));
    FeatureShape features = decoder.output();
    boolean byPlaces = !features.isFlat();
    if (byPlaces && (features.height() != image.height() || features.width() != image.width())) {
      throw ImpossibleShape.of(
              "flat features or maps of %d x %d behind the last layer"
                  .formatted(image.height(), image.width()),
              features)
          .in("decoder");
    }
    likelihoodInput = byPlaces ? FeatureShape.flat(features.channels()) : features;
    likelihoodHead =
        Dense.linear(byPlaces ? image.channels() : image.size(), startAfter(settings.decoder()));
    layout = new ParameterLayout(parameters());
  }

  private List<ParameterSpec> parameters() {
    List<ParameterSpec> parameters = new ArrayList<>(encoder.parameters());
    parameters.addAll(latentHead.parameters(MEAN, encoder.output()));
    parameters.addAll(latentHead.parameters(LOG_STDDEV, encoder.output()));
    parameters.addAll(decoder.parameters());
    for (String head : likelihood.heads()) {
      parameters.addAll(likelihoodHead.parameters(LIKELIHOOD + head, likelihoodInput));
    }
    for (String shared : likelihood.sharedParameters()) {
      parameters.add(ParameterSpec.row(LIKELIHOOD + shared, 1, likelihood.initialOf(shared)));
    }
    return parameters;
  }

  /** The weights of a head start like those of the layer before it, if that names a start. */
  private static WeightInit startAfter(List<LayerSpec> before) {
    return before.isEmpty() ? WeightInit.AUTO : before.get(before.size() - 1).weightStart();
  }

  /**
   * The layer behind the posterior's mean, and with weights of its own behind the log standard
   * deviation.
   */
  Dense latentHead() {
    return latentHead;
  }

  /** The layer behind each head of the likelihood. */
  Dense likelihoodHead() {
    return likelihoodHead;
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

  /** Number of latent variables. */
  public int latents() {
    return latents;
  }

  NetworkSpec encoder() {
    return encoder;
  }

  NetworkSpec decoder() {
    return decoder;
  }

  public ParameterLayout layout() {
    return layout;
  }
}
