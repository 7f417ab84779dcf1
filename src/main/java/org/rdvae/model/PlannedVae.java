package org.rdvae.model;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.rdvae.distribution.ClosedFormLatents;
import org.rdvae.distribution.PlannedLatents;
import org.rdvae.distribution.PlannedLikelihood;
import org.rdvae.distribution.RateGradient;
import org.rdvae.distribution.RowWeights;
import org.rdvae.distribution.SampledLatents;
import org.rdvae.network.DropoutMasks;
import org.rdvae.network.LayerPass;
import org.rdvae.network.ParameterTensors;
import org.rdvae.objective.BetaSchedule;
import org.rdvae.objective.ClosedFormObjective;
import org.rdvae.objective.Estimator;
import org.rdvae.objective.ObjectiveSettings;
import org.rdvae.objective.PlannedObjective;
import org.rdvae.objective.SampledObjective;
import org.rdvae.objective.TotalCorrelationPenalty;
import org.rdvae.tensor.Kernels;
import org.rdvae.tensor.Operation;
import org.rdvae.tensor.Tensor;

/**
 * A whole autoencoder on fixed tensors for one batch size, with gradients and what they are
 * gradients of: what a training step works on. With K samples an image, everything from z on has K
 * times the rows, as {@link PlannedLatents} orders them.
 *
 * <p>Two ways lead from the encoder to the loss. Where the rate is known in closed form and the
 * objective is the reparameterised ELBO, all rows weigh the same and nothing but the rate's weight
 * is set in a step. Everything else takes the log densities of every row.
 */
public final class PlannedVae {
  private static final Operation[] NOTHING = {};

  private final Kernels kernels;
  private final Architecture architecture;
  private final ParameterTensors parameters;
  private final DropoutMasks masks;
  private final PseudoInputs pseudoInputs;
  private final Tensor images;
  private final Tensor rowImages;
  private final Operation[] repeatImages;
  private final ClassCondition condition;
  private final PlannedEncoder encoder;
  private final PlannedLatents latents;
  private final PlannedDecoder decoder;
  private final PlannedLikelihood likelihood;
  private final PlannedObjective objective;

  /**
   * @param seed of the dropout masks
   */
  public PlannedVae(
      Kernels kernels,
      Architecture architecture,
      ObjectiveSettings settings,
      BetaSchedule betas,
      int batch,
      long seed) {
    this.kernels = kernels;
    this.architecture = architecture;
    parameters = new ParameterTensors(kernels, architecture.layout(), true);
    masks = new DropoutMasks(seed);
    int samples = settings.bound().samples();
    int rows = Math.multiplyExact(samples, batch);
    boolean hasPseudoInputs = architecture.prior().pseudoInputs() > 0;
    pseudoInputs =
        hasPseudoInputs ? new PseudoInputs(kernels, architecture, parameters, batch) : null;
    images = hasPseudoInputs ? pseudoInputs.images() : kernels.tensor(batch, architecture.pixels());
    rowImages = samples == 1 ? images : kernels.tensor(rows, architecture.pixels());
    repeatImages =
        samples == 1
            ? NOTHING
            : SampleRows.repeat(kernels, images, rowImages).toArray(Operation[]::new);
    Tensor seen = hasPseudoInputs ? pseudoInputs.all() : images;
    Tensor seenGradient = hasPseudoInputs ? pseudoInputs.allGradient() : null;
    condition =
        architecture.classes() == 0
            ? null
            : new ClassCondition(kernels, architecture, parameters, images, samples);
    encoder =
        new PlannedEncoder(
            kernels,
            architecture,
            parameters,
            condition == null ? seen : condition.encoderInput(),
            condition == null ? seenGradient : condition.encoderInputGradient(),
            masks);
    SampleRows headRows = headRows(0, batch, samples);
    if (settings.allowsClosedForm() && architecture.hasClosedFormRate()) {
      ClosedFormLatents closed = closedForm(headRows, batch, samples);
      TotalCorrelationPenalty penalty = penalty(settings.totalCorrelation(), headRows, closed);
      latents = penalty == null ? closed : new CorrelatedLevel(closed, penalty);
      decoder = planDecoder();
      boolean needsDistortions = samples > 1 || settings.needsDistortion();
      Tensor distortions = needsDistortions ? kernels.tensor(rows, 1) : null;
      likelihood = planLikelihood(null, distortions);
      objective =
          new ClosedFormObjective(settings, betas, closed, likelihood, rows, distortions, penalty);
    } else {
      boolean scalesPaths = settings.estimator() == Estimator.DOUBLY_REPARAMETERIZED;
      RowWeights weights = RowWeights.of(kernels, rows, scalesPaths);
      SampledLatents sampled =
          sampled(headRows, batch, samples, settings.estimator().gradient(), weights);
      latents = sampled;
      decoder = planDecoder();
      Tensor distortions = kernels.tensor(rows, 1);
      likelihood = planLikelihood(weights.distortions(), distortions);
      objective =
          new SampledObjective(settings, betas, sampled, likelihood, batch, distortions, weights);
    }
  }

  private static TotalCorrelationPenalty penalty(
      double weight, SampleRows rows, ClosedFormLatents latents) {
    return weight == 0
        ? null
        : new TotalCorrelationPenalty(
            weight,
            rows.heads().get(0),
            rows.heads().get(1),
            latents.z(),
            rows.gradients().get(0),
            rows.gradients().get(1),
            latents.zGradient());
  }

