package org.rdvae.network;

import java.util.Optional;
import java.util.function.Consumer;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.nd4j.linalg.activations.Activation;

/** Graphs by Deeplearning4j's own builders. */
final class Dl4jGraphExamples {
  static final String IN = "in";

  private Dl4jGraphExamples() {}

  static GraphBuilder builder() {
    return new NeuralNetConfiguration.Builder()
        .seed(1)
        .activation(Activation.TANH)
        .graphBuilder()
        .addInputs(IN);
  }

  static Dl4jGraph of(ComputationGraphConfiguration configuration) {
    return ofJson(configuration.toJson());
  }

  static Dl4jGraph of(Consumer<GraphBuilder> vertices) {
    GraphBuilder builder = builder();
    vertices.accept(builder);
    return of(builder.build());
  }

  static Dl4jGraph ofJson(String json) {
    return new Dl4jGraph(Optional.empty(), Optional.of(json))
        .selfContained(
            path -> {
              throw new AssertionError("reads " + path);
            });
  }

  /** The layers one after the other, called a, b, c and so on. */
  static Dl4jGraph chain(Layer... layers) {
    return of(
        builder -> {
          String before = IN;
          for (int i = 0; i < layers.length; i++) {
            String name = String.valueOf((char) ('a' + i));
            builder.addLayer(name, layers[i], before);
            before = name;
          }
          builder.setOutputs(before);
        });
  }
}
