package org.rdvae.distribution;

import java.util.ArrayList;
import java.util.List;
import org.rdvae.network.ParameterSpec;
import org.rdvae.network.WeightInit;
import org.rdvae.tensor.Kernels;
import org.rdvae.tensor.Operation;
import org.rdvae.tensor.Tensor;

/**
 * One step of inverse autoregressive flow: every variable is moved towards a mean by a gate, both
 * made of the variables before it and of the context c. With the masks M and N of {@link
 * AutoregressiveMasks},
 *
 * <pre>
 * h = tanh(z (W ∘ M) + c U + b);   m = h (B ∘ N) + β;   s = h (A ∘ N) + α;   σ = sigmoid(s)
 * out = σ z + (1 − σ) m            log |det| = Σ log σ,  as the Jacobian is triangular
 * </pre>
 *
 * <p>With the gradient g by out and v, the derivative of the loss by log |det| of a row: dm = g (1
 * − σ), ds = (g σ (z − m) + v) (1 − σ), dz = g σ + what comes back through h. log σ is min(s, 0) −
 * log(1 + exp(−|s|)), and σ its exponential: the plain sigmoid loses all digits where it is small.
 *
 * <p>A and B start at 0 and α at 2, so that every step starts as a scaling by 0.88, whatever the
 * context. Kingma et al., 2016, arXiv:1606.04934, equations 12 to 14.
 */
final class PlannedAutoregressiveStep {
  private static final double GATE_START = 2;

  private final PlannedFlow.Place place;
  private final String name;
  private final Kernels kernels;
  private final Tensor inputMask;
  private final Tensor outputMask;
  private final Tensor inputWeight;
  private final Tensor shiftWeight;
  private final Tensor gateWeight;
  private final Tensor hidden;
  private final Tensor hiddenPart;
  private final Tensor distance;
  private final Tensor logGate;
  private final Tensor gate;
  private final Tensor part;
  private final Tensor output;
  private final Tensor logDeterminants;

  PlannedAutoregressiveStep(PlannedFlow.Place place, String name, AutoregressiveMasks masks) {
    this.place = place;
    this.name = name;
    kernels = place.kernels();
    int latents = masks.latents();
    int units = masks.units();
    inputMask = masks.input(kernels);
    outputMask = masks.output(kernels);
    inputWeight = kernels.tensor(latents, units);
    shiftWeight = kernels.tensor(units, latents);
    gateWeight = kernels.tensor(units, latents);
    hidden = kernels.tensor(place.rows(), units);
    hiddenPart = kernels.tensor(place.rows(), units);
    distance = kernels.tensor(place.rows(), latents);
    logGate = kernels.tensor(place.rows(), latents);
    gate = kernels.tensor(place.rows(), latents);
    part = kernels.tensor(place.rows(), latents);
    output = kernels.tensor(place.rows(), latents);
    logDeterminants = kernels.tensor(place.rows(), 1);
  }

  static List<ParameterSpec> parameters(String name, int latents, int units, int context) {
    return List.of(
        ParameterSpec.weight(name + "input-weight", latents, units, WeightInit.XAVIER),
        ParameterSpec.weight(name + "context-weight", context, units, WeightInit.XAVIER),
        ParameterSpec.row(name + "hidden-bias", units, 0),
        zeros(name + "shift-weight", units, latents),
        ParameterSpec.row(name + "shift-bias", latents, 0),
        zeros(name + "gate-weight", units, latents),
        ParameterSpec.row(name + "gate-bias", latents, GATE_START));
  }

  private static ParameterSpec zeros(String name, int inputs, int outputs) {
    return new ParameterSpec(
        name, List.of(inputs, outputs), new ParameterSpec.Start.Constant(0), true);
  }

  /** Steps one after the other as one flow. */
  static PlannedFlow chain(PlannedFlow.Place place, List<PlannedAutoregressiveStep> steps) {
    Kernels kernels = place.kernels();
    List<Operation> forward = new ArrayList<>();
    List<Operation> backward = new ArrayList<>();
    Tensor sum = kernels.tensor(place.rows(), 1);
    for (PlannedAutoregressiveStep step : steps) {
      forward.addAll(step.forward());
      forward.add(
          step == steps.get(0)
              ? kernels.copy(step.logDeterminants, sum)
              : kernels.add(sum, step.logDeterminants, sum));
      if (place.training() != null) {
        backward.addAll(0, step.backward());
      }
    }
    return new PlannedFlow(steps.get(steps.size() - 1).output, sum, forward, backward);
  }

