package org.rdvae.bench.libtorch;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.bytedeco.pytorch.Conv2dImpl;
import org.bytedeco.pytorch.ConvTranspose2dImpl;
import org.bytedeco.pytorch.GeneratorOptional;
import org.bytedeco.pytorch.Module;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.rdvae.bench.peer.Workload;

/**
 * The plain autoencoders of the workloads {@code conv} and {@code codec}: convolutions, for {@code
 * codec} uniform noise in [-0.5, 0.5) on the code, transposed convolutions, and the mean squared
 * error over all values.
 */
final class ConvolutionalAutoencoder implements Autoencoder {
  private final Layers layers = new Layers();
  private final List<UnaryOperator<Tensor>> encoder = new ArrayList<>();
  private final List<UnaryOperator<Tensor>> decoder = new ArrayList<>();
  private final Workload workload;
  private final torch.MemoryFormat format;
  private final GeneratorOptional generator = new GeneratorOptional();

  ConvolutionalAutoencoder(Workload workload, torch.MemoryFormat format) {
    this.workload = workload;
    this.format = format;
    if (workload == Workload.CONV) {
      convolution(3, 64, 4, 2, 1, true);
      convolution(64, 128, 4, 2, 1, true);
      convolution(128, 128, 3, 1, 1, true);
      transposed(128, 64, 4, 1, 0, true);
      transposed(64, 3, 4, 1, 0, false);
    } else {
      for (int i = 0; i < 4; i++) {
        convolution(i == 0 ? 3 : 96, 96, 5, 2, 2, i < 3);
      }
      for (int i = 0; i < 4; i++) {
        transposed(96, i == 3 ? 3 : 96, 5, 2, 1, i < 3);
      }
    }
    for (Tensor parameter : layers.parameters().values()) {
      if (parameter.dim() == 4) {
        parameter.__dispatch_set_data(parameter.data().contiguous(format));
      }
    }
  }

  private void convolution(int in, int out, int kernel, int stride, int padding, boolean relu) {
    Conv2dImpl layer =
        layers.convolution("encoder." + encoder.size(), in, out, kernel, stride, padding);
    encoder.add(relu ? maps -> layer.forward(maps).relu_() : layer::forward);
  }

  private void transposed(
      int in, int out, int kernel, int padding, int outputPadding, boolean relu) {
    ConvTranspose2dImpl layer =
        layers.transposed("decoder." + decoder.size(), in, out, kernel, padding, outputPadding);
    decoder.add(relu ? maps -> layer.forward(maps).relu_() : maps -> layer.forward(maps));
  }

  @Override
  public Module module() {
    return layers.module();
  }

  @Override
  public Map<String, Tensor> parameters() {
    return layers.parameters();
  }

  @Override
  public Tensor images(float[] values) {
    return maps(values, workload.side(), workload.channels());
  }

  @Override
  public Tensor noise(float[] values) {
    return maps(values, 8, 96);
  }

  private Tensor maps(float[] values, long side, long channels) {
    return Tensor.create(values)
        .view(-1, side, side, channels)
        .permute(0, 3, 1, 2)
        .contiguous(format);
  }

  @Override
  public Tensor loss(Batch batch) {
    Tensor maps = batch.images();
    for (UnaryOperator<Tensor> layer : encoder) {
      maps = layer.apply(maps);
    }
    if (workload.noise() > 0) {
      Tensor code = maps;
      maps =
          code.add(
              batch.noise().orElseGet(() -> torch.empty_like(code).uniform_(-0.5, 0.5, generator)));
    }
    for (UnaryOperator<Tensor> layer : decoder) {
      maps = layer.apply(maps);
    }
    return torch.mse_loss(maps, batch.images());
  }
}
