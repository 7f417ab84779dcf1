package org.rdvae.network;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.rdvae.base.Setting;
import org.rdvae.tensor.ConvolutionShape;

/**
 * A two-dimensional convolution with bias and activation, zeros around the input.
 *
 * <pre>
 * [h, w, c] -> [(h + 2 padding - kernel) / stride + 1, likewise, channels]       (rounded down)
 * </pre>
 */
public record Convolution(
    @Setting(value = "Number of output channels.", min = 1, max = 100_000) int channels,
    @Setting(value = "Height and width of the kernel.", initial = "3", min = 1, max = 1000)
        int kernel,
    @Setting(value = "Distance between places of the kernel.", initial = "1", min = 1, max = 1000)
        int stride,
    @Setting(
            value = "Rows and columns of zeros around the input; (kernel - 1) / 2 if not given.",
            min = 0,
            max = 1000)
        Optional<Integer> padding,
    @Setting(value = "Function applied to each output.", initial = "identity")
        Activation activation,
    @Setting(value = "How weights start; see dense.", initial = "auto") WeightInit weightInit)
    implements LayerSpec {

  /** The convolution's sizes on this input. */
  ConvolutionShape on(FeatureShape input) {
    int pad = padding(kernel, padding);
    int height = ConvolutionShape.outSize(input.height(), kernel, stride, pad);
    int width = ConvolutionShape.outSize(input.width(), kernel, stride, pad);
    if (height < 1 || width < 1) {
      throw ImpossibleShape.of(
          String.format(
              Locale.ROOT,
              "at least %d rows and columns for a kernel of %d with padding %d",
              kernel - 2 * pad,
              kernel,
              pad),
          input);
    }
    return new ConvolutionShape(
        input.height(),
        input.width(),
        input.channels(),
        height,
        width,
        channels,
        kernel,
        kernel,
        stride,
        pad);
  }

  /** The padding, which no window may lie in altogether. */
  static int padding(int kernel, Optional<Integer> padding) {
    int pad = padding.orElse((kernel - 1) / 2);
    if (pad >= kernel) {
      throw ImpossibleShape.of("a padding below the kernel of " + kernel, Integer.toString(pad));
    }
    return pad;
  }

  @Override
  public FeatureShape outputShape(FeatureShape input) {
    ConvolutionShape shape = on(input);
    return new FeatureShape(shape.outHeight(), shape.outWidth(), channels);
  }

  @Override
  public List<ParameterSpec> parameters(String name, FeatureShape input) {
    long places = (long) kernel * kernel;
    // An input adds to kernel²/stride² places of the output on average.
    long fanOut = Math.max(1, places * channels / ((long) stride * stride));
    return List.of(
        new ParameterSpec(
            name + ".weight",
            List.of(kernel, kernel, input.channels(), channels),
            new ParameterSpec.Start.Drawn(
                weightInit.orUsualFor(activation), places * input.channels(), fanOut),
            true),
        ParameterSpec.row(name + ".bias", channels, 0));
  }

  @Override
  public PlannedLayer plan(LayerPlace place) {
    return PlannedConvolution.of(place, this);
  }

  @Override
  public WeightInit weightStart() {
    return weightInit;
  }
}
