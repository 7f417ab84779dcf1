package org.rdvae.network;

import java.util.Arrays;
import java.util.Optional;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;
import org.rdvae.network.Dl4jFeatures.Form;

/** A graph that was Deeplearning4j's to begin with, as a part of an exported one. */
final class Dl4jExportGraph {
  private final Dl4jExport export;
  private final String place;

  /**
   * @param place in the config, for messages
   */
  Dl4jExportGraph(Dl4jExport export, String place) {
    this.export = export;
    this.place = place;
  }

  Dl4jFeatures add(String name, Dl4jGraph layer, Dl4jFeatures x) {
    Dl4jGraphConfiguration configuration =
        new Dl4jGraphConfiguration(Dl4jGraphJson.checked(layer.json().orElseThrow()), x.shape());
    FeatureShape made = configuration.outputShape();
    Dl4jFeatures input = export.in(form(configuration.inputFormat(), x.shape()), x);
    Form outputForm = form(configuration.outputFormat(), made);
    ComputationGraph graph =
        configuration.graph(
            configuration.parameters() == 0
                ? null
                : Nd4j.createFromArray(export.values(name + ".parameters"))
                    .reshape(1, configuration.parameters()),
            DataType.FLOAT);
    ComputationGraphConfiguration inner = graph.getConfiguration();
    String from = inner.getNetworkInputs().get(0);
    for (Layer part : graph.getLayers()) {
      if (part.numParams() > 0) {
        export.weights(name + "." + part.conf().getLayer().getLayerName(), "", part.params());
      }
    }
    inner
        .getVertices()
        .forEach(
            (vertex, settings) -> {
              Dl4jFeatures[] inputs =
                  inner.getVertexInputs().get(vertex).stream()
                      .map(in -> in.equals(from) ? input : vertex(name, in, made, outputForm))
                      .toArray(Dl4jFeatures[]::new);
              if (settings instanceof LayerVertex named) {
                // A graph looks a layer's inputs up by the name that the layer itself has.
                named.getLayerConf().getLayer().setLayerName(name + "." + vertex);
              }
              export.add(name + "." + vertex, settings, inputs);
            });
    return vertex(name, inner.getNetworkOutputs().get(0), made, outputForm);
  }

  private static Dl4jFeatures vertex(String name, String vertex, FeatureShape shape, Form form) {
    return new Dl4jFeatures(name + "." + vertex, shape, form);
  }

  /** Of one place or one channel, images are the same numbers in either order. */
  private Form form(Optional<CNN2DFormat> format, FeatureShape shape) {
    if (format.isEmpty()) {
      return Form.ROWS;
    } else if (format.get() == CNN2DFormat.NCHW) {
      throw Dl4jExportLayers.refusal(
          place,
          "its images are channels first (NCHW), all others of the exported graph channels last;"
              + " train a graph with NHWC, or save it with Deeplearning4j itself from the tensor of"
              + " its parameters, "
              + Arrays.toString(new int[] {shape.height(), shape.width(), shape.channels()})
              + " being what reaches it");
    }
    return Form.IMAGES;
  }
}
