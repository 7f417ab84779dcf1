package org.rdvae.distribution;

import java.util.ArrayList;
import java.util.List;
import org.rdvae.base.Setting;
import org.rdvae.network.ParameterSpec;

/**
 * Normal numbers led through inverse autoregressive flow; {@link PlannedAutoregressiveStep} has the
 * formulas.
 *
 * <p>Kingma, Salimans, Jozefowicz, Chen, Sutskever and Welling, Improving Variational Inference
 * with Inverse Autoregressive Flow, NIPS 2016, arXiv:1606.04934, algorithm 1.
 */
public record InverseAutoregressivePosterior(
    @Setting(
            value =
                "Steps of the flow; in each every latent variable is scaled and shifted by what is"
                    + " made of those before it, the order turning around from step to step.",
            initial = "4",
            min = 1,
            max = 100)
        int steps,
    @Setting(value = "Units of each step's hidden layer.", initial = "64", min = 1, max = 100_000)
        int hiddenUnits,
    @Setting(
            value = "Numbers that the encoder gives every step besides the latent variables.",
            initial = "32",
            min = 1,
            max = 100_000)
        int context)
    implements FlowPosterior {

  @Override
  public List<ParameterSpec> parameters(String name, int latents) {
    List<ParameterSpec> parameters = new ArrayList<>();
    for (int step = 0; step < steps; step++) {
      parameters.addAll(
          PlannedAutoregressiveStep.parameters(
              stepName(name, step), latents, hiddenUnits, context));
    }
    return parameters;
  }

  private static String stepName(String name, int step) {
    return name + "flow." + step + ".";
  }

  @Override
  public PlannedFlow planFlow(PlannedFlow.Place place) {
    List<PlannedAutoregressiveStep> planned = new ArrayList<>();
    PlannedFlow.Place next = place;
    for (int step = 0; step < steps; step++) {
      AutoregressiveMasks masks =
          new AutoregressiveMasks(place.latents(), hiddenUnits, step % 2 == 1);
      PlannedAutoregressiveStep one =
          new PlannedAutoregressiveStep(next, stepName(place.name(), step), masks);
      planned.add(one);
      next =
          new PlannedFlow.Place(
              place.kernels(),
              place.name(),
              place.parameters(),
              one.output(),
              place.context(),
              place.training());
    }
    return PlannedAutoregressiveStep.chain(place, planned);
  }
}
