package org.rdvae.network;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.graph.ReshapeVertex;
import org.deeplearning4j.nn.conf.graph.ShiftVertex;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.rdvae.network.Dl4jExportWriter.Weights;
import org.rdvae.network.Dl4jFeatures.Form;

/**
 * A trained encoder or decoder becoming a {@code ComputationGraph} of Deeplearning4j, of classes of
 * its own only, so that it is loaded and evaluated without rdvae. Layers are {@link
 * Dl4jExportLayers}'.
 *
 * <p>Feature maps are [batch, height, width, channels] (NHWC). Where a layer wants another form of
 * the same values a {@code ReshapeVertex} stands before it: Deeplearning4j's own preprocessor from
 * rows to images knows channels first only, and its {@code MergeVertex} forgets its axis when a
 * graph is cloned, so that channels are joined in rows of single places.
 */
public final class Dl4jExport {
  /** Functions of what a network gives, beside those of its layers. */
  public enum OutputActivation {
    SIGMOID,
    SOFTMAX
  }

  private final ComputationGraphConfiguration.GraphBuilder graph =
      new NeuralNetConfiguration.Builder().dataType(DataType.FLOAT).graphBuilder();
  private final Function<String, float[]> parameters;
  private final List<Weights> weights = new ArrayList<>();
  private final Set<String> vertices = new LinkedHashSet<>();
  private final List<String> notes = new ArrayList<>();
  private final List<String> outputs = new ArrayList<>();

  /**
   * @param parameters values by their names in a checkpoint
   */
  public Dl4jExport(Function<String, float[]> parameters) {
    this.parameters = parameters;
  }

  /** Images may be given as rows too. */
  public Dl4jFeatures input(String name, FeatureShape shape) {
    graph.addInputs(name);
    vertices.add(name);
    notes.add("input " + name + " " + words(shape));
    return new Dl4jFeatures(name, shape, shape.isFlat() ? Form.ROWS : Form.GIVEN);
  }

  /** The layers of an encoder or decoder, whose dropout is left out. */
  public Dl4jFeatures layers(NetworkSpec network, Dl4jFeatures input) {
    return new Dl4jExportLayers(this).chain(network, input);
  }

  /**
   * A linear layer with the parameters {@code parameters.weight} and {@code parameters.bias}.
   *
   * @param byPlaces whether it reads single places
   */
  public Dl4jFeatures linear(
      String name, String parameters, int units, boolean byPlaces, Dl4jFeatures input) {
    Form form = byPlaces ? Form.PLACES : Form.ROWS;
    Dl4jFeatures read = in(form, input);
    int inputs = byPlaces ? read.shape().channels() : read.shape().size();
    String weight = parameters + ".weight";
    String bias = parameters + ".bias";
    dense(name, weight, bias, inputs, units, new ActivationIdentity(), read);
    FeatureShape shape = read.shape();
    return byPlaces
        ? new Dl4jFeatures(name, new FeatureShape(shape.height(), shape.width(), units), form)
        : new Dl4jFeatures(name, FeatureShape.flat(units), form);
  }

  /** The rows times a matrix of so many columns that is one parameter. */
  public Dl4jFeatures product(String parameter, int columns, Dl4jFeatures input) {
    DenseLayer layer =
        new DenseLayer.Builder()
            .nIn(input.shape().size())
            .nOut(columns)
            .hasBias(false)
            .activation(new ActivationIdentity())
            .build();
    addLayer(parameter, layer, in(Form.ROWS, input));
    weights(parameter, "W", array(parameter, input.shape().size(), columns));
    return new Dl4jFeatures(parameter, FeatureShape.flat(columns), Form.ROWS);
  }

  public Dl4jFeatures sum(String name, Dl4jFeatures a, Dl4jFeatures b) {
    add(name, new ElementWiseVertex(ElementWiseVertex.Op.Add), in(Form.ROWS, a), in(Form.ROWS, b));
    return new Dl4jFeatures(name, a.shape(), Form.ROWS);
  }