  private ClosedFormLatents closedForm(SampleRows headRows, int batch, int samples) {
    ClosedFormLatents top =
        new ClosedFormLevel(kernels, architecture.topFamily(), parameters, headRows);
    return architecture.levels() == 1
        ? top
        : new ClosedFormHierarchy(
            kernels,
            chain(
                top,
                batch,
                samples,
                (family, heads) -> new ClosedFormLevel(kernels, family, parameters, heads)));
  }

  private SampledLatents sampled(
      SampleRows headRows, int batch, int samples, RateGradient gradient, RowWeights weights) {
    SampleRows pseudoRows = headRows(batch, architecture.prior().pseudoInputs(), 1);
    SampleRows none = headRows(0, 0, 1);
    SampledLatents top =
        new SampledLevel(
            kernels, architecture.topFamily(), parameters, headRows, pseudoRows, gradient, weights);
    return architecture.levels() == 1
        ? top
        : new SampledHierarchy(
            kernels,
            chain(
                top,
                batch,
                samples,
                (family, heads) ->
                    new SampledLevel(kernels, family, parameters, heads, none, gradient, weights)));
  }

  private <L extends PlannedLatents> LevelChain<L> chain(
      L top, int batch, int samples, LevelChain.Planner<L> planner) {
    return new LevelChain<>(
        kernels, architecture, parameters, encoder, batch, samples, masks, top, planner);
  }

  private SampleRows headRows(int first, int count, int samples) {
    return count == 0
        ? new SampleRows(kernels, List.of(), List.of(), samples)
        : new SampleRows(
            kernels, encoder.heads(first, count), encoder.headGradients(first, count), samples);
  }

  private PlannedDecoder planDecoder() {
    Tensor z = latents.z();
    Tensor zGradient = latents.zGradient();
    if (condition != null) {
      condition.join(z, zGradient);
    }
    return new PlannedDecoder(
        kernels,
        architecture,
        parameters,
        condition == null ? z : condition.decoderInput(),
        condition == null ? zGradient : condition.decoderInputGradient(),
        masks);
  }

  private PlannedLikelihood planLikelihood(Tensor rowWeights, Tensor distortions) {
    return decoder.likelihood(
        kernels, architecture, parameters, rowImages, rowWeights, distortions);
  }

  /** From the input batch, the noise and the dropout masks to the heads of the likelihood. */
  public void forward() {
    showInputs();
    encoder.forward();
    sample();
    decoder.forward();
  }

  /**
   * From there to the gradient of the loss by all parameters.
   *
   * @param step steps before this one, for the objective's schedules
   */
  public void gradient(long step) {
    objective.weigh(step);
    likelihood.gradient();
    decoder.backward();
    latentsBackward();
    encoder.backward();
    inputsBackward();
  }

  private boolean joinsInputs() {
    return pseudoInputs != null || condition != null;
  }

  private void showInputs() {
    Operation.runAll(repeatImages);
    if (pseudoInputs != null) {
      pseudoInputs.forward();
    }
    if (condition != null) {
      condition.showEncoder();
    }
  }

  private void sample() {
    latents.sample();
    if (condition != null) {
      condition.showDecoder();
    }
  }

  private void latentsBackward() {
    if (condition != null) {
      condition.decoderBackward();
    }
    latents.backward();
  }

  private void inputsBackward() {
    if (condition != null) {
      condition.encoderBackward();
    }
    if (pseudoInputs != null) {
      pseudoInputs.backward();
    }
  }

  /** What {@link #forward} does, part by part: for whoever times it. */
  public List<Operation> forwardOperations() {
    List<Operation> all = new ArrayList<>();
    if (repeatImages.length > 0 || joinsInputs()) {
      all.add(new LayerPass("inputs", "", List.of(this::showInputs)));
    }
    all.addAll(encoder.forwardOperations());
    all.add(new LayerPass("sampling", "", List.of(this::sample)));
    all.addAll(decoder.forwardOperations());
    return all;
  }

  /**
   * What {@link #gradient} does, part by part.
   *
   * @param step read whenever the first of them runs
   */
  public List<Operation> gradientOperations(LongSupplier step) {
    List<Operation> all = new ArrayList<>();
    all.add(new LayerPass("objective", "", List.of(() -> objective.weigh(step.getAsLong()))));
    all.add(new LayerPass("likelihood gradient", "", List.of(likelihood::gradient)));
    all.addAll(decoder.backwardOperations());
    all.add(new LayerPass("rate", "", List.of(this::latentsBackward)));
    all.addAll(encoder.backwardOperations());
    if (joinsInputs()) {
      all.add(new LayerPass("input gradients", "", List.of(this::inputsBackward)));
    }
    return all;
  }

  /** The input batch, shape [batch, pixels]. */
  public Tensor images() {
    return images;
  }

  /**
   * Of a model with classes the classes of the input batch, shape [batch, classes], in each row a 1
   * for the image's class and otherwise 0; {@code null} of any other.
   */
  public Tensor classes() {
    return condition == null ? null : condition.classes();
  }

  public ParameterTensors parameters() {
    return parameters;
  }

  /** To be drawn before the forward pass of a step. */
  public DropoutMasks dropoutMasks() {
    return masks;
  }

  public PlannedEncoder encoder() {
    return encoder;
  }

  public PlannedLatents latents() {
    return latents;
  }

  public PlannedDecoder decoder() {
    return decoder;
  }

  public PlannedLikelihood likelihood() {
    return likelihood;
  }

  public PlannedObjective objective() {
    return objective;
  }
}
