package org.rdvae.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.weights.WeightInit;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;

/** The graph beside the example config is what this builder makes. */
class Dl4jGraphConfigFileTest {
  private static final Path FILE = Path.of("configs", "dl4j-encoder.json");

  /** Two hidden layers, both of which the model's heads read. */
  private static ComputationGraphConfiguration encoder() {
    return new NeuralNetConfiguration.Builder()
        .seed(1)
        .weightInit(WeightInit.RELU)
        .activation(Activation.RELU)
        .graphBuilder()
        .addInputs("image")
        .addLayer("hidden-1", new DenseLayer.Builder().nIn(784).nOut(400).build(), "image")
        .addLayer("hidden-2", new DenseLayer.Builder().nIn(400).nOut(400).build(), "hidden-1")
        .addVertex("both", new MergeVertex(), "hidden-1", "hidden-2")
        .setOutputs("both")
        .build();
  }

  @Test
  void isWhatDeeplearning4jWrites() throws IOException {
    assertThat(Dl4jGraphJson.checked(Files.readString(FILE)))
        .isEqualTo(Dl4jGraphJson.checked(encoder().toJson()));
  }

  @Test
  void takesMnistImages() throws IOException {
    Dl4jGraph graph = Dl4jGraphExamples.ofJson(Files.readString(FILE));
    FeatureShape image = new FeatureShape(28, 28, 1);
    assertThat(graph.outputShape(image)).isEqualTo(FeatureShape.flat(800));
    assertThat(graph.parameters("encoder.0", image).get(0).size())
        .isEqualTo(784 * 400 + 400 + 400 * 400 + 400);
  }

  /** Writes the file anew. */
  public static void main(String[] arguments) throws IOException {
    Files.writeString(FILE, encoder().toJson() + "\n");
  }
}
