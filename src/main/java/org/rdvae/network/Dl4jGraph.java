package org.rdvae.network;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.rdvae.base.Failure;
import org.rdvae.base.SelfContained;
import org.rdvae.base.Setting;
import org.rdvae.network.ParameterSpec.Start;

/**
 * Any feed-forward or convolutional {@code ComputationGraph} of Deeplearning4j with one input and
 * one output, as one layer: Deeplearning4j runs it forward, gets the gradient by its output from
 * outside ("external errors") and computes those by its parameters and its input. The graph ends in
 * an ordinary layer; the loss is the model's.
 *
 * <p>The job trains it with its own optimiser, so the updaters and learning rates in the
 * configuration are ignored, and so are its seed and number format. What would change the training
 * and could not happen here is refused: l1, l2 and weight decay, constraints, gradient
 * normalisation, dropout and weight noise (Deeplearning4j draws them from a generator that no
 * checkpoint holds), batch normalisation (its running statistics lie among the trained parameters,
 * and its memory is freed by the garbage collector only), frozen layers, output layers, recurrent
 * and three-dimensional ones, and every class but those in {@link Dl4jGraphClasses}.
 *
 * <p>A flat input reaches the graph as [batch, values], an image as [batch, channels, height,
 * width], or [batch, height, width, channels] where the configuration says NHWC. Numbers of inputs
 * (nIn) that are left at 0 and preprocessors are filled in from the shape. All parameters are one
 * vector, in Deeplearning4j's order.
 *
 * <p>Every call makes new arrays and objects, unlike the other layers: they are the price of
 * generality. Native memory is reused from step to step.
 */
public record Dl4jGraph(
    @Setting(
            "A JSON file: the configuration of a ComputationGraph as its toJson() writes it. What"
                + " is saved of a run holds the text itself, in json.")
        Optional<Path> file,
    @Setting("The configuration's text, in place of a file.") Optional<String> json)
    implements LayerSpec, SelfContained {
  private static final String PARAMETERS = "parameters";

  /**
   * The same settings with the text in place of the file, checked as far as that is possible before
   * Deeplearning4j sees it.
   *
   * @param textOf reads a file
   * @throws Failure of kind BAD_CONFIG if the text is not a configuration that can be used here
   */
  @Override
  public Dl4jGraph selfContained(Function<Path, String> textOf) {
    if (file.isPresent() == json.isPresent()) {
      throw new Failure(
          Failure.Kind.BAD_CONFIG,
          "expected one of file and json, found " + (file.isPresent() ? "both" : "neither"));
    }
    String text = file.map(textOf).orElseGet(json::get);
    String source = file.map(path -> path + ": ").orElse("json: ");
    try {
      return new Dl4jGraph(Optional.empty(), Optional.of(Dl4jGraphJson.checked(text)));
    } catch (Failure e) {
      throw new Failure(e.kind(), source + e.getMessage(), e);
    }
  }

  @Override
  public FeatureShape outputShape(FeatureShape input) {
    return configuration(input).outputShape();
  }

  @Override
  public List<ParameterSpec> parameters(String name, FeatureShape input) {
    Dl4jGraphConfiguration configuration = configuration(input);
    int size = configuration.parameters();
    Start start = new Start.Given(configuration::initialValues);
    return size == 0
        ? List.of()
        : List.of(new ParameterSpec(name + "." + PARAMETERS, List.of(1, size), start, true));
  }

  @Override
  public PlannedLayer plan(LayerPlace place) {
    return new PlannedDl4jGraph(place, configuration(place.shape()), PARAMETERS).layer();
  }

  private Dl4jGraphConfiguration configuration(FeatureShape input) {
    String text =
        json.orElseThrow(() -> new IllegalStateException("the file " + file + " was not read"));
    return new Dl4jGraphConfiguration(Dl4jGraphJson.checked(text), input);
  }
}
