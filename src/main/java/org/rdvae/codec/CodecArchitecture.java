package org.rdvae.codec;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.rdvae.base.Failure;
import org.rdvae.network.FeatureShape;
import org.rdvae.network.ImpossibleShape;
import org.rdvae.network.LayerSpec;
import org.rdvae.network.NetworkSpec;
import org.rdvae.network.ParameterLayout;
import org.rdvae.network.ParameterSpec;

/**
 * The sizes and the parameters of a lossy codec for pictures of one size, whose parameters are the
 * same at every size.
 *
 * <pre>
 * picture [h, w, 3] - analysis - latents y [h/16, w/16, m] - hyper-analysis - z [h/64, w/64, k]
 * z - hyper-synthesis - mean, log scale of y [h/16, w/16, 2 m];   y - synthesis - picture
 * </pre>
 *
 * <p>(The fractions are the layers' choice.) Ballé, Minnen, Singh, Hwang and Johnston, Variational
 * Image Compression with a Scale Hyperprior, ICLR 2018, arXiv:1802.01436; with means: Minnen, Ballé
 * and Toderici, NeurIPS 2018, arXiv:1809.02736.
 */
public final class CodecArchitecture {
  /** Values of a pixel. */
  public static final int CHANNELS = 3;

  static final String ENCODER_GAINS = "gains.encoder";
  static final String DECODER_GAINS = "gains.decoder";
  static final String PRIOR_MEAN = "hyper-prior.mean";
  static final String PRIOR_LOG_SCALE = "hyper-prior.log-scale";

  /** A byte says which table a hyper-latent has. */
  private static final int MOST_HYPER_CHANNELS = 256;

  private final CodecSettings settings;
  private final NetworkSpec analysis;
  private final NetworkSpec hyperAnalysis;
  private final NetworkSpec hyperSynthesis;
  private final NetworkSpec synthesis;

  /**
   * @throws ImpossibleShape if layers do not fit one another or the picture, or are such that files
   *     could not be made with them
   */
  public CodecArchitecture(CodecSettings settings, int height, int width) {
    this.settings = settings;
    FeatureShape picture = new FeatureShape(height, width, CHANNELS);
    analysis = new NetworkSpec("analysis", picture, settings.analysis());
    FeatureShape latents = analysis.output();
    hyperAnalysis = new NetworkSpec("hyper-analysis", latents, settings.hyperAnalysis());
    hyperSynthesis =
        new NetworkSpec("hyper-synthesis", hyperAnalysis.output(), settings.hyperSynthesis());
    synthesis = new NetworkSpec("synthesis", latents, settings.synthesis());
    requireTables(hyperAnalysis.output());
    requireEnd(
        "hyper-synthesis",
        "a mean and a log scale for each latent, ",
        new FeatureShape(latents.height(), latents.width(), 2 * latents.channels()),
        hyperSynthesis.output());
    requireEnd("synthesis", "a picture, ", picture, synthesis.output());
    requireLocal("analysis", settings.analysis());
    requireLocal("synthesis", settings.synthesis());
    requireFixedPoint();
    if (height % latents.height() != 0 || latents.height() % hyperLatents().height() != 0) {
      throw ImpossibleShape.of("heights that divide one another", latents).in("analysis");
    }
  }

  /** Large pictures are computed in tiles. */
  private static void requireLocal(String network, List<LayerSpec> layers) {
    try {
      Reach.of(layers, 0, 0);
    } catch (Failure e) {
      throw ImpossibleShape.because(e.getMessage()).in(network);
    }
  }

  /** Told now, and not after days of training. */
  private void requireFixedPoint() {
    Map<String, float[]> zeros = new HashMap<>();
    for (ParameterSpec parameter : hyperSynthesis.parameters()) {
      zeros.put(parameter.name(), new float[Math.toIntExact(parameter.size())]);
    }
    try {
      FixedNetwork.of(hyperSynthesis, zeros::get, 1, 0, 0);
    } catch (Failure e) {
      throw ImpossibleShape.because(e.getMessage()).in("hyper-synthesis");
    }
  }

  private static void requireTables(FeatureShape hyperLatents) {
    if (hyperLatents.channels() > MOST_HYPER_CHANNELS) {
      throw ImpossibleShape.of(
              "at most " + MOST_HYPER_CHANNELS + " channels of hyper-latents", hyperLatents)
          .in("hyper-analysis");
    }
  }

  private static void requireEnd(
      String network, String what, FeatureShape expected, FeatureShape found) {
    if (!expected.equals(found)) {
      throw ImpossibleShape.of(what + expected, found).in(network);
    }
  }

  /** The same codec for pictures of another size, which {@link #step} must divide. */
  public CodecArchitecture at(int height, int width) {
    return new CodecArchitecture(settings, height, width);
  }

  public CodecSettings settings() {
    return settings;
  }

  public FeatureShape picture() {
    return analysis.input();
  }

  public FeatureShape latents() {
    return analysis.output();
  }

  public FeatureShape hyperLatents() {
    return hyperAnalysis.output();
  }

  /** Pixels between two latents. */
  public int latentStep() {
    return picture().height() / latents().height();
  }

  /** Pixels between two hyper-latents; a picture's sides must be multiples of it. */
  public int step() {
    return picture().height() / hyperLatents().height();
  }

  /** What the network that decides probabilities multiplies and adds for a picture of this size. */
  public long hyperSynthesisMultiplyAdds() {
    return hyperSynthesis.multiplyAdds();
  }

  NetworkSpec analysis() {
    return analysis;
  }

  NetworkSpec hyperAnalysis() {
    return hyperAnalysis;
  }

  NetworkSpec hyperSynthesis() {
    return hyperSynthesis;
  }

  NetworkSpec synthesis() {
    return synthesis;
  }

  public ParameterLayout layout() {
    List<ParameterSpec> all = new ArrayList<>();
    all.addAll(analysis.parameters());
    all.addAll(hyperAnalysis.parameters());
    all.addAll(hyperSynthesis.parameters());
    all.addAll(synthesis.parameters());
    all.add(gains(ENCODER_GAINS, 1));
    all.add(gains(DECODER_GAINS, -1));
    all.add(ParameterSpec.row(PRIOR_MEAN, hyperLatents().channels(), 0));
    all.add(ParameterSpec.row(PRIOR_LOG_SCALE, hyperLatents().channels(), 0));
    return new ParameterLayout(all);
  }

  /** Logarithms that begin where the best step of a quantiser of fixed noise would be: λ^(1/2). */
  private ParameterSpec gains(String name, int sign) {
    int channels = latents().channels();
    return new ParameterSpec(
        name,
        List.of(CodecSettings.QUALITIES, channels),
        new ParameterSpec.Start.Given(bits -> startOfGains(sign, channels)),
        true);
  }

  private float[] startOfGains(int sign, int channels) {
    float[] values = new float[CodecSettings.QUALITIES * channels];
    double middle = settings.lambda((1 + CodecSettings.QUALITIES) / 2.0);
    for (int i = 0; i < values.length; i++) {
      double lambda = settings.lambda(1.0 + i / channels);
      values[i] = (float) (sign * 0.5 * Math.log(lambda / middle));
    }
    return values;
  }
}
