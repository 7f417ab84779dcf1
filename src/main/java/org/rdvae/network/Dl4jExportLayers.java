package org.rdvae.network;

import java.util.List;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.Deconvolution2D;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.Upsampling2D;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationELU;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationLReLU;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.activations.impl.ActivationSoftPlus;
import org.nd4j.linalg.activations.impl.ActivationSwish;
import org.nd4j.linalg.activations.impl.ActivationTanH;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.rdvae.base.Failure;
import org.rdvae.base.KebabCase;
import org.rdvae.network.Dl4jFeatures.Form;

/**
 * Each layer as the vertices that compute the same outside training. One that Deeplearning4j has no
 * equal of is refused with its place in the config.
 */
final class Dl4jExportLayers {
  private final Dl4jExport export;

  Dl4jExportLayers(Dl4jExport export) {
    this.export = export;
  }

  Dl4jFeatures chain(NetworkSpec network, Dl4jFeatures input) {
    Dl4jFeatures features = input;
    for (int i = 0; i < network.layers().size(); i++) {
      features = layer(network.nameOf(i), network.layers().get(i), features);
    }
    return features;
  }

  private Dl4jFeatures layer(String name, LayerSpec layer, Dl4jFeatures x) {
    if (layer instanceof Dense dense) {
      return dense(name, dense, x);
    } else if (layer instanceof Convolution convolution) {
      return convolution(name, convolution, x);
    } else if (layer instanceof TransposedConvolution convolution) {
      return transposed(name, convolution, x);
    } else if (layer instanceof AveragePooling pool) {
      return images(
          name,
          layer,
          pooling(
              SubsamplingLayer.PoolingType.AVG, pool.kernel(), pool.stride().orElse(pool.kernel())),
          x);
    } else if (layer instanceof MaxPooling pool) {
      return images(
          name,
          layer,
          pooling(
              SubsamplingLayer.PoolingType.MAX, pool.kernel(), pool.stride().orElse(pool.kernel())),
          x);
    } else if (layer instanceof Upsampling up) {
      Upsampling2D repeated =
          new Upsampling2D.Builder(up.factor()).dataFormat(CNN2DFormat.NHWC).build();
      return images(name, layer, repeated, x);
    } else if (layer instanceof BatchNormalization normalization) {
      return normalization(name, normalization, x);
    } else if (layer instanceof Flatten || layer instanceof Reshape) {
      return export.in(Form.ROWS, x).reshaped(layer.outputShape(x.shape()));
    } else if (layer instanceof Dropout) {
      return x;
    } else if (layer instanceof Residual residual) {
      return residual(name, residual, x);
    } else if (layer instanceof Skip skip) {
      return skip(name, skip, x);
    } else if (layer instanceof Dl4jGraph graph) {
      return new Dl4jExportGraph(export, place(name, graph)).add(name, graph, x);
    }
    throw refusal(
        place(name, layer),
        "Deeplearning4j has no such layer; train with batch-normalization or without"
            + " normalisation, or use the model as it is, from Java by TrainedModel");
  }

  private static String place(String name, LayerSpec layer) {
    return "model." + name + "." + KebabCase.of(layer.getClass().getSimpleName());
  }

  static Failure refusal(String place, String reason) {
    return new Failure(Failure.Kind.BAD_DATA, place + " cannot be exported: " + reason);
  }

  private Dl4jFeatures dense(String name, Dense layer, Dl4jFeatures x) {
    Dl4jFeatures rows = export.in(Form.ROWS, x);
    int inputs = rows.shape().size();
    int units = layer.units();
    IActivation activation = activation(place(name, layer), layer.activation());
    FeatureShape shape = FeatureShape.flat(units);
    export.dense(name, name + ".weight", name + ".bias", inputs, units, activation, rows);
    Dl4jFeatures value = new Dl4jFeatures(name, shape, Form.ROWS);
    if (!layer.gated()) {
      return value;
    }
    String gateName = name + ".gate";
    export.dense(
        gateName,
        name + ".gate-weight",
        name + ".gate-bias",
        inputs,
        units,
        new ActivationSigmoid(),
        rows);
    String gated = name + ".gated";
    export.add(
        gated,
        new ElementWiseVertex(ElementWiseVertex.Op.Product),
        value,
        new Dl4jFeatures(gateName, shape, Form.ROWS));
    return new Dl4jFeatures(gated, shape, Form.ROWS);
  }

  /** Ours are [kernel, kernel, in, out], theirs [out, in, kernel, kernel]. */
  private Dl4jFeatures convolution(String name, Convolution layer, Dl4jFeatures x) {
    int kernel = layer.kernel();
    int in = x.shape().channels();
    int padding = Convolution.padding(kernel, layer.padding());
    ConvolutionLayer theirs =
        new ConvolutionLayer.Builder(kernel, kernel)
            .stride(layer.stride(), layer.stride())
            .padding(padding, padding)
            .convolutionMode(ConvolutionMode.Truncate)
            .dataFormat(CNN2DFormat.NHWC)
            .nIn(in)
            .nOut(layer.channels())
            .activation(activation(place(name, layer), layer.activation()))
            .build();
    Dl4jFeatures made = images(name, layer, theirs, x);
    INDArray weight = export.array(name + ".weight", kernel, kernel, in, layer.channels());
    export.weights(name, "W", weight.permute(3, 2, 0, 1));
    export.weights(name, "b", export.array(name + ".bias", 1, layer.channels()));
    return made;
  }

