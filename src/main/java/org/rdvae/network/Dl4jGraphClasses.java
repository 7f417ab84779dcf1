package org.rdvae.network;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * The classes that a graph's configuration may name. Deeplearning4j makes an object of every class
 * that it finds under {@code @class} or {@code type}, whoever wrote the file; so the names are
 * looked at first, and only these, all of them Deeplearning4j's own and tested here, pass.
 */
final class Dl4jGraphClasses {
  private static final String CONF = "org.deeplearning4j.nn.conf.";
  private static final String LAYERS = CONF + "layers.";

  /** Simple names by package. */
  private static final Map<String, Set<String>> ALLOWED =
      Map.of(
          CONF + "graph.",
          Set.of(
              "ElementWiseVertex",
              "LayerVertex",
              "MergeVertex",
              "PreprocessorVertex",
              "ReshapeVertex",
              "ScaleVertex",
              "ShiftVertex",
              "SubsetVertex"),
          LAYERS,
          Set.of(
              "ActivationLayer",
              "Convolution2D",
              "ConvolutionLayer",
              "Deconvolution2D",
              "DenseLayer",
              "DepthwiseConvolution2D",
              "GlobalPoolingLayer",
              "LocalResponseNormalization",
              "PReLULayer",
              "Pooling2D",
              "SeparableConvolution2D",
              "SpaceToDepthLayer",
              "SubsamplingLayer",
              "Upsampling2D",
              "ZeroPaddingLayer"),
          LAYERS + "convolutional.",
          Set.of("Cropping2D"),
          LAYERS + "misc.",
          Set.of("ElementWiseMultiplicationLayer"),
          CONF + "preprocessor.",
          Set.of(
              "CnnToFeedForwardPreProcessor",
              "ComposableInputPreProcessor",
              "FeedForwardToCnnPreProcessor"),
          CONF + "distribution.",
          Set.of(
              "BinomialDistribution",
              "ConstantDistribution",
              "GaussianDistribution",
              "LogNormalDistribution",
              "NormalDistribution",
              "OrthogonalDistribution",
              "TruncatedNormalDistribution",
              "UniformDistribution"),
          "org.deeplearning4j.nn.weights.",
          Set.of(
              "WeightInitConstant",
              "WeightInitDistribution",
              "WeightInitIdentity",
              "WeightInitLecunUniform",
              "WeightInitNormal",
              "WeightInitRelu",
              "WeightInitReluUniform",
              "WeightInitSigmoidUniform",
              "WeightInitUniform",
              "WeightInitVarScalingNormalFanAvg",
              "WeightInitVarScalingNormalFanIn",
              "WeightInitVarScalingNormalFanOut",
              "WeightInitVarScalingUniformFanAvg",
              "WeightInitVarScalingUniformFanIn",
              "WeightInitVarScalingUniformFanOut",
              "WeightInitXavier",
              "WeightInitXavierLegacy",
              "WeightInitXavierUniform"),
          "org.nd4j.linalg.activations.impl.",
          Set.of(
              "ActivationCube",
              "ActivationELU",
              "ActivationGELU",
              "ActivationHardSigmoid",
              "ActivationHardTanH",
              "ActivationIdentity",
              "ActivationLReLU",
              "ActivationMish",
              "ActivationRationalTanh",
              "ActivationReLU",
              "ActivationReLU6",
              "ActivationRectifiedTanh",
              "ActivationSELU",
              "ActivationSigmoid",
              "ActivationSoftPlus",
              "ActivationSoftSign",
              "ActivationSoftmax",
              "ActivationSwish",
              "ActivationTanH",
              "ActivationThresholdedReLU"),
          "org.nd4j.linalg.learning.config.",
          Set.of(
              "AMSGrad",
              "AdaBelief",
              "AdaDelta",
              "AdaGrad",
              "AdaMax",
              "Adam",
              "Nadam",
              "Nesterovs",
              "NoOp",
              "RmsProp",
              "Sgd"),
          "org.nd4j.linalg.schedule.",
          Set.of(
              "CycleSchedule",
              "ExponentialSchedule",
              "FixedSchedule",
              "InverseSchedule",
              "MapSchedule",
              "PolySchedule",
              "RampSchedule",
              "SigmoidSchedule",
              "StepSchedule"));

  /** Why some of the others are refused, by the beginning of their names; the first that fits. */
  private static final Map<String, String> REASONS = reasons();

  private Dl4jGraphClasses() {}

  private static Map<String, String> reasons() {
    String sequences = "sequences have no place in a model of images or rows of features";
    String loss =
        "an output layer brings a loss of its own; let the graph end in an ordinary layer, the"
            + " model's heads and likelihood follow";
    String threeDimensional = "only images are convolved";
    Map<String, String> reasons = new LinkedHashMap<>();
    reasons.put(
        LAYERS + "BatchNormalization",
        "Deeplearning4j keeps its running statistics among the trained parameters; put the layer"
            + " batch-normalization between two graphs");
    reasons.put(
        LAYERS + "DropoutLayer",
        "its random numbers could not be repeated by a resumed run; put the layer dropout between"
            + " two graphs");
    reasons.put(LAYERS + "OutputLayer", loss);
    reasons.put(LAYERS + "LossLayer", loss);
    reasons.put(LAYERS + "CnnLossLayer", loss);
    reasons.put(LAYERS + "Cnn3DLossLayer", loss);
    reasons.put(LAYERS + "CenterLossOutputLayer", loss);
    reasons.put(LAYERS + "objdetect.", loss);
    reasons.put(CONF + "ocnn.", loss);
    reasons.put(LAYERS + "recurrent.", sequences);
    reasons.put(LAYERS + "Rnn", sequences);
    reasons.put(LAYERS + "LSTM", sequences);
    reasons.put(LAYERS + "Graves", sequences);
    reasons.put(LAYERS + "Embedding", sequences);
    reasons.put(LAYERS + "Convolution1D", sequences);
    reasons.put(LAYERS + "Subsampling1D", sequences);
    reasons.put(CONF + "graph.rnn.", sequences);
    reasons.put(LAYERS + "Convolution3D", threeDimensional);
    reasons.put(LAYERS + "Subsampling3D", threeDimensional);
    reasons.put(LAYERS + "misc.Frozen", "all its parameters would be trained");
    reasons.put(CONF + "graph.Frozen", "all its parameters would be trained");
    reasons.put(LAYERS + "samediff.", "SameDiff and lambda layers are code, not configuration");
    reasons.put(
        "org.nd4j.linalg.activations.impl.ActivationRReLU",
        "its random numbers could not be repeated by a resumed run");
    reasons.put("org.deeplearning4j.", "it is none of the classes that work here as one layer");
    reasons.put("org.nd4j.", "it is none of the classes that work here as one layer");
    reasons.put("", "only Deeplearning4j's own classes may be named, no custom ones");
    return reasons;
  }

  static boolean allows(String name) {
    int end = name.lastIndexOf('.') + 1;
    Set<String> names = ALLOWED.get(name.substring(0, end));
    return names != null && names.contains(name.substring(end));
  }

  /** Why a class that is not allowed is not. */
  static String reasonAgainst(String name) {
    return REASONS.entrySet().stream()
        .filter(reason -> name.startsWith(reason.getKey()))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElseThrow();
  }
}
