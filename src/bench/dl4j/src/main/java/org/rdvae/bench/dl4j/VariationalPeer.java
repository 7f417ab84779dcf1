package org.rdvae.bench.dl4j;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;
import org.rdvae.bench.peer.Parameter;
import org.rdvae.bench.peer.Peer;
import org.rdvae.bench.peer.Workload;

/**
 * The variational autoencoders of the workloads {@code mlp} and {@code gated} as one
 * ComputationGraph with external errors: Deeplearning4j has no loss for them, so the errors at the
 * graph's three outputs are computed here.
 *
 * <pre>
 * images -> hidden -> hidden -> mean, logStddev
 * noise * exp(logStddev) + mean -> hidden -> hidden -> logits
 * </pre>
 *
 * <p>The errors: sigmoid(logits) - images, and of the divergence, mean and exp(2 logStddev) - 1.
 * They are put in behind identity layers, since the error given to a layer that others read too
 * would replace what those send back.
 */
final class VariationalPeer implements Peer<Batch> {
  private static final String MEAN = "posterior.mean";
  private static final String LOG_STDDEV = "posterior.log-stddev";
  private static final String LOGITS = "likelihood.logits";

  private final Workload workload;
  private final Mode mode;
  private final List<String> layers = new ArrayList<>();
  private final ComputationGraphConfiguration.GraphBuilder builder;
  private final ComputationGraph graph;
  private Batch batch;
  private Map<String, INDArray> activations;

  VariationalPeer(Workload workload, Mode mode) {
    this.workload = workload;
    this.mode = mode;
    int hidden = workload.hidden();
    int latents = workload.noise();
    builder =
        Graph.builder(mode)
            .addInputs("images", "noise")
            .setInputTypes(
                InputType.feedForward(workload.inputs()), InputType.feedForward(latents));
    String encoded = hidden("encoder.1", hidden, hidden("encoder.0", hidden, "images"));
    dense(MEAN, latents, Activation.IDENTITY, encoded);
    dense(LOG_STDDEV, latents, Activation.IDENTITY, encoded);
    activation("stddev", new Exponential(), LOG_STDDEV);
    vertex("deviation", ElementWiseVertex.Op.Product, "stddev", "noise");
    vertex("z", ElementWiseVertex.Op.Add, MEAN, "deviation");
    String decoded = hidden("decoder.1", hidden, hidden("decoder.0", hidden, "z"));
    dense(LOGITS, workload.inputs(), Activation.IDENTITY, decoded);
    activation("mean-error", Activation.IDENTITY.getActivationFunction(), MEAN);
    activation("log-stddev-error", Activation.IDENTITY.getActivationFunction(), LOG_STDDEV);
    graph = Graph.initialised(builder.setOutputs("mean-error", "log-stddev-error", LOGITS));
  }

  private String hidden(String name, int units, String input) {
    if (workload != Workload.GATED) {
      return dense(name, units, Activation.RELU, input);
    }
    String linear = dense(name, units, Activation.IDENTITY, input);
    String gate = dense(name + ".gate", units, Activation.SIGMOID, input);
    return vertex(name + ".gated", ElementWiseVertex.Op.Product, linear, gate);
  }

  private String dense(String name, int units, Activation activation, String input) {
    layers.add(name);
    builder.addLayer(
        name, new DenseLayer.Builder().nOut(units).activation(activation).build(), input);
    return name;
  }

  private void activation(String name, IActivation function, String input) {
    builder.addLayer(name, new ActivationLayer.Builder().activation(function).build(), input);
  }

  private String vertex(String name, ElementWiseVertex.Op operation, String... inputs) {
    builder.addVertex(name, new ElementWiseVertex(operation), inputs);
    return name;
  }

  @Override
  public String runner() {
    return mode.runner();
  }

  @Override
  public String layout() {
    return "-";
  }

  @Override
  public Map<String, String> versions() {
    return mode.versions();
  }

  @Override
  public List<Parameter> parameters() {
    List<Parameter> parameters = new ArrayList<>();
    for (String layer : layers) {
      String name = layer.endsWith(".gate") ? layer + "-" : layer + ".";
      parameters.addAll(Graph.parameters(graph, layer, name, workload.batch(), kernels -> kernels));
    }
    return parameters;
  }

  @Override
  public Batch batch(float[] images, float[] noise) {
    return new Batch(
        matrix(images), noise.length == 0 ? Optional.empty() : Optional.of(matrix(noise)));
  }

  private INDArray matrix(float[] values) {
    return Nd4j.createFromArray(values).reshape(workload.batch(), values.length / workload.batch());
  }

  @Override
  public void step(Batch next) {
    Gradient gradient = backward(next);
    int iteration = graph.getIterationCount();
    graph
        .getUpdater()
        .update(gradient, iteration, 0, workload.batch(), LayerWorkspaceMgr.noWorkspaces());
    graph.params().subi(gradient.gradient());
    graph.getConfiguration().setIterationCount(iteration + 1);
  }

  @Override
  public void gradient(Batch next) {
    backward(next);
  }

  private Gradient backward(Batch next) {
    batch = next;
    INDArray noise = next.noise().orElseGet(() -> Nd4j.randn(workload.batch(), workload.noise()));
    activations = graph.feedForward(new INDArray[] {next.images(), noise}, true, false);
    return graph.backpropGradient(
        activations.get(MEAN).dup(),
        Transforms.exp(activations.get(LOG_STDDEV).mul(2), false).subi(1),
        Transforms.sigmoid(activations.get(LOGITS), true).subi(batch.images()));
  }

  /** Not part of a step: training needs the errors only. */
  @Override
  public double loss() {
    double sum = 0;
    INDArray logits = activations.get(LOGITS);
    for (int row = 0; row < workload.batch(); row++) {
      for (int i = 0; i < workload.inputs(); i++) {
        double logit = logits.getDouble(row, i);
        sum += Math.max(logit, 0) - logit * batch.images().getDouble(row, i);
        sum += Math.log1p(Math.exp(-Math.abs(logit)));
      }
      for (int i = 0; i < workload.noise(); i++) {
        double mean = activations.get(MEAN).getDouble(row, i);
        double logStddev = activations.get(LOG_STDDEV).getDouble(row, i);
        sum += 0.5 * (Math.exp(2 * logStddev) + mean * mean - 1) - logStddev;
      }
    }
    return sum / workload.batch();
  }
}
