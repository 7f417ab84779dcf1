package org.rdvae.bench.libtorch;

import java.util.Map;
import java.util.function.UnaryOperator;
import org.bytedeco.pytorch.LinearImpl;
import org.bytedeco.pytorch.Module;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.rdvae.bench.peer.Workload;

/**
 * The variational autoencoders of the workloads {@code mlp} and {@code gated}, written the way a
 * libtorch user would.
 *
 * <pre>
 * x [batch, 784] -> hidden -> hidden -> mean, logStddev [batch, latents] each
 * z = mean + exp(logStddev) eps -> hidden -> hidden -> logits [batch, 784]
 * </pre>
 *
 * Hidden layers are linear and ReLU, or gated: a sigmoid(g) with a and g linear. Pixels x are 0 or
 * 1; eps is from N(0, I).
 */
final class VariationalAutoencoder implements Autoencoder {
  /** The value of at::Reduction::Sum, which the bindings take as a plain number. */
  private static final long REDUCTION_SUM = 2;

  private final Layers layers = new Layers();
  private final long pixels;
  private final long latents;
  private final UnaryOperator<Tensor> encoder;
  private final UnaryOperator<Tensor> decoder;
  // Not one layer of twice the width and a split: level at 1 thread, and 1 or 2 % slower at 2.
  private final LinearImpl meanHead;
  private final LinearImpl logStddevHead;
  private final LinearImpl logitsHead;
  private final Scalar two = new Scalar(2f);
  private final Scalar half = new Scalar(0.5f);
  private final Scalar batch;
  private final Scalar halfOfLatents;
  private final TensorOptional unweighted = new TensorOptional();

  VariationalAutoencoder(Workload workload) {
    pixels = workload.inputs();
    latents = workload.noise();
    long hidden = workload.hidden();
    boolean gated = workload == Workload.GATED;
    encoder = twoHidden("encoder", pixels, hidden, gated);
    meanHead = layers.linear("posterior.mean", hidden, latents);
    logStddevHead = layers.linear("posterior.log-stddev", hidden, latents);
    decoder = twoHidden("decoder", latents, hidden, gated);
    logitsHead = layers.linear("likelihood.logits", hidden, pixels);
    batch = new Scalar((float) workload.batch());
    halfOfLatents = new Scalar(latents / 2f);
  }

  private UnaryOperator<Tensor> twoHidden(String name, long inputs, long units, boolean gated) {
    UnaryOperator<Tensor> first = hidden(name + ".0", inputs, units, gated);
    UnaryOperator<Tensor> second = hidden(name + ".1", units, units, gated);
    return features -> second.apply(first.apply(features));
  }

  private UnaryOperator<Tensor> hidden(String name, long inputs, long units, boolean gated) {
    LinearImpl linear = layers.linear(name, inputs, units);
    if (!gated) {
      return features -> linear.forward(features).relu_();
    }
    LinearImpl gate = layers.gate(name, inputs, units);
    return features -> linear.forward(features).mul(gate.forward(features).sigmoid_());
  }

  @Override
  public Module module() {
    return layers.module();
  }

  @Override
  public Map<String, Tensor> parameters() {
    return layers.parameters();
  }

  @Override
  public Tensor images(float[] values) {
    return Tensor.create(values).view(-1, pixels);
  }

  @Override
  public Tensor noise(float[] values) {
    return Tensor.create(values).view(-1, latents);
  }

  /**
   * The negative evidence lower bound in nats per image, averaged over the batch: the Bernoulli
   * cross entropy of the pixels plus KL(q(z|x) || N(0, I)) = 1/2 sum(stddev^2 + mean^2 - 1 - 2
   * logStddev).
   */
  @Override
  public Tensor loss(Batch work) {
    Tensor hidden = encoder.apply(work.images());
    Tensor mean = meanHead.forward(hidden);
    Tensor logStddev = logStddevHead.forward(hidden);
    Tensor stddev = logStddev.exp();
    Tensor noise = work.noise().orElseGet(() -> torch.randn_like(mean));
    Tensor latent = mean.add(stddev.mul(noise));
    Tensor logits = logitsHead.forward(decoder.apply(latent));
    Tensor distortion =
        torch.binary_cross_entropy_with_logits(
            logits, work.images(), unweighted, unweighted, REDUCTION_SUM);
    // sub(a, two) subtracts 2 a; the term -1 is taken off once, below, as half of the latents.
    Tensor divergence = stddev.square().add(mean.square()).sub(logStddev, two).sum().mul(half);
    return distortion.add(divergence).div(batch).sub(halfOfLatents);
  }
}
