package org.rdvae.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rdvae.network.Layers.averagePooling;
import static org.rdvae.network.Layers.batchNormalization;
import static org.rdvae.network.Layers.convolution;
import static org.rdvae.network.Layers.dense;
import static org.rdvae.network.Layers.groupNormalization;
import static org.rdvae.network.Layers.maxPooling;
import static org.rdvae.network.Layers.residual;
import static org.rdvae.network.Layers.skip;
import static org.rdvae.network.Layers.transposed;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A step of a network of all layers makes no Java objects. */
class NetworkAllocationTest {
  private static final int STEPS = 300;

  @Test
  void aStepAllocatesNothing() {
    List<LayerSpec> layers =
        List.of(
            new Dropout(0.1),
            convolution(4, 3, 1, 1, Activation.SILU),
            batchNormalization(Activation.RELU),
            residual(convolution(4), groupNormalization(2, Activation.GELU)),
            skip(convolution(2, 3, 1, 1, Activation.ELU)),
            maxPooling(2, 2),
            averagePooling(2, 1),
            new Flatten(),
            dense(8, Activation.SOFTPLUS, true),
            new Reshape(2, 2, 2),
            transposed(3, 4, 2, 1, 0, Activation.LEAKY_RELU),
            new Upsampling(2),
            Layers.layerNormalization(Activation.SIGMOID));
    try (SmallNetwork network = new SmallNetwork(2, new FeatureShape(6, 6, 1), layers)) {
      steps(network);
      ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
      long thread = Thread.currentThread().getId();
      long before = threads.getThreadAllocatedBytes(thread);
      steps(network);
      double perStep = (double) (threads.getThreadAllocatedBytes(thread) - before) / STEPS;
      assertThat(perStep).as("bytes of a step").isLessThan(64);
    }
  }

  private static void steps(SmallNetwork network) {
    for (int step = 0; step < STEPS; step++) {
      network.masks().draw(0, step);
      network.network().forward();
      network.network().backward();
    }
  }
}
