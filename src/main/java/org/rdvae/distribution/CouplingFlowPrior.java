package org.rdvae.distribution;

import java.util.List;
import org.rdvae.base.Setting;
import org.rdvae.network.ParameterSpec;

/**
 * A learned density: affine coupling layers between z and a standard normal. The latent variables
 * are cut in two halves that change their parts from layer to layer; {@link PlannedCouplingFlow}
 * has the formulas. At the start it is the standard normal itself.
 *
 * <p>Dinh, Sohl-Dickstein and Bengio, Density estimation using Real NVP, ICLR 2017,
 * arXiv:1605.08803; as a prior: Chen et al., Variational Lossy Autoencoder, ICLR 2017,
 * arXiv:1611.02731, section 3.2, where the flow is autoregressive.
 */
public record CouplingFlowPrior(
    @Setting(
            value =
                "Number of coupling layers, each of which scales and shifts half of the latent"
                    + " variables by what it makes of the other half.",
            initial = "6",
            min = 2,
            max = 100)
        int layers,
    @Setting(
            value = "Units of each coupling layer's hidden layer.",
            initial = "64",
            min = 1,
            max = 100_000)
        int hiddenUnits)
    implements Prior {

  /** There has to be something in either half. */
  @Override
  public int fewestLatents() {
    return 2;
  }

  @Override
  public List<ParameterSpec> parameters(String name, int latents, int values) {
    return size().parameters(name, latents);
  }

  CouplingFlow.Size size() {
    return new CouplingFlow.Size(layers, hiddenUnits, 0);
  }

  @Override
  public PlannedPrior plan(PriorPlace place) {
    return new PlannedCouplingFlow(place, this);
  }
}
