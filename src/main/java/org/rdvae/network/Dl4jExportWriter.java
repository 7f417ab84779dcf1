package org.rdvae.network;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.util.ModelSerializer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A graph with its weights, as the file that Deeplearning4j's {@code ComputationGraph.load} reads.
 *
 * @param weights of each layer that has any
 */
record Dl4jExportWriter(ComputationGraphConfiguration configuration, List<Weights> weights) {
  /**
   * What a layer's parameter is.
   *
   * @param key as Deeplearning4j calls it; empty for all of the layer's in one vector
   */
  record Weights(String vertex, String key, INDArray values) {}

  Dl4jExportWriter {
    weights = List.copyOf(weights);
  }

  void write(OutputStream out) throws IOException {
    long size = 0;
    for (GraphVertex vertex : configuration.getVertices().values()) {
      size += vertex.numParams(false);
    }
    ComputationGraph graph = new ComputationGraph(configuration);
    // Given values keep it from drawing some at random.
    graph.init(size == 0 ? null : Nd4j.create(DataType.FLOAT, 1, size), false);
    for (Weights some : weights) {
      Layer layer = graph.getLayer(some.vertex());
      if (some.key().isEmpty()) {
        layer.setParams(some.values());
      } else {
        layer.setParam(some.key(), some.values());
      }
    }
    ModelSerializer.writeModel(graph, out, false);
  }
}
