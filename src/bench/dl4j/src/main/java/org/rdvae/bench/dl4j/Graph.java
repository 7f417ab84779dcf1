package org.rdvae.bench.dl4j;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.rdvae.bench.peer.Parameter;

/** What the graphs have in common: how they start, and their parameters in rdvae's order. */
final class Graph {
  private static final double LEARNING_RATE = 1e-3;
  private static final long SEED = 1;

  private Graph() {}

  static ComputationGraphConfiguration.GraphBuilder builder(Mode mode) {
    return new NeuralNetConfiguration.Builder()
        .seed(SEED)
        .updater(new Adam(LEARNING_RATE))
        .weightInit(WeightInit.RELU)
        .convolutionMode(mode.padding())
        .cacheMode(mode.cache())
        .graphBuilder();
  }

  static ComputationGraph initialised(ComputationGraphConfiguration.GraphBuilder builder) {
    ComputationGraph graph = new ComputationGraph(builder.build());
    graph.init();
    return graph;
  }

  /**
   * The parameters of a layer. Deeplearning4j has weights of a dense layer in the same order, of a
   * convolution as [outputs, inputs, kernel, kernel] and of a transposed one as [inputs, outputs,
   * kernel, kernel].
   *
   * @param kernels what is done to weights of convolutions in rdvae's order, its own inverse
   * @param name rdvae's name of the weight, up to the word itself
   */
  static List<Parameter> parameters(
      ComputationGraph graph,
      String layer,
      String name,
      int batch,
      UnaryOperator<INDArray> kernels) {
    List<Parameter> parameters = new ArrayList<>();
    for (String key : List.of("W", "b")) {
      INDArray value = graph.getParam(layer + "_" + key);
      boolean kernel = value.rank() == 4;
      INDArray seen = kernel ? value.permute(2, 3, 1, 0) : value;
      parameters.add(
          new Parameter(
              name + (key.equals("W") ? "weight" : "bias"),
              values -> {
                INDArray array = Nd4j.createFromArray(values).reshape('c', seen.shape());
                seen.assign(kernel ? kernels.apply(array) : array);
              },
              () -> {
                // The sum over the batch, which the optimiser divides.
                INDArray gradient = graph.gradient().getGradientFor(layer + "_" + key).div(batch);
                return (kernel ? kernels.apply(gradient.permute(2, 3, 1, 0).dup('c')) : gradient)
                    .dup('c')
                    .data()
                    .asFloat();
              }));
    }
    return parameters;
  }
}
