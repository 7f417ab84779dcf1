package org.rdvae.network;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.rdvae.base.Failure;
import org.rdvae.tensor.Nd4jArrays;
import org.rdvae.tensor.Operation;
import org.rdvae.tensor.Precision;
import org.rdvae.tensor.Tensor;

/**
 * A {@link Dl4jGraph} between tensors. Deeplearning4j reads the parameters and writes their
 * gradient in the model's own flat vectors; features are copied in and out, which also turns rows
 * (height, width, channels) into what the graph wants and back.
 */
final class PlannedDl4jGraph {
  private final LayerPlace place;
  private final Dl4jGraphMemory memory;
  private final Dl4jGraphPasses passes;

  /** Our tensors as the graph sees them: images with their dimensions in its order. */
  private final INDArray inputRows;

  private final INDArray inputGradientRows;
  private final INDArray outputRows;
  private final INDArray outputGradientRows;

  /** The graph's own copy of the input, which it may keep but not find changed. */
  private final INDArray features;

  private final Tensor output;
  private final Tensor outputGradient;

  PlannedDl4jGraph(LayerPlace place, Dl4jGraphConfiguration configuration, String parameters) {
    this.place = place;
    FeatureShape outputShape = configuration.outputShape();
    boolean hasParameters = configuration.parameters() > 0;
    output = place.tensor(outputShape);
    outputGradient =
        hasParameters ? place.gradientTensor(outputShape) : place.passedGradientTensor(outputShape);
    Optional<CNN2DFormat> inputFormat = configuration.inputFormat();
    inputRows = asSeen(place.input(), place.shape(), inputFormat);
    inputGradientRows = asSeen(place.inputGradient(), place.shape(), inputFormat);
    Optional<CNN2DFormat> outputFormat = configuration.outputFormat();
    outputRows = asSeen(output, outputShape, outputFormat);
    outputGradientRows = asSeen(outputGradient, outputShape, outputFormat);
    features = Nd4jArrays.of(place.tensor(place.shape()), inputRows.shape());

    ComputationGraph graph =
        configuration.graph(
            hasParameters ? vector(place.value(parameters)) : null,
            place.kernels().precision() == Precision.FLOAT32 ? DataType.FLOAT : DataType.DOUBLE);
    if (hasParameters && outputGradient != null) {
      graph.setBackpropGradientsViewArray(vector(place.gradient(parameters)));
    }
    graph.setInput(0, features);
    place.kernels().takesElsewhere(configuration.workingBytes(place.input().rows()));
    memory = new Dl4jGraphMemory(outputGradient != null);
    passes = new Dl4jGraphPasses(graph, memory);
  }

  private static INDArray vector(Tensor tensor) {
    return Nd4jArrays.of(tensor, 1, tensor.size());
  }

  private static INDArray asSeen(Tensor tensor, FeatureShape shape, Optional<CNN2DFormat> format) {
    if (tensor == null) {
      return null;
    } else if (format.isEmpty()) {
      return Nd4jArrays.of(tensor, tensor.rows(), tensor.columns());
    }
    INDArray images =
        Nd4jArrays.of(tensor, tensor.rows(), shape.height(), shape.width(), shape.channels());
    return format.get() == CNN2DFormat.NCHW ? images.permute(0, 3, 1, 2) : images;
  }

  private void forward() {
    place.kernels().prepareThread();
    memory.open();
    boolean done = false;
    try {
      features.assign(inputRows);
      INDArray made = passes.forward(features);
      if (!Arrays.equals(made.shape(), outputRows.shape())) {
        throw new IllegalStateException(
            "an output of shape "
                + Arrays.toString(outputRows.shape())
                + " became one of "
                + Arrays.toString(made.shape()));
      }
      outputRows.assign(made);
      done = outputGradient != null;
    } catch (RuntimeException e) {
      throw failure(e);
    } finally {
      if (done) {
        memory.setAside();
      } else {
        end();
      }
    }
  }

  private void backward() {
    place.kernels().prepareThread();
    memory.resume();
    try {
      INDArray toInput = passes.backward(outputGradientRows.dup('c'));
      if (inputGradientRows != null) {
        inputGradientRows.assign(toInput);
      }
    } catch (RuntimeException e) {
      throw failure(e);
    } finally {
      end();
    }
  }

  private void end() {
    passes.clear();
    memory.close();
  }

  private Failure failure(RuntimeException e) {
    return new Failure(
        Failure.Kind.BAD_CONFIG,
        place.name() + ": Deeplearning4j cannot compute this graph: " + e.getMessage(),
        e);
  }

  PlannedLayer layer() {
    List<Operation> backward = outputGradient == null ? List.of() : List.of(this::backward);
    return new PlannedLayer(output, outputGradient, List.of(this::forward), backward);
  }
}
