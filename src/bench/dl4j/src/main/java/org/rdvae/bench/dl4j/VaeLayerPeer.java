package org.rdvae.bench.dl4j;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.variational.BernoulliReconstructionDistribution;
import org.deeplearning4j.nn.conf.layers.variational.VariationalAutoencoder;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.rdvae.bench.peer.Parameter;
import org.rdvae.bench.peer.Peer;
import org.rdvae.bench.peer.Workload;

/**
 * The workload {@code mlp} by the layer {@code VariationalAutoencoder} of Deeplearning4j and its
 * method for pretraining. The layers have the same sizes, but the work is not quite the same: the
 * second head is the log variance, and the layer draws its own noise.
 */
final class VaeLayerPeer implements Peer<Batch> {
  private final Workload workload;
  private final MultiLayerNetwork network;

  VaeLayerPeer(Workload workload) {
    this.workload = workload;
    int hidden = workload.hidden();
    network =
        new MultiLayerNetwork(
            new NeuralNetConfiguration.Builder()
                .seed(1)
                .updater(new Adam(1e-3))
                .weightInit(WeightInit.RELU)
                .list()
                .layer(
                    new VariationalAutoencoder.Builder()
                        .nIn(workload.inputs())
                        .nOut(workload.noise())
                        .encoderLayerSizes(hidden, hidden)
                        .decoderLayerSizes(hidden, hidden)
                        .activation(Activation.RELU)
                        .pzxActivationFunction(Activation.IDENTITY)
                        .reconstructionDistribution(
                            new BernoulliReconstructionDistribution(Activation.SIGMOID))
                        .build())
                .build());
    network.init();
  }

  @Override
  public String runner() {
    return Mode.VAE_LAYER.runner();
  }

  @Override
  public String layout() {
    return "-";
  }

  @Override
  public Map<String, String> versions() {
    return Mode.VAE_LAYER.versions();
  }

  @Override
  public List<Parameter> parameters() {
    throw new IllegalArgumentException(
        "--check: the layer draws its own noise; it cannot be compared step by step");
  }

  @Override
  public Batch batch(float[] images, float[] noise) {
    return new Batch(
        Nd4j.createFromArray(images).reshape(workload.batch(), workload.inputs()),
        Optional.empty());
  }

  @Override
  public void step(Batch batch) {
    network.pretrainLayer(0, batch.images());
  }

  @Override
  public void gradient(Batch batch) {
    throw new IllegalStateException("only for a comparison");
  }

  @Override
  public double loss() {
    return network.getLayer(0).score();
  }
}
