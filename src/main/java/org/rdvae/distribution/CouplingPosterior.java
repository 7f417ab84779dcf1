package org.rdvae.distribution;

import java.util.ArrayList;
import java.util.List;
import org.rdvae.base.Setting;
import org.rdvae.network.ParameterSpec;
import org.rdvae.tensor.Kernels;
import org.rdvae.tensor.Operation;
import org.rdvae.tensor.Tensor;

/**
 * Normal numbers led through affine coupling layers, whose networks read the context beside the
 * half that they keep; {@link CouplingLayer} has the formulas. At the start it is the diagonal
 * Gaussian.
 *
 * <p>Dinh, Sohl-Dickstein and Bengio, Density estimation using Real NVP, ICLR 2017,
 * arXiv:1605.08803.
 */
public record CouplingPosterior(
    @Setting(
            value =
                "Number of coupling layers, each of which scales and shifts half of the latent"
                    + " variables by what it makes of the other half.",
            initial = "4",
            min = 2,
            max = 100)
        int layers,
    @Setting(
            value = "Units of each coupling layer's hidden layer.",
            initial = "64",
            min = 1,
            max = 100_000)
        int hiddenUnits,
    @Setting(
            value = "Numbers that the encoder gives every layer besides the latent variables.",
            initial = "32",
            min = 1,
            max = 100_000)
        int context)
    implements FlowPosterior {

  @Override
  public List<ParameterSpec> flowParameters(String name, int latents) {
    List<ParameterSpec> parameters = new ArrayList<>();
    for (int layer = 0; layer < layers; layer++) {
      int kept = CouplingFlowPrior.half(latents, layer);
      parameters.addAll(
          CouplingLayer.parameters(
              CouplingFlowPrior.layerName(name, layer),
              kept + context,
              latents - kept,
              hiddenUnits));
    }
    return parameters;
  }

  @Override
  public PlannedFlow planFlow(PlannedFlow.Place place) {
    Kernels kernels = place.kernels();
    PlannedFlow.Training training = place.training();
    Tensor[] halves = halves(place);
    Tensor[] gradients = training == null ? null : halves(place);
    Tensor determinants = kernels.tensor(place.rows(), 1);
    Tensor ofLayer = kernels.tensor(place.rows(), 1);
    List<Operation> forward = new ArrayList<>();
    List<Operation> backward = new ArrayList<>();
    forward.add(kernels.splitColumns(place.input(), List.of(halves)));
    for (int i = 0; i < layers; i++) {
      int kept = i % 2;
      Tensor y = halves[1 - kept];
      Tensor x = kernels.tensor(place.rows(), halves[kept].columns() + context);
      Tensor out = kernels.tensor(place.rows(), y.columns());
      CouplingLayer layer =
          new CouplingLayer(
              kernels,
              CouplingFlowPrior.layerName(place.name(), i),
              place.parameters(),
              x,
              y.columns(),
              hiddenUnits,
              training != null);
      forward.add(kernels.joinColumns(List.of(halves[kept], place.context()), x));
      forward.addAll(layer.apply(y, out, ofLayer));
      forward.add(
          i == 0
              ? kernels.copy(ofLayer, determinants)
              : kernels.add(determinants, ofLayer, determinants));
      halves[1 - kept] = out;
      if (training != null) {
        Tensor xGradient = kernels.tensor(place.rows(), x.columns());
        List<Tensor> parts = List.of(gradients[kept], training.contextGradient());
        backward.addAll(
            0,
            Operations.all(
                List.of(kernels.joinColumns(parts, xGradient)),
                layer.backward(y, gradients[1 - kept], training.determinantWeights(), xGradient),
                List.of(kernels.splitColumns(xGradient, parts))));
      }
    }
    Tensor output = kernels.tensor(place.rows(), place.latents());
    forward.add(kernels.joinColumns(List.of(halves), output));
    if (training != null) {
      backward.add(0, kernels.splitColumns(training.gradient(), List.of(gradients)));
      backward.add(kernels.joinColumns(List.of(gradients), training.gradient()));
    }
    return new PlannedFlow(output, determinants, forward, backward);
  }

  private static Tensor[] halves(PlannedFlow.Place place) {
    return new Tensor[] {
      place.kernels().tensor(place.rows(), CouplingFlowPrior.half(place.latents(), 0)),
      place.kernels().tensor(place.rows(), CouplingFlowPrior.half(place.latents(), 1)),
    };
  }
}