  Tensor output() {
    return output;
  }

  private Tensor value(String parameter) {
    return place.parameters().value(name + parameter);
  }

  private Tensor gradient(String parameter) {
    return place.parameters().gradient(name + parameter);
  }

  private List<Operation> forward() {
    Tensor z = place.input();
    Tensor shift = distance;
    return List.of(
        kernels.multiply(value("input-weight"), inputMask, inputWeight),
        kernels.multiply(value("shift-weight"), outputMask, shiftWeight),
        kernels.multiply(value("gate-weight"), outputMask, gateWeight),
        kernels.multiplyMatrices(z, false, inputWeight, false, hidden),
        kernels.multiplyMatrices(
            place.context(), false, value("context-weight"), false, hiddenPart),
        kernels.add(hidden, hiddenPart, hidden),
        kernels.addRow(hidden, value("hidden-bias"), hidden),
        kernels.tanh(hidden, hidden),
        // s, its log sigmoid and σ
        kernels.multiplyMatrices(hidden, false, gateWeight, false, logGate),
        kernels.addRow(logGate, value("gate-bias"), logGate),
        kernels.absolute(logGate, part),
        kernels.scale(part, kernels.scalar(-1), part),
        kernels.exp(part, part),
        kernels.shift(part, kernels.scalar(1), part),
        kernels.log(part, part),
        kernels.atMost(logGate, kernels.scalar(0), logGate),
        kernels.subtract(logGate, part, logGate),
        kernels.sumColumns(logGate, logDeterminants),
        kernels.exp(logGate, gate),
        // out = σ (z − m) + m, and z − m is kept
        kernels.multiplyMatrices(hidden, false, shiftWeight, false, shift),
        kernels.addRow(shift, value("shift-bias"), shift),
        kernels.copy(shift, part),
        kernels.subtract(z, shift, distance),
        kernels.multiply(gate, distance, output),
        kernels.add(output, part, output));
  }

  /** Uses up what forward left. */
  private List<Operation> backward() {
    PlannedFlow.Training training = place.training();
    Tensor g = training.gradient();
    Tensor direct = kernels.tensor(place.rows(), place.latents());
    Tensor byShift = part;
    Tensor byGate = distance;
    Tensor byHidden = kernels.tensor(hidden.rows(), hidden.columns());
    Tensor contextPart = kernels.tensor(place.rows(), place.context().columns());
    return Operations.all(
        List.of(
            kernels.multiply(g, gate, direct),
            kernels.subtract(g, direct, byShift),
            kernels.multiply(direct, distance, byGate),
            kernels.addColumn(byGate, training.determinantWeights(), byGate),
            kernels.scale(gate, kernels.scalar(-1), gate),
            kernels.shift(gate, kernels.scalar(1), gate),
            kernels.multiply(byGate, gate, byGate)),
        outputGradients("shift", byShift),
        outputGradients("gate", byGate),
        List.of(
            kernels.multiplyMatrices(byShift, false, shiftWeight, true, byHidden),
            kernels.multiplyMatrices(byGate, false, gateWeight, true, hiddenPart),
            kernels.add(byHidden, hiddenPart, byHidden),
            // tanh' = 1 − h²
            kernels.square(hidden, hidden),
            kernels.multiply(hidden, byHidden, hidden),
            kernels.subtract(byHidden, hidden, byHidden),
            kernels.sumRows(byHidden, gradient("hidden-bias")),
            kernels.multiplyMatrices(
                place.input(), true, byHidden, false, gradient("input-weight")),
            kernels.multiply(gradient("input-weight"), inputMask, gradient("input-weight")),
            kernels.multiplyMatrices(
                place.context(), true, byHidden, false, gradient("context-weight")),
            kernels.multiplyMatrices(byHidden, false, value("context-weight"), true, contextPart),
            kernels.add(training.contextGradient(), contextPart, training.contextGradient()),
            kernels.multiplyMatrices(byHidden, false, inputWeight, true, g),
            kernels.add(g, direct, g)));
  }

  /** The gradients by the weights and the bias that lead from the hidden layer to an output. */
  private List<Operation> outputGradients(String of, Tensor byOutput) {
    Tensor byWeight = gradient(of + "-weight");
    return List.of(
        kernels.sumRows(byOutput, gradient(of + "-bias")),
        kernels.multiplyMatrices(hidden, true, byOutput, false, byWeight),
        kernels.multiply(byWeight, outputMask, byWeight));
  }
}
