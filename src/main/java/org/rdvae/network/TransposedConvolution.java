package org.rdvae.network;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.rdvae.base.Setting;
import org.rdvae.tensor.ConvolutionShape;

/**
 * A transposed convolution ("deconvolution") with bias and activation: the way back of the
 * convolution with the same kernel, stride and padding.
 *
 * <pre>
 * [h, w, c] -> [(h - 1) stride - 2 padding + kernel + output-padding, likewise, channels]
 * </pre>
 *
 * <p>Its weights have the shape of that convolution's, [kernel, kernel, output channels, input
 * channels]. Dumoulin and Visin, A guide to convolution arithmetic for deep learning, 2016,
 * arXiv:1603.07285.
 */
public record TransposedConvolution(
    @Setting(value = "Number of output channels.", min = 1, max = 100_000) int channels,
    @Setting(value = "Height and width of the kernel.", initial = "4", min = 1, max = 1000)
        int kernel,
    @Setting(value = "Factor by which the features grow.", initial = "2", min = 1, max = 1000)
        int stride,
    @Setting(
            value =
                "Padding of the convolution that this is the way back of; (kernel - 1) / 2 if not"
                    + " given.",
            min = 0,
            max = 1000)
        Optional<Integer> padding,
    @Setting(
            value = "Rows and columns added at the end, less than the stride.",
            initial = "0",
            min = 0,
            max = 1000)
        int outputPadding,
    @Setting(value = "Function applied to each output.", initial = "identity")
        Activation activation,
    @Setting(value = "How weights start; see dense.", initial = "auto") WeightInit weightInit)
    implements LayerSpec {

  /** The sizes of the convolution that leads from the output to this input. */
  ConvolutionShape on(FeatureShape input) {
    if (outputPadding >= stride) {
      throw ImpossibleShape.of(
          "an output-padding below the stride of " + stride, Integer.toString(outputPadding));
    }
    int pad = Convolution.padding(kernel, padding);
    int height = grown(input.height(), pad);
    int width = grown(input.width(), pad);
    if (height < 1 || width < 1) {
      int missing = 1 + 2 * pad - kernel - outputPadding;
      throw ImpossibleShape.of(
          String.format(
              Locale.ROOT,
              "at least %d rows and columns for a kernel of %d with stride %d and padding %d",
              1 + (missing + stride - 1) / stride,
              kernel,
              stride,
              pad),
          input);
    }
    return new ConvolutionShape(
        height,
        width,
        channels,
        input.height(),
        input.width(),
        input.channels(),
        kernel,
        kernel,
        stride,
        pad);
  }

  private int grown(int size, int pad) {
    return Math.addExact(Math.multiplyExact(size - 1, stride), kernel + outputPadding - 2 * pad);
  }

  @Override
  public FeatureShape outputShape(FeatureShape input) {
    ConvolutionShape shape = on(input);
    return new FeatureShape(shape.height(), shape.width(), channels);
  }

  @Override
  public List<ParameterSpec> parameters(String name, FeatureShape input) {
    // An output sums kernel²/stride² places of the input on average, an input adds to kernel².
    long places = (long) kernel * kernel;
    long fanIn = Math.max(1, places * input.channels() / ((long) stride * stride));
    return List.of(
        new ParameterSpec(
            name + ".weight",
            List.of(kernel, kernel, channels, input.channels()),
            new ParameterSpec.Start.Drawn(
                weightInit.orUsualFor(activation), fanIn, places * channels),
            true),
        ParameterSpec.row(name + ".bias", channels, 0));
  }

  @Override
  public PlannedLayer plan(LayerPlace place) {
    return PlannedConvolution.transposed(place, this);
  }

  @Override
  public WeightInit weightStart() {
    return weightInit;
  }
}
