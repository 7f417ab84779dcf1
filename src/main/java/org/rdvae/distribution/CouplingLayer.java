package org.rdvae.distribution;

import java.util.ArrayList;
import java.util.List;
import org.rdvae.network.Activation;
import org.rdvae.network.Dense;
import org.rdvae.network.DropoutMasks;
import org.rdvae.network.FeatureShape;
import org.rdvae.network.LayerPlace;
import org.rdvae.network.LayerSpec;
import org.rdvae.network.ParameterSpec;
import org.rdvae.network.ParameterTensors;
import org.rdvae.network.PlannedLayer;
import org.rdvae.network.WeightInit;
import org.rdvae.tensor.Kernels;
import org.rdvae.tensor.Operation;
import org.rdvae.tensor.Tensor;

/**
 * One affine coupling layer: of two groups of variables x stays as it is and decides how y is
 * scaled and shifted, so that the inverse costs no more than the layer itself.
 *
 * <pre>
 * h = tanh(x W + b);  s = tanh(h A + a);  t = h B + c
 * out = y exp(s) + t          log |det| = Σ s          inverse  y = (out − t) exp(−s)
 * </pre>
 *
 * <p>With the gradient by out and v, the derivative of the loss by log |det| of a row: dt = dout,
 * dy = dout exp(s), ds = dy y + v. A and B start at 0, and the layer with them as the identity; s
 * is bounded by its tanh, so that one step cannot make a layer scale by more than e.
 *
 * <p>Dinh, Sohl-Dickstein and Bengio, Density estimation using Real NVP, ICLR 2017,
 * arXiv:1605.08803, section 3.2.
 */
final class CouplingLayer {
  private static final String HIDDEN = "hidden";
  private static final String SCALE = "log-scale";
  private static final String SHIFT = "shift";

  private final Kernels kernels;
  private final PlannedLayer hidden;
  private final PlannedLayer scale;
  private final PlannedLayer shift;
  private final Tensor logScales;
  private final Tensor factors;
  private final Tensor xPart;
  private final Tensor shiftPart;

  /**
   * @param name with which its parameters' names begin
   * @param x shape [rows, kept]
   * @param scaled number of variables in y
   */
  CouplingLayer(
      Kernels kernels,
      String name,
      ParameterTensors parameters,
      Tensor x,
      int scaled,
      int units,
      boolean training) {
    this.kernels = kernels;
    // Without dropout nothing is drawn: the masks only say that there is a backward pass.
    DropoutMasks masks = training ? new DropoutMasks(0) : null;
    xPart = training ? kernels.tensor(x.rows(), x.columns()) : null;
    hidden =
        hiddenLayer(units)
            .plan(
                new LayerPlace(
                    kernels,
                    name + HIDDEN,
                    FeatureShape.flat(x.columns()),
                    parameters,
                    x,
                    xPart,
                    masks));
    LayerPlace behind =
        new LayerPlace(
            kernels,
            name + SCALE,
            FeatureShape.flat(units),
            parameters,
            hidden.output(),
            hidden.outputGradient(),
            masks);
    LayerSpec linear = Dense.linear(scaled, WeightInit.AUTO);
    scale = linear.plan(behind);
    shiftPart = training ? kernels.tensor(x.rows(), units) : null;
    shift = linear.plan(behind.another(name + SHIFT, shiftPart));
    logScales = kernels.tensor(x.rows(), scaled);
    factors = kernels.tensor(x.rows(), scaled);
  }

  private static Dense hiddenLayer(int units) {
    return new Dense(units, Activation.TANH, false, WeightInit.AUTO);
  }

  static List<ParameterSpec> parameters(String name, int kept, int scaled, int units) {
    List<ParameterSpec> parameters =
        new ArrayList<>(hiddenLayer(units).parameters(name + HIDDEN, FeatureShape.flat(kept)));
    for (String head : List.of(SCALE, SHIFT)) {
      parameters.add(
          new ParameterSpec(
              name + head + ".weight",
              List.of(units, scaled),
              new ParameterSpec.Start.Constant(0),
              true));
      parameters.add(ParameterSpec.row(name + head + ".bias", scaled, 0));
    }
    return parameters;
  }

  private List<Operation> conditions() {
    return Operations.all(
        hidden.forward(),
        scale.forward(),
        shift.forward(),
        List.of(kernels.tanh(scale.output(), logScales)));
  }

  /** out from y, and log |det| of each row. */
  List<Operation> apply(Tensor y, Tensor out, Tensor logDeterminants) {
    return Operations.all(
        conditions(),
        List.of(
            kernels.sumColumns(logScales, logDeterminants),
            kernels.exp(logScales, factors),
            kernels.multiply(y, factors, out),
            kernels.add(out, shift.output(), out)));
  }

  /** y from out. */
  List<Operation> invert(Tensor out, Tensor y) {
    return Operations.all(
        conditions(),
        List.of(
            kernels.scale(logScales, kernels.scalar(-1), factors),
            kernels.exp(factors, factors),
            kernels.subtract(out, shift.output(), y),
            kernels.multiply(y, factors, y)));
  }

  /**
   * The way back of {@link #apply}.
   *
   * @param gradient that by out, and when done by y
   * @param weights v
   * @param xGradient what the gradient by x is added to
   */
  List<Operation> backward(Tensor y, Tensor gradient, Tensor weights, Tensor xGradient) {
    Tensor byScale = scale.outputGradient();
    Tensor slopes = factors;
    return Operations.all(
        List.of(
            kernels.copy(gradient, shift.outputGradient()),
            kernels.multiply(gradient, factors, gradient),
            kernels.multiply(gradient, y, byScale),
            kernels.addColumn(byScale, weights, byScale),
            kernels.square(logScales, slopes),
            kernels.multiply(byScale, slopes, slopes),
            kernels.subtract(byScale, slopes, byScale)),
        scale.backward(),
        shift.backward(),
        List.of(kernels.add(hidden.outputGradient(), shiftPart, hidden.outputGradient())),
        hidden.backward(),
        List.of(kernels.add(xGradient, xPart, xGradient)));
  }
}
