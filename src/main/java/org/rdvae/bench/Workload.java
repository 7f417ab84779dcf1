package org.rdvae.bench;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.rdvae.base.Failure;
import org.rdvae.base.KebabCase;
import org.rdvae.distribution.BernoulliLikelihood;
import org.rdvae.model.Architecture;
import org.rdvae.model.ModelSettings;
import org.rdvae.network.Activation;
import org.rdvae.network.Convolution;
import org.rdvae.network.Dense;
import org.rdvae.network.FeatureShape;
import org.rdvae.network.LayerSpec;
import org.rdvae.network.TransposedConvolution;
import org.rdvae.network.WeightInit;

/**
 * The fixed work that we and others are timed on: float32, Adam with a learning rate of 0.001,
 * biases everywhere.
 */
public enum Workload {
  /** 784-512-512-(2 x 32) / 32-512-512-784, ReLU, Bernoulli logits. */
  MLP(128, 512, 32, 28, 1, 300, 200),

  /** 784-300-300-(2 x 40) / 40-300-300-784, gated hidden layers, Bernoulli logits. */
  GATED(100, 300, 40, 28, 1, 300, 200),

  /** Two convolutions down to an eighth of the places, one between, two transposed ones back. */
  CONV(64, 64, 0, 32, 4, 60, 20),

  /** Four 5 x 5 convolutions to a sixteenth of height and width, noise, four transposed ones. */
  CODEC(8, 96, 0, 128, 16, 20, 5);

  private static final int COLORS = 3;

  private final int batch;
  private final int width;
  private final int latents;
  private final int side;
  private final int scale;
  private final int steps;
  private final int warmup;

  Workload(int batch, int width, int latents, int side, int scale, int steps, int warmup) {
    this.batch = batch;
    this.width = width;
    this.latents = latents;
    this.side = side;
    this.scale = scale;
    this.steps = steps;
    this.warmup = warmup;
  }

  /** As the config would write it. */
  public String title() {
    return KebabCase.of(name());
  }

  /** The sizes that figures are quoted for. */
  public WorkSizes sizes() {
    return new WorkSizes(batch, width, latents, side);
  }

  /** Whether it has latent variables, whose number can be chosen. */
  public boolean hasLatents() {
    return latents > 0;
  }

  /** Whether its layers can halve images of this size as often as they do. */
  boolean takesSide(int imageSide) {
    return imageSide % scale == 0;
  }

  /** Steps that give a steady median. */
  public int steps() {
    return steps;
  }

  /** Steps before those, in which Java compiles itself. */
  public int warmup() {
    return warmup;
  }

  /** The work that figures are quoted for. */
  public Work work() {
    return work(sizes());
  }

  /**
   * The same kind of work in other sizes.
   *
   * @throws Failure of kind USAGE if the image cannot be halved as often as the layers do, or
   *     latent variables are given to a workload that has none
   */
  public Work work(WorkSizes wanted) {
    if (!takesSide(wanted.side())) {
      throw new Failure(
          Failure.Kind.USAGE,
          String.format(
              Locale.ROOT,
              "--side: expected a multiple of %d for the workload %s, found %d; the nearest is %d",
              scale,
              title(),
              wanted.side(),
              Math.max(1, wanted.side() / scale) * scale));
    }
    if (!hasLatents() && wanted.latents() != 0) {
      throw new Failure(
          Failure.Kind.USAGE,
          "--latents: the workload "
              + title()
              + " has no latent variables, found "
              + wanted.latents()
              + "; mlp and gated have");
    }
    return switch (this) {
      case MLP -> dense(wanted, Activation.RELU, false);
      case GATED -> dense(wanted, Activation.IDENTITY, true);
      case CONV -> convolutions(wanted);
      case CODEC -> codec(wanted);
    };
  }

  private static Work dense(WorkSizes sizes, Activation activation, boolean gated) {
    LayerSpec hidden = new Dense(sizes.width(), activation, gated, WeightInit.AUTO);
    List<LayerSpec> layers = List.of(hidden, hidden);
    ModelSettings model =
        new ModelSettings(
            new ModelSettings.Latent(sizes.latents()), layers, layers, new BernoulliLikelihood());
    return new Work.Variational(
        new Architecture(model, new FeatureShape(sizes.side(), sizes.side(), 1)),
        BenchSettings.ELBO,
        BenchSettings.adam(sizes.batch()),
        BenchSettings.randomBits(sizes.side(), sizes.batch()),
        BenchSettings.SEED);
  }

  private static Work convolutions(WorkSizes sizes) {
    int channels = sizes.width();
    Activation relu = Activation.RELU;
    return new Work.Plain(
        List.of(
            convolution(channels, 4, 2, 1, relu),
            convolution(2 * channels, 4, 2, 1, relu),
            convolution(2 * channels, 3, 1, 1, relu)),
        List.of(
            transposed(channels, 4, 1, 0, relu), transposed(COLORS, 4, 1, 0, Activation.IDENTITY)),
        new FeatureShape(sizes.side(), sizes.side(), COLORS),
        sizes.batch(),
        false);
  }

  private static Work codec(WorkSizes sizes) {
    LayerSpec down = convolution(sizes.width(), 5, 2, 2, Activation.RELU);
    LayerSpec up = transposed(sizes.width(), 5, 2, 1, Activation.RELU);
    return new Work.Plain(
        List.of(down, down, down, convolution(sizes.width(), 5, 2, 2, Activation.IDENTITY)),
        List.of(up, up, up, transposed(COLORS, 5, 2, 1, Activation.IDENTITY)),
        new FeatureShape(sizes.side(), sizes.side(), COLORS),
        sizes.batch(),
        true);
  }

  private static LayerSpec convolution(
      int channels, int kernel, int stride, int padding, Activation activation) {
    return new Convolution(
        channels, kernel, stride, Optional.of(padding), activation, WeightInit.AUTO);
  }

  private static LayerSpec transposed(
      int channels, int kernel, int padding, int outputPadding, Activation activation) {
    return new TransposedConvolution(
        channels, kernel, 2, Optional.of(padding), outputPadding, activation, WeightInit.AUTO);
  }
}