  /**
   * Ours are [kernel, kernel, out, in], theirs [in, out, kernel, kernel]. Deeplearning4j knows no
   * output padding; a kernel with as many zeros behind it adds those rows and columns.
   */
  private Dl4jFeatures transposed(String name, TransposedConvolution layer, Dl4jFeatures x) {
    int kernel = layer.kernel();
    int in = x.shape().channels();
    int out = layer.channels();
    int padding = Convolution.padding(kernel, layer.padding());
    int grown = kernel + layer.outputPadding();
    Deconvolution2D.Builder builder = new Deconvolution2D.Builder(grown, grown);
    builder.dataFormat(CNN2DFormat.NHWC);
    builder.convolutionMode(ConvolutionMode.Truncate);
    builder.stride(layer.stride(), layer.stride());
    builder.padding(padding, padding);
    builder.nIn(in).nOut(out);
    builder.activation(activation(place(name, layer), layer.activation()));
    Dl4jFeatures made = images(name, layer, builder.build(), x);
    float[] ours = export.values(name + ".weight");
    float[] weight = new float[grown * grown * out * in];
    int row = kernel * out * in;
    for (int i = 0; i < kernel; i++) {
      System.arraycopy(ours, i * row, weight, i * grown * out * in, row);
    }
    export.weights(
        name,
        "W",
        Nd4j.createFromArray(weight).reshape('c', grown, grown, out, in).permute(3, 2, 0, 1));
    export.weights(name, "b", export.array(name + ".bias", 1, out));
    return made;
  }

  private static SubsamplingLayer pooling(
      SubsamplingLayer.PoolingType type, int kernel, int stride) {
    SubsamplingLayer.Builder builder = new SubsamplingLayer.Builder(type);
    builder.kernelSize(kernel, kernel);
    builder.stride(stride, stride);
    builder.convolutionMode(ConvolutionMode.Truncate);
    builder.dataFormat(CNN2DFormat.NHWC);
    return builder.build();
  }

  private Dl4jFeatures images(
      String name, LayerSpec ours, org.deeplearning4j.nn.conf.layers.Layer theirs, Dl4jFeatures x) {
    Dl4jFeatures images = export.in(Form.IMAGES, x);
    export.addLayer(name, theirs, images);
    return new Dl4jFeatures(name, ours.outputShape(images.shape()), Form.IMAGES);
  }

  private Dl4jFeatures normalization(String name, BatchNormalization layer, Dl4jFeatures x) {
    Dl4jFeatures places = export.in(Form.PLACES, x);
    int channels = places.shape().channels();
    export.addLayer(
        name,
        new org.deeplearning4j.nn.conf.layers.BatchNormalization.Builder()
            .nIn(channels)
            .nOut(channels)
            .eps(layer.epsilon())
            .decay(1 - layer.momentum())
            .useLogStd(false)
            .build(),
        places);
    export.weights(name, "gamma", export.array(name + ".gain", 1, channels));
    export.weights(name, "beta", export.array(name + ".offset", 1, channels));
    export.weights(name, "mean", export.array(name + ".running-mean", 1, channels));
    export.weights(name, "var", export.array(name + ".running-variance", 1, channels));
    Dl4jFeatures normalized = new Dl4jFeatures(name, places.shape(), places.form());
    if (layer.activation() == Activation.IDENTITY) {
      return normalized;
    }
    String activated = name + ".activation";
    export.addLayer(
        activated,
        new ActivationLayer(activation(place(name, layer), layer.activation())),
        normalized);
    return new Dl4jFeatures(activated, places.shape(), places.form());
  }

  private Dl4jFeatures residual(String name, Residual layer, Dl4jFeatures x) {
    Dl4jFeatures inner = inner(name, layer.layers(), x);
    Dl4jFeatures input = export.in(inner.form(), x);
    String sum = name + ".sum";
    export.add(sum, new ElementWiseVertex(ElementWiseVertex.Op.Add), input, inner);
    return new Dl4jFeatures(sum, x.shape(), inner.form());
  }

  private Dl4jFeatures skip(String name, Skip layer, Dl4jFeatures x) {
    Dl4jFeatures inner = export.in(Form.PLACES, inner(name, layer.layers(), x));
    Dl4jFeatures input = export.in(Form.PLACES, x);
    String joined = name + ".joined";
    export.add(joined, new MergeVertex(), input, inner);
    return new Dl4jFeatures(joined, layer.outputShape(x.shape()), Form.PLACES);
  }

  private Dl4jFeatures inner(String name, List<LayerSpec> layers, Dl4jFeatures x) {
    Dl4jFeatures begin = x.form() == Form.GIVEN ? export.in(Form.ROWS, x) : x;
    return chain(new NetworkSpec(name, begin.shape(), layers), begin);
  }

  private static IActivation activation(String place, Activation activation) {
    return switch (activation) {
      case IDENTITY -> new ActivationIdentity();
      case RELU -> new ActivationReLU();
      case LEAKY_RELU -> new ActivationLReLU(ActivationReference.LEAK);
      case ELU -> new ActivationELU();
      case TANH -> new ActivationTanH();
      case SIGMOID -> new ActivationSigmoid();
      case SOFTPLUS -> new ActivationSoftPlus();
      case SILU -> new ActivationSwish();
      case GELU ->
          throw refusal(
              place,
              "of its activation gelu Deeplearning4j has approximations only; train with silu, or"
                  + " use the model as it is, from Java by TrainedModel");
    };
  }
}
