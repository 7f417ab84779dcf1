package org.rdvae.network;

import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;
import org.deeplearning4j.nn.graph.vertex.VertexIndices;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The two passes through a graph's vertices, in the order that the graph gives them.
 *
 * <p>Why not {@code ComputationGraph.feedForward} and {@code backpropGradient}: the latter keeps
 * the gradient by the input to itself, and between the two the activations are outside of any
 * reusable memory.
 *
 * <p>The forward pass is always that of training. For the layers that are allowed it is the same
 * function, but for inference some write over their input, which other vertices may have to read.
 */
final class Dl4jGraphPasses {
  private final GraphVertex[] vertices;
  private final int[] order;
  private final Dl4jGraphMemory memory;
  private final GraphVertex input;
  private final GraphVertex output;

  Dl4jGraphPasses(ComputationGraph graph, Dl4jGraphMemory memory) {
    vertices = graph.getVertices();
    order = graph.topologicalSortOrder();
    this.memory = memory;
    input = graph.getVertex(graph.getConfiguration().getNetworkInputs().get(0));
    output = graph.getVertex(graph.getConfiguration().getNetworkOutputs().get(0));
  }

  /** The graph's output. */
  INDArray forward(INDArray features) {
    INDArray result = null;
    for (int index : order) {
      GraphVertex vertex = vertices[index];
      INDArray activations = vertex == input ? features : pass(vertex);
      if (vertex == output) {
        result = activations;
      }
      if (vertex.getOutputVertices() != null) {
        for (VertexIndices next : vertex.getOutputVertices()) {
          hand(activations, vertices[next.getVertexIndex()], next.getVertexEdgeNumber());
        }
      }
    }
    return result;
  }

  private INDArray pass(GraphVertex vertex) {
    MemoryWorkspace own = memory.forward().notifyScopeEntered(ArrayType.FF_WORKING_MEM);
    try {
      return vertex.doForward(true, memory.forward());
    } finally {
      own.close();
    }
  }

  /** A preprocessor may compute here. */
  private void hand(INDArray activations, GraphVertex vertex, int inputNumber) {
    MemoryWorkspace own = memory.forward().notifyScopeEntered(ArrayType.FF_WORKING_MEM);
    try {
      vertex.setInput(inputNumber, activations, memory.forward());
    } finally {
      own.close();
    }
  }

  /** From the gradient by the output: fills those by the parameters, returns that by the input. */
  INDArray backward(INDArray outputGradient) {
    output.setEpsilon(outputGradient);
    for (int i = order.length - 1; i >= 0; i--) {
      GraphVertex vertex = vertices[order[i]];
      if (vertex != input) {
        INDArray[] gradients = passBack(vertex);
        VertexIndices[] sources = vertex.getInputVertices();
        for (int j = 0; j < sources.length; j++) {
          add(vertices[sources[j].getVertexIndex()], gradients[j]);
        }
      }
    }
    return input.getEpsilon();
  }

  private INDArray[] passBack(GraphVertex vertex) {
    MemoryWorkspace own = memory.backward().notifyScopeEntered(ArrayType.BP_WORKING_MEM);
    try {
      return vertex.doBackward(false, memory.backward()).getSecond();
    } finally {
      own.close();
    }
  }

  /** A vertex that several others read gets the sum of their gradients. */
  private static void add(GraphVertex vertex, INDArray gradient) {
    INDArray before = vertex.getEpsilon();
    vertex.setEpsilon(before == null ? gradient : before.add(gradient));
  }

  /** Forgets the arrays of a step. */
  void clear() {
    for (GraphVertex vertex : vertices) {
      vertex.clear();
    }
  }
}