  /** Flat features side by side. */
  public Dl4jFeatures joined(String name, Dl4jFeatures a, Dl4jFeatures b) {
    add(name, new MergeVertex(), in(Form.ROWS, a), in(Form.ROWS, b));
    int columns = Math.addExact(a.shape().size(), b.shape().size());
    return new Dl4jFeatures(name, FeatureShape.flat(columns), Form.ROWS);
  }

  /** The features plus a number. */
  public Dl4jFeatures shifted(String name, double shift, Dl4jFeatures input) {
    Dl4jFeatures rows = in(Form.ROWS, input);
    add(name, new ShiftVertex(shift), rows);
    return new Dl4jFeatures(name, rows.shape(), Form.ROWS);
  }

  /** The features after an activation; a softmax is over all values of an example. */
  public Dl4jFeatures activated(String name, OutputActivation activation, Dl4jFeatures input) {
    Dl4jFeatures rows = in(Form.ROWS, input);
    addLayer(
        name,
        new ActivationLayer(
            activation == OutputActivation.SIGMOID
                ? new ActivationSigmoid()
                : new ActivationSoftmax()),
        rows);
    return new Dl4jFeatures(name, rows.shape(), Form.ROWS);
  }

  /** Makes features an output of the graph, as rows. Outputs keep the order of these calls. */
  public void output(String name, Dl4jFeatures features) {
    String made = "output " + name + " " + words(FeatureShape.flat(features.shape().size()));
    if (!features.vertex().equals(name)) {
      add(name, new ReshapeVertex(features.dimensions(Form.ROWS)), features);
    }
    outputs.add(name);
    notes.add(made);
  }

  private static String words(FeatureShape shape) {
    String values = String.format(Locale.ROOT, "[n, %d]", shape.size());
    return shape.isFlat()
        ? values
        : String.format(
            Locale.ROOT,
            "[n, %d, %d, %d] or %s",
            shape.height(),
            shape.width(),
            shape.channels(),
            values);
  }

  /** Inputs and outputs with their shapes, in their order. */
  public List<String> notes() {
    return List.copyOf(notes);
  }

  /** Writes what Deeplearning4j's {@code ComputationGraph.load} reads. */
  public void write(OutputStream out) throws IOException {
    graph.setOutputs(outputs.toArray(String[]::new));
    new Dl4jExportWriter(graph.build(), weights).write(out);
  }

  /** The features in another form, by a vertex of their own where they are not in it. */
  Dl4jFeatures in(Form form, Dl4jFeatures features) {
    if (features.is(form)) {
      return features;
    }
    int[] dimensions = features.dimensions(form);
    String name = features.vertex() + " as " + Arrays.toString(dimensions);
    if (!vertices.contains(name)) {
      add(name, new ReshapeVertex(dimensions), features);
    }
    return new Dl4jFeatures(name, features.shape(), form);
  }

  void dense(
      String vertex,
      String weight,
      String bias,
      int inputs,
      int units,
      IActivation activation,
      Dl4jFeatures input) {
    addLayer(
        vertex,
        new DenseLayer.Builder().nIn(inputs).nOut(units).activation(activation).build(),
        input);
    weights(vertex, "W", array(weight, inputs, units));
    weights(vertex, "b", array(bias, 1, units));
  }

  void add(String name, GraphVertex vertex, Dl4jFeatures... inputs) {
    graph.addVertex(
        name, vertex, Arrays.stream(inputs).map(Dl4jFeatures::vertex).toArray(String[]::new));
    vertices.add(name);
  }

  void addLayer(String name, org.deeplearning4j.nn.conf.layers.Layer layer, Dl4jFeatures features) {
    graph.addLayer(name, layer, features.vertex());
    vertices.add(name);
  }

  /**
   * Says what a layer's parameter is.
   *
   * @param key as Deeplearning4j calls it; empty for all of the layer's in one vector
   */
  void weights(String vertex, String key, INDArray values) {
    weights.add(new Weights(vertex, key, values));
  }

  float[] values(String parameter) {
    return parameters.apply(parameter);
  }

  INDArray array(String parameter, long... shape) {
    return Nd4j.createFromArray(values(parameter)).reshape('c', shape);
  }
}
