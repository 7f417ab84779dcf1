package org.rdvae.distribution;

import java.util.List;
import org.rdvae.base.Setting;
import org.rdvae.network.ParameterSpec;
import org.rdvae.tensor.Kernels;
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
  public List<ParameterSpec> parameters(String name, int latents) {
    return size().parameters(name, latents);
  }

  private CouplingFlow.Size size() {
    return new CouplingFlow.Size(layers, hiddenUnits, context);
  }

  @Override
  public PlannedFlow planFlow(PlannedFlow.Place place) {
    Kernels kernels = place.kernels();
    PlannedFlow.Training training = place.training();
    CouplingFlow flow =
        new CouplingFlow(
            kernels,
            place.name(),
            place.parameters(),
            size(),
            place.input(),
            new CouplingFlow.Context(
                place.context(), training == null ? null : training.contextGradient()),
            training == null ? null : training.determinantWeights());
    Tensor output = kernels.tensor(place.rows(), place.latents());
    return new PlannedFlow(
        output,
        flow.logDeterminants(),
        Operations.all(flow.forward(), List.of(kernels.joinColumns(flow.halves(), output))),
        training == null
            ? List.of()
            : Operations.all(
                List.of(kernels.splitColumns(training.gradient(), flow.gradients())),
                flow.backward(),
                List.of(kernels.joinColumns(flow.gradients(), training.gradient()))));
  }
}
