package org.rdvae.network;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.CacheMode;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.memory.MemoryReport;
import org.deeplearning4j.nn.conf.memory.MemoryType;
import org.deeplearning4j.nn.conf.memory.MemoryUseMode;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.rdvae.base.Failure;

/**
 * A graph's configuration for inputs of one shape: what Deeplearning4j's own shape inference makes
 * of it. Touches no native library before a graph is made.
 */
final class Dl4jGraphConfiguration {
  private static final List<MemoryType> WORKING =
      List.of(
          MemoryType.ACTIVATIONS,
          MemoryType.ACTIVATION_GRADIENTS,
          MemoryType.WORKING_MEMORY_FIXED,
          MemoryType.WORKING_MEMORY_VARIABLE);

  private final ComputationGraphConfiguration configuration;
  private final FeatureShape inputShape;
  private final InputType input;
  private final InputType output;
  private final FeatureShape outputShape;
  private final int parameters;

  /**
   * @param json as {@link Dl4jGraphJson#checked} made it
   * @throws ImpossibleShape if the graph cannot take such features
   */
  Dl4jGraphConfiguration(String json, FeatureShape inputShape) {
    this.inputShape = inputShape;
    configuration = read(json);
    input = typeOf(inputShape, json);
    try {
      output = infer();
      outputShape = shapeOf(output);
      parameters = countParameters();
    } catch (ImpossibleShape | ArithmeticException e) {
      throw e;
    } catch (RuntimeException e) {
      throw ImpossibleShape.of(
          "features that the graph can take (Deeplearning4j: " + reason(e) + ")", inputShape);
    }
  }

  private static ComputationGraphConfiguration read(String json) {
    try {
      ComputationGraphConfiguration read = ComputationGraphConfiguration.fromJson(json);
      // Written by whoever wrote the file; Deeplearning4j would believe it.
      read.setTopologicalOrder(null);
      read.setTopologicalOrderStr(null);
      if (read.getDefaultConfiguration() == null) {
        read.setDefaultConfiguration(new NeuralNetConfiguration());
      }
      read.validate();
      return read;
    } catch (RuntimeException e) {
      throw refused(e);
    }
  }

  private static Failure refused(RuntimeException e) {
    return new Failure(
        Failure.Kind.BAD_CONFIG,
        "expected a ComputationGraph's configuration, found one that Deeplearning4j refuses: "
            + reason(e),
        e);
  }

  /** The configuration does not hold its input's type; the layers say how they store images. */
  private static InputType typeOf(FeatureShape shape, String json) {
    if (shape.isFlat()) {
      return InputType.feedForward(shape.channels());
    }
    boolean channelsFirst = json.contains("\"" + CNN2DFormat.NCHW + "\"");
    boolean channelsLast = json.contains("\"" + CNN2DFormat.NHWC + "\"");
    if (channelsFirst && channelsLast) {
      throw new Failure(
          Failure.Kind.BAD_CONFIG,
          "expected one image format in the whole graph, found both NCHW and NHWC");
    }
    return InputType.convolutional(
        shape.height(),
        shape.width(),
        shape.channels(),
        channelsLast ? CNN2DFormat.NHWC : CNN2DFormat.NCHW);
  }

  /** Fills in preprocessors and numbers of inputs, and tells the type of the output. */
  private InputType infer() {
    Map<String, Long> before = numbersOfInputs();
    Map<String, InputType> types = configuration.getLayerActivationTypes(input);
    numbersOfInputs()
        .forEach(
            (vertex, inputs) -> {
              long written = before.get(vertex);
              if (written > 0 && written != inputs) {
                throw ImpossibleShape.of(
                    String.format(
                        Locale.ROOT,
                        "features of which %d values or channels reach the graph's vertex %s (its nIn), not %d",
                        written,
                        vertex,
                        inputs),
                    inputShape);
              }
            });
    return types.get(outputName());
  }

