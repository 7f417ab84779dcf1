package org.rdvae.bench.libtorch;

import org.bytedeco.pytorch.LinearImpl;
import org.bytedeco.pytorch.Module;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * The variational autoencoder of the workload {@code mlp}, written the way a libtorch user would.
 *
 * <pre>
 * x [batch, 784] -> 512 -> 512 -> mean, logStddev [batch, 32] each
 * z = mean + exp(logStddev) eps -> 512 -> 512 -> logits [batch, 784]
 * </pre>
 *
 * ReLU after the hidden layers. Pixels x are 0 or 1; eps is drawn from N(0, I) by torch.
 */
final class MlpAutoencoder {
  static final long PIXELS = 784;
  private static final long HIDDEN = 512;
  private static final long LATENT = 32;

  /** The value of at::Reduction::Sum, which the bindings take as a plain number. */
  private static final long REDUCTION_SUM = 2;

  private final Module module = new Module();
  private final LinearImpl encoder1 = linear("encoder1", PIXELS, HIDDEN);
  private final LinearImpl encoder2 = linear("encoder2", HIDDEN, HIDDEN);
  // Not one layer of width 64 and a split: level at 1 thread, and 1 or 2 % slower at 2.
  private final LinearImpl meanHead = linear("mean", HIDDEN, LATENT);
  private final LinearImpl logStddevHead = linear("logStddev", HIDDEN, LATENT);
  private final LinearImpl decoder1 = linear("decoder1", LATENT, HIDDEN);
  private final LinearImpl decoder2 = linear("decoder2", HIDDEN, HIDDEN);
  private final LinearImpl decoder3 = linear("decoder3", HIDDEN, PIXELS);
  private final Scalar two = new Scalar(2f);
  private final Scalar half = new Scalar(0.5f);
  private final Scalar halfOfLatent = new Scalar(LATENT / 2f);
  private final TensorOptional unweighted = new TensorOptional();

  MlpAutoencoder() {
    module.train(true);
  }

  TensorVector parameters() {
    return module.parameters();
  }

  /**
   * The negative evidence lower bound in nats per image, averaged over the batch: the Bernoulli
   * cross entropy of the pixels plus KL(q(z|x) || N(0, I)) = 1/2 sum(stddev^2 + mean^2 - 1 - 2
   * logStddev).
   */
  Tensor loss(Tensor images) {
    Tensor hidden = encoder2.forward(encoder1.forward(images).relu_()).relu_();
    Tensor mean = meanHead.forward(hidden);
    Tensor logStddev = logStddevHead.forward(hidden);
    Tensor stddev = logStddev.exp();
    Tensor latent = mean.add(stddev.mul(torch.randn_like(mean)));
    Tensor decoded = decoder2.forward(decoder1.forward(latent).relu_()).relu_();
    Tensor distortion =
        torch.binary_cross_entropy_with_logits(
            decoder3.forward(decoded), images, unweighted, unweighted, REDUCTION_SUM);
    // sub(a, two) subtracts 2 a; the term -1 is taken off once, below, as half of the latent width.
    Tensor divergence = stddev.square().add(mean.square()).sub(logStddev, two).sum().mul(half);
    Scalar batch = new Scalar((float) images.size(0));
    return distortion.add(divergence).div(batch).sub(halfOfLatent);
  }

  private LinearImpl linear(String name, long inputs, long outputs) {
    return module.register_module(name, new LinearImpl(inputs, outputs));
  }
}
