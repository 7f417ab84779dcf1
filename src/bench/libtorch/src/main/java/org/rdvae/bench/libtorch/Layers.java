package org.rdvae.bench.libtorch;

import java.util.LinkedHashMap;
import java.util.Map;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.pytorch.Conv2dImpl;
import org.bytedeco.pytorch.Conv2dOptions;
import org.bytedeco.pytorch.ConvTranspose2dImpl;
import org.bytedeco.pytorch.ConvTranspose2dOptions;
import org.bytedeco.pytorch.LinearImpl;
import org.bytedeco.pytorch.Module;
import org.bytedeco.pytorch.Tensor;

/** The layers of a model, each of which the module knows and whose parameters have names. */
final class Layers {
  private final Module module = new Module();
  private final Map<String, Tensor> parameters = new LinkedHashMap<>();

  Module module() {
    return module;
  }

  Map<String, Tensor> parameters() {
    return parameters;
  }

  LinearImpl linear(String name, long inputs, long outputs) {
    return linear(name, "", new LinearImpl(inputs, outputs));
  }

  /** The second set of weights of a gated layer. */
  LinearImpl gate(String name, long inputs, long outputs) {
    return linear(name, "gate-", new LinearImpl(inputs, outputs));
  }

  private LinearImpl linear(String name, String prefix, LinearImpl layer) {
    add(name, prefix, layer.weight(), layer.bias());
    return module.register_module(registered(name + "." + prefix), layer);
  }

  Conv2dImpl convolution(String name, long in, long out, long kernel, long stride, long padding) {
    Conv2dOptions options = new Conv2dOptions(in, out, square(kernel));
    options.stride().put(square(stride));
    options.padding().put(square(padding));
    Conv2dImpl layer = new Conv2dImpl(options);
    add(name, "", layer.weight(), layer.bias());
    return module.register_module(registered(name), layer);
  }

  ConvTranspose2dImpl transposed(
      String name, long in, long out, long kernel, long padding, long outputPadding) {
    ConvTranspose2dOptions options = new ConvTranspose2dOptions(in, out, square(kernel));
    options.stride().put(square(2));
    options.padding().put(square(padding));
    options.output_padding().put(square(outputPadding));
    ConvTranspose2dImpl layer = new ConvTranspose2dImpl(options);
    add(name, "", layer.weight(), layer.bias());
    return module.register_module(registered(name), layer);
  }

  private void add(String name, String prefix, Tensor weight, Tensor bias) {
    parameters.put(name + "." + prefix + "weight", weight);
    parameters.put(name + "." + prefix + "bias", bias);
  }

  /** A module's name may not have a dot. */
  private static String registered(String name) {
    return name.replace('.', '_');
  }

  private static LongPointer square(long size) {
    return new LongPointer(size, size);
  }
}