  private Map<String, Long> numbersOfInputs() {
    Map<String, Long> numbers = new LinkedHashMap<>();
    configuration
        .getVertices()
        .forEach(
            (name, vertex) -> {
              if (vertex instanceof LayerVertex layer
                  && layer.getLayerConf().getLayer() instanceof FeedForwardLayer inner) {
                numbers.put(name, inner.getNIn());
              }
            });
    return numbers;
  }

  private FeatureShape shapeOf(InputType type) {
    if (type instanceof InputType.InputTypeFeedForward flat) {
      return FeatureShape.flat(Math.toIntExact(flat.getSize()));
    } else if (type instanceof InputType.InputTypeConvolutional image) {
      FeatureShape shape =
          new FeatureShape(
              Math.toIntExact(image.getHeight()),
              Math.toIntExact(image.getWidth()),
              Math.toIntExact(image.getChannels()));
      // Deeplearning4j takes the size of an image's subset from the wrong end.
      if (Math.min(shape.places(), shape.channels()) > 0) {
        return shape;
      }
    }
    throw ImpossibleShape.of("a graph that makes flat features or images, not " + type, inputShape);
  }

  private int countParameters() {
    long count = 0;
    for (GraphVertex vertex : configuration.getVertices().values()) {
      count = Math.addExact(count, vertex.numParams(true));
    }
    return Math.toIntExact(count);
  }

  private String outputName() {
    return configuration.getNetworkOutputs().get(0);
  }

  private static String reason(RuntimeException e) {
    Throwable root = e;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root.getMessage() == null
        ? root.toString()
        : root.getMessage().lines().findFirst().orElse("");
  }

  /**
   * About the native memory that a step's activations, gradients and work space take: by
   * Deeplearning4j's own account, and half as much again, which it was found to take in fact. 0 if
   * it cannot give one: for some of its layers it throws.
   */
  long workingBytes(int batch) {
    try {
      MemoryReport report = configuration.getMemoryReport(input);
      long bytes = 0;
      for (MemoryType part : WORKING) {
        bytes +=
            report.getMemoryBytes(
                part, batch, MemoryUseMode.TRAINING, CacheMode.NONE, configuration.getDataType());
      }
      return bytes + bytes / 2;
    } catch (RuntimeException e) {
      return 0;
    }
  }

  FeatureShape outputShape() {
    return outputShape;
  }

  /** Number of values in the parameter vector. */
  int parameters() {
    return parameters;
  }

  /** How the graph stores images at its input; empty for flat features. */
  Optional<CNN2DFormat> inputFormat() {
    return formatOf(input);
  }

  /** The same at its output. An image may be one place only. */
  Optional<CNN2DFormat> outputFormat() {
    return formatOf(output);
  }

  private static Optional<CNN2DFormat> formatOf(InputType type) {
    return type instanceof InputType.InputTypeConvolutional image
        ? Optional.of(image.getFormat())
        : Optional.empty();
  }

  /**
   * Deeplearning4j's own starting values. This is the one place that sets the generator which ND4J
   * has for the whole thread; nothing else draws from it.
   *
   * @param bits all that the values depend on
   */
  float[] initialValues(int bits) {
    // ND4J takes the clock in place of the seed 0.
    configuration.getDefaultConfiguration().setSeed(bits == 0 ? 1 : Integer.toUnsignedLong(bits));
    try (INDArray values = graph(null, DataType.FLOAT).params()) {
      return values.data().asFloat();
    }
  }

  /**
   * The graph, ready to run.
   *
   * @param values the parameter vector, which the graph will use in place; {@code null} makes one
   *     and draws its values
   */
  ComputationGraph graph(INDArray values, DataType type) {
    configuration.setDataType(type);
    ComputationGraph graph = new ComputationGraph(configuration);
    try {
      graph.init(values, false);
    } catch (RuntimeException e) {
      throw refused(e);
    }
    return graph;
  }
}
