package org.rdvae.model;

import java.util.ArrayList;
import java.util.List;
import org.rdvae.network.Activation;
import org.rdvae.network.LayerSpec;
import org.rdvae.network.LayerSpec.Dense;
import org.rdvae.network.NetworkSpec;
import org.rdvae.network.ParameterLayout;
import org.rdvae.network.ParameterSpec;
import org.rdvae.network.WeightInit;

/**
 * The sizes and the parameters of a model for images of one size, known without taking any memory.
 *
 * <pre>
 * image [pixels] - encoder.* - posterior.mean, posterior.log-stddev [latents]
 * z [latents]    - decoder.* - likelihood.logits [pixels]
 * </pre>
 */
public final class Architecture {
  static final String MEAN = "posterior.mean";
  static final String LOG_STDDEV = "posterior.log-stddev";
  static final String LOGITS = "likelihood.logits";

  private final int height;
  private final int width;
  private final int latents;
  private final NetworkSpec encoder;
  private final NetworkSpec decoder;
  private final Dense latentHead;
  private final Dense logitsHead;
  private final ParameterLayout layout;

  public Architecture(ModelSettings settings, int height, int width) {
    this.height = height;
    this.width = width;
    latents = settings.latent().size();
    encoder = new NetworkSpec("encoder", height * width, settings.encoder());
    decoder = new NetworkSpec("decoder", latents, settings.decoder());
    latentHead = head(latents, settings.encoder());
    logitsHead = head(pixels(), settings.decoder());
    List<ParameterSpec> parameters = new ArrayList<>(encoder.parameters());
    parameters.addAll(NetworkSpec.parameters(MEAN, encoder.outputs(), latentHead));
    parameters.addAll(NetworkSpec.parameters(LOG_STDDEV, encoder.outputs(), latentHead));
    parameters.addAll(decoder.parameters());
    parameters.addAll(NetworkSpec.parameters(LOGITS, decoder.outputs(), logitsHead));
    layout = new ParameterLayout(parameters);
  }

  /** A linear layer; its weights start like those of the layer before it, if that names a start. */
  private static Dense head(int units, List<LayerSpec> before) {
    WeightInit start = WeightInit.AUTO;
    if (!before.isEmpty() && before.get(before.size() - 1) instanceof Dense last) {
      start = last.weightInit();
    }
    return new Dense(units, Activation.IDENTITY, false, start);
  }

  /**
   * The layer behind the posterior's mean, and with weights of its own behind the log standard
   * deviation.
   */
  Dense latentHead() {
    return latentHead;
  }

  Dense logitsHead() {
    return logitsHead;
  }

  public int height() {
    return height;
  }

  public int width() {
    return width;
  }

  /** Values in one image. */
  public int pixels() {
    return height * width;
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
