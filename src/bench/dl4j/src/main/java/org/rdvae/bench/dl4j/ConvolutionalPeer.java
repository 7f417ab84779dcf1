package org.rdvae.bench.dl4j;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.Deconvolution2D;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.convolutional.Cropping2D;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.api.ops.random.impl.UniformDistribution;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;
import org.rdvae.bench.peer.Parameter;
import org.rdvae.bench.peer.Peer;
import org.rdvae.bench.peer.Workload;

/**
 * The plain autoencoders of the workloads {@code conv} and {@code codec} as one ComputationGraph
 * with a loss layer for the mean squared error, trained by its method fit. The noise of {@code
 * codec} is a second input that a vertex adds to the code.
 *
 * <p>For a stride of 2 and a kernel of 5, "same" puts two rows of zeros after the image and one
 * before it, where the workload has it the other way round. It is the same function of images
 * turned by 180 degrees with kernels turned likewise, so this turns them for a comparison.
 */
final class ConvolutionalPeer implements Peer<Batch> {
  private static final String IMAGES = "images";
  private static final String NOISE = "noise";

  private final Workload workload;
  private final Mode mode;
  private final List<String> encoder = new ArrayList<>();
  private final List<String> decoder = new ArrayList<>();
  private final ComputationGraphConfiguration.GraphBuilder builder;
  private final ComputationGraph graph;
  private String end = IMAGES;

  ConvolutionalPeer(Workload workload, Mode mode) {
    this.workload = workload;
    this.mode = mode;
    builder = Graph.builder(mode).addInputs(IMAGES);
    if (workload == Workload.CONV) {
      builder.setInputTypes(maps(32, 3));
      convolution(64, 4, 2, 1, Activation.RELU);
      convolution(128, 4, 2, 1, Activation.RELU);
      convolution(128, 3, 1, 1, Activation.RELU);
      transposed(64, 4, Activation.RELU);
      transposed(3, 4, Activation.IDENTITY);
    } else {
      builder.addInputs(NOISE).setInputTypes(maps(128, 3), maps(8, 96));
      for (int i = 0; i < 4; i++) {
        convolution(96, 5, 2, 2, i < 3 ? Activation.RELU : Activation.IDENTITY);
      }
      builder.addVertex("noisy", new ElementWiseVertex(ElementWiseVertex.Op.Add), end, NOISE);
      end = "noisy";
      for (int i = 0; i < 4; i++) {
        transposed(i < 3 ? 96 : 3, 5, i < 3 ? Activation.RELU : Activation.IDENTITY);
      }
    }
    // Behind feature maps made flat: its mean is then over all values of an image.
    builder
        .addLayer(
            "loss",
            new LossLayer.Builder(LossFunction.MSE).activation(Activation.IDENTITY).build(),
            end)
        .setOutputs("loss");
    graph = Graph.initialised(builder);
  }

  private static InputType maps(int side, int channels) {
    return InputType.convolutional(side, side, channels);
  }

  private void convolution(int channels, int kernel, int stride, int pad, Activation activation) {
    ConvolutionLayer.Builder layer =
        new ConvolutionLayer.Builder(kernel, kernel)
            .stride(stride, stride)
            .nOut(channels)
            .activation(activation);
    if (!mode.isSamePadding()) {
      layer.padding(pad, pad);
    }
    add(encoder, "encoder.", layer.build());
  }

  /**
   * Padding 1 for both kernels. For the kernel of 5 that is one row and column too many, and the
   * first ones are cut off: Deeplearning4j knows no output padding.
   */
  private void transposed(int channels, int kernel, Activation activation) {
    Deconvolution2D.Builder layer =
        new Deconvolution2D.Builder(kernel, kernel)
            .stride(2, 2)
            .nOut(channels)
            .activation(activation);
    if (!mode.isSamePadding()) {
      layer.padding(1, 1);
    }
    add(decoder, "decoder.", layer.build());
    if (!mode.isSamePadding() && kernel == 5) {
      String cut = end + ".cut";
      builder.addLayer(cut, new Cropping2D.Builder(1, 0, 1, 0).build(), end);
      end = cut;
    }
  }

  private void add(List<String> names, String prefix, ConvolutionLayer layer) {
    String name = prefix + names.size();
    names.add(name);
    builder.addLayer(name, layer, end);
    end = name;
  }

  @Override
  public String runner() {
    return mode.runner();
  }

  @Override
  public String layout() {
    return "nchw";
  }

  @Override
  public Map<String, String> versions() {
    return mode.versions();
  }

  @Override
  public List<Parameter> parameters() {
    List<Parameter> parameters = new ArrayList<>();
    for (List<String> names : List.of(encoder, decoder)) {
      for (String name : names) {
        parameters.addAll(
            Graph.parameters(
                graph, name, name + ".", workload.batch(), kernels -> turned(kernels, 0, 1)));
      }
    }
    return parameters;
  }

  @Override
  public Batch batch(float[] images, float[] noise) {
    return new Batch(
        maps(images, workload.side(), workload.channels()),
        noise.length == 0 ? Optional.empty() : Optional.of(maps(noise, 8, 96)));
  }

  private INDArray maps(float[] values, int side, int channels) {
    INDArray maps =
        turned(Nd4j.createFromArray(values).reshape(workload.batch(), side, side, channels), 1, 2);
    return maps.permute(0, 3, 1, 2).dup('c');
  }

  /** Rows and columns in reverse, if "same" needs it. */
  private INDArray turned(INDArray array, int rows, int columns) {
    if (!mode.isSamePadding() || workload != Workload.CODEC) {
      return array;
    }
    INDArray turned = array.ulike();
    Nd4j.exec(
        DynamicCustomOp.builder("reverse")
            .addInputs(array)
            .addOutputs(turned)
            .addIntegerArguments(rows, columns)
            .build());
    return turned;
  }

  @Override
  public void step(Batch batch) {
    graph.fit(inputs(batch), labels(batch));
  }

  @Override
  public void gradient(Batch batch) {
    graph.setInputs(inputs(batch));
    graph.setLabels(labels(batch));
    graph.computeGradientAndScore();
  }

  private INDArray[] inputs(Batch batch) {
    if (workload.noise() == 0) {
      return new INDArray[] {batch.images()};
    }
    return new INDArray[] {batch.images(), batch.noise().orElseGet(this::drawnNoise)};
  }

  private INDArray drawnNoise() {
    INDArray noise = Nd4j.createUninitialized(workload.batch(), 96, 8, 8);
    return Nd4j.getExecutioner().exec(new UniformDistribution(noise, -0.5, 0.5));
  }

  private INDArray[] labels(Batch batch) {
    return new INDArray[] {batch.images().reshape(workload.batch(), workload.inputs())};
  }

  @Override
  public double loss() {
    return graph.score();
  }
}
