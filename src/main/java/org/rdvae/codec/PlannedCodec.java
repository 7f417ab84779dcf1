package org.rdvae.codec;

import java.util.ArrayList;
import java.util.List;
import org.rdvae.network.DropoutMasks;
import org.rdvae.network.FeatureShape;
import org.rdvae.network.ParameterTensors;
import org.rdvae.network.PlannedNetwork;
import org.rdvae.random.RandomStream;
import org.rdvae.tensor.Kernels;
import org.rdvae.tensor.Operation;
import org.rdvae.tensor.Tensor;

/**
 * A training step of the lossy codec on fixed tensors: a variational autoencoder whose posteriors
 * are uniform, one wide, around what the analysis gives, which is what rounding does to a number
 * that is coded. Every picture of a batch has a quality of its own.
 *
 * <pre>
 * y = analysis(picture) e^gain        rate of y + noise under mean and scale from the hyper-synthesis
 * z = hyper-analysis(y)               rate of z + noise under the hyper-prior
 * picture' = synthesis(ŷ e^gain')     ŷ = round(y − mean) + mean;  the hyper-synthesis gets round(z)
 * loss of a picture = λ 255² (mean squared error) + bits / pixels
 * </pre>
 *
 * <p>Rates are those of noise, which have gradients; the networks behind get what they will get
 * from files, and gradients pass the rounding as if it were not there (Minnen and Singh,
 * Channel-wise Autoregressive Entropy Models, ICIP 2020, arXiv:2007.08739).
 */
public final class PlannedCodec {
  /** Scales below cost nothing to speak of where the latent is 0, and above none are met. */
  static final double LEAST_LOG_SCALE = Math.log(0.04);

  static final double MOST_LOG_SCALE = Math.log(100);

  private static final float CENTRE = 0.5f;

  private final CodecSettings settings;
  private final Kernels kernels;
  private final int batch;
  private final int pixels;
  private final FeatureShape latents;
  private final ParameterTensors parameters;
  private final Tensor pictures;
  private final Tensor centred;
  private final Tensor shares;
  private final Tensor noise;
  private final Tensor hyperNoise;
  private final Tensor errorWeights;
  private final Tensor rateWeights;
  private final Tensor hyperRateWeights;
  private final PlannedNetwork analysis;
  private final PlannedNetwork hyperAnalysis;
  private final PlannedNetwork hyperSynthesis;
  private final PlannedNetwork synthesis;
  private final Tensor gained;
  private final Tensor gainedGradient;
  private final Tensor hyperGradient;
  private final Tensor mean;
  private final Tensor rawLogScale;
  private final Tensor logScale;
  private final Tensor residual;
  private final Tensor rounded;
  private final Tensor z;
  private final Tensor zResidual;
  private final Tensor zMean;
  private final Tensor zLogScale;
  private final Tensor zRounded;
  private final Tensor zGradient;
  private final Tensor ones;
  private final Tensor synthesisInput;
  private final Tensor synthesisGradient;
  private final QualityGains encoderGains;
  private final QualityGains decoderGains;
  private final PlannedLogisticRate rate;
  private final PlannedLogisticRate hyperRate;
  private final Tensor byResidual;
  private final Tensor byLogScale;
  private final Tensor byZ;
  private final Tensor byZLogScale;
  private final Tensor scratch;
  private final Tensor mask;
  private final Operation[] forward;
  private final Operation[] gradient;
  private final double[] qualities;
  private final float[] shareValues;
  private final float[] noiseValues;
  private final float[] hyperNoiseValues;

  public PlannedCodec(Kernels kernels, CodecArchitecture architecture, int batch) {
    this(kernels, architecture, batch, true);
  }

  /**
   * @param rounds false gives the networks noise instead: then the loss is a smooth function of the
   *     parameters, and its gradient can be tested
   */
  PlannedCodec(Kernels kernels, CodecArchitecture architecture, int batch, boolean rounds) {
    this.kernels = kernels;
    this.batch = batch;
    settings = architecture.settings();
    pixels = architecture.picture().places();
    latents = architecture.latents();
    FeatureShape hyperLatents = architecture.hyperLatents();
    DropoutMasks masks = new DropoutMasks(0);
    parameters = new ParameterTensors(kernels, architecture.layout(), true);
    pictures = kernels.tensor(batch, architecture.picture().size());
    centred = kernels.tensor(batch, architecture.picture().size());
    shares = kernels.tensor(batch, CodecSettings.QUALITIES);
    analysis =
        new PlannedNetwork(kernels, architecture.analysis(), parameters, centred, null, masks);
    Tensor places = QualityGains.places(kernels, batch, latents);
    encoderGains =
        new QualityGains(kernels, parameters, CodecArchitecture.ENCODER_GAINS, shares, places);
    decoderGains =
        new QualityGains(kernels, parameters, CodecArchitecture.DECODER_GAINS, shares, places);
    gained = latentRows(latents);
    gainedGradient = latentRows(latents);
    hyperGradient = latentRows(latents);
    hyperAnalysis =
        new PlannedNetwork(
            kernels,
            architecture.hyperAnalysis(),
            parameters,
            byExamples(gained),
            byExamples(hyperGradient),
            masks);
    z = byPlaces(hyperAnalysis.output(), hyperLatents);
    noise = latentRows(latents);
    hyperNoise = latentRows(hyperLatents);
    zResidual = latentRows(hyperLatents);
    zMean = latentRows(hyperLatents);
    zLogScale = latentRows(hyperLatents);
    zRounded = latentRows(hyperLatents);
    zGradient = latentRows(hyperLatents);
    ones = kernels.tensor(z.rows(), 1);
    for (int i = 0; i < ones.rows(); i++) {
      ones.set(i, 1);
    }
    hyperSynthesis =
        new PlannedNetwork(
            kernels,
            architecture.hyperSynthesis(),
            parameters,
            byExamples(zRounded),
            byExamples(zGradient),
            masks);
    mean = latentRows(latents);
    rawLogScale = latentRows(latents);
    logScale = latentRows(latents);
    residual = latentRows(latents);
    rounded = latentRows(latents);
    byResidual = latentRows(latents);
    byLogScale = latentRows(latents);
    byZ = latentRows(hyperLatents);
    byZLogScale = latentRows(hyperLatents);
    scratch = latentRows(latents);
    mask = latentRows(latents);
    synthesisInput = latentRows(latents);
    synthesisGradient = latentRows(latents);
    synthesis =
        new PlannedNetwork(
            kernels,
            architecture.synthesis(),
            parameters,
            byExamples(synthesisInput),
            byExamples(synthesisGradient),
            masks);
    errorWeights = kernels.tensor(batch, 1);
    rateWeights = kernels.tensor(gained.rows(), 1);
    hyperRateWeights = kernels.tensor(z.rows(), 1);
    rate = new PlannedLogisticRate(kernels, residual, logScale, byResidual, byLogScale);
    hyperRate = new PlannedLogisticRate(kernels, zResidual, zLogScale, byZ, byZLogScale);
    qualities = new double[batch];
    shareValues = new float[batch * CodecSettings.QUALITIES];
    noiseValues = new float[Math.toIntExact(noise.size())];
    hyperNoiseValues = new float[Math.toIntExact(hyperNoise.size())];
    forward = forwardPass(rounds).toArray(Operation[]::new);
    gradient = gradientPass().toArray(Operation[]::new);
  }

  private Tensor latentRows(FeatureShape shape) {
    return kernels.tensor(Math.multiplyExact(batch, shape.places()), shape.channels());
  }

  private Tensor byExamples(Tensor tensor) {
    return kernels.view(tensor, 0, batch, Math.toIntExact(tensor.size() / batch));
  }

  private Tensor byPlaces(Tensor tensor, FeatureShape shape) {
    return kernels.view(tensor, 0, Math.multiplyExact(batch, shape.places()), shape.channels());
  }

  private List<Operation> forwardPass(boolean rounds) {
    List<Operation> all = new ArrayList<>();
    all.add(kernels.shift(pictures, kernels.scalar(-CENTRE), centred));
    all.add(analysis::forward);
    all.addAll(encoderGains.forward(byPlaces(analysis.output(), latents), gained));
    all.add(hyperAnalysis::forward);
    all.add(
        kernels.multiplyMatrices(
            ones, false, parameters.value(CodecArchitecture.PRIOR_MEAN), false, zMean));
    all.add(
        kernels.multiplyMatrices(
            ones, false, parameters.value(CodecArchitecture.PRIOR_LOG_SCALE), false, zLogScale));
    all.add(kernels.add(z, hyperNoise, zResidual));
    all.add(kernels.subtract(zResidual, zMean, zResidual));
    all.add(rounds ? kernels.round(z, zRounded) : kernels.add(z, hyperNoise, zRounded));
    all.add(hyperSynthesis::forward);
    Tensor heads = kernels.view(hyperSynthesis.output(), 0, gained.rows(), 2 * latents.channels());
    all.add(kernels.splitColumns(heads, List.of(mean, rawLogScale)));
    all.add(kernels.atLeast(rawLogScale, kernels.scalar(LEAST_LOG_SCALE), logScale));
    all.add(kernels.atMost(logScale, kernels.scalar(MOST_LOG_SCALE), logScale));
    all.add(kernels.subtract(gained, mean, residual));
    all.add(rounds ? kernels.round(residual, rounded) : kernels.add(residual, noise, rounded));
    all.add(kernels.add(rounded, mean, rounded));
    all.add(kernels.add(residual, noise, residual));
    all.addAll(decoderGains.forward(rounded, synthesisInput));
    all.add(synthesis::forward);
    return all;
  }

  private List<Operation> gradientPass() {
    List<Operation> all = new ArrayList<>();
    all.add(kernels.subtract(synthesis.output(), centred, synthesis.outputGradient()));
    all.add(
        kernels.multiplyColumn(
            synthesis.outputGradient(), errorWeights, synthesis.outputGradient()));
    all.add(synthesis::backward);
    all.addAll(decoderGains.backward(synthesisInput, synthesisGradient, gainedGradient, scratch));
    all.addAll(rate.gradient());
    all.add(kernels.multiplyColumn(byResidual, rateWeights, byResidual));
    all.add(kernels.multiplyColumn(byLogScale, rateWeights, byLogScale));
    all.add(kernels.add(gainedGradient, byResidual, gainedGradient));
    all.add(kernels.scale(byResidual, kernels.scalar(-1), byResidual));
    all.addAll(boundsBackward());
    Tensor heads =
        kernels.view(hyperSynthesis.outputGradient(), 0, gained.rows(), 2 * latents.channels());
    all.add(kernels.joinColumns(List.of(byResidual, byLogScale), heads));
    all.add(hyperSynthesis::backward);
    all.addAll(hyperRate.gradient());
    all.add(kernels.multiplyColumn(byZ, hyperRateWeights, byZ));
    all.add(kernels.multiplyColumn(byZLogScale, hyperRateWeights, byZLogScale));
    all.add(
        kernels.add(
            zGradient,
            byZ,
            kernels.view(hyperAnalysis.outputGradient(), 0, z.rows(), z.columns())));
    all.add(kernels.sumRows(byZLogScale, parameters.gradient(CodecArchitecture.PRIOR_LOG_SCALE)));
    all.add(kernels.scale(byZ, kernels.scalar(-1), byZ));
    all.add(kernels.sumRows(byZ, parameters.gradient(CodecArchitecture.PRIOR_MEAN)));
    all.add(hyperAnalysis::backward);
    all.add(kernels.add(gainedGradient, hyperGradient, gainedGradient));
    all.addAll(
        encoderGains.backward(
            gained, gainedGradient, byPlaces(analysis.outputGradient(), latents), scratch));
    all.add(analysis::backward);
    return all;
  }

  /**
   * A scale outside its bounds has no effect, so no gradient but one that leads back inside: with
   * none at all it could never come back.
   */
  private List<Operation> boundsBackward() {
    return List.of(
        kernels.isAbove(byLogScale, kernels.scalar(0), mask),
        kernels.isAbove(rawLogScale, kernels.scalar(LEAST_LOG_SCALE), scratch),
        kernels.scale(scratch, kernels.scalar(-1), scratch),
        kernels.shift(scratch, kernels.scalar(1), scratch),
        kernels.multiply(mask, scratch, mask),
        kernels.scale(mask, kernels.scalar(-1), mask),
        kernels.shift(mask, kernels.scalar(1), mask),
        kernels.multiply(byLogScale, mask, byLogScale));
  }

  /** Draws what a step draws: qualities and noise. */
  public void draw(RandomStream stream) {
    for (int i = 0; i < batch; i++) {
      qualities[i] = 1 + (CodecSettings.QUALITIES - 1) * stream.nextUniform();
    }
    fillUniform(stream, noiseValues);
    fillUniform(stream, hyperNoiseValues);
    noise.write(noiseValues);
    hyperNoise.write(hyperNoiseValues);
    useQualities();
  }

  private static void fillUniform(RandomStream stream, float[] values) {
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (stream.nextUniform() - 0.5);
    }
  }

  /** The qualities of the pictures of a batch, for measuring. */
  public void qualities(double[] ofPictures) {
    System.arraycopy(ofPictures, 0, qualities, 0, batch);
    useQualities();
  }

  private void useQualities() {
    int places = latents.places();
    int hyperPlaces = z.rows() / batch;
    for (int i = 0; i < batch; i++) {
      QualityGains.writeShares(qualities[i], shareValues, i);
      double weight = settings.weight(qualities[i]) / batch;
      double values = (double) CodecArchitecture.CHANNELS * pixels;
      errorWeights.set(i, 2 * weight * settings.lambda(qualities[i]) * 255 * 255 / values);
      double perNat = weight / (pixels * Math.log(2));
      for (int k = 0; k < places; k++) {
        rateWeights.set(i * places + k, perNat);
      }
      for (int k = 0; k < hyperPlaces; k++) {
        hyperRateWeights.set(i * hyperPlaces + k, perNat);
      }
    }
    shares.write(shareValues);
  }

  /** From the pictures to their reconstructions and the rate's parts. */
  public void forward() {
    Operation.runAll(forward);
  }

  /** From there to the gradient of the mean loss by all parameters. */
  public void gradient() {
    Operation.runAll(gradient);
  }

  /** The batch, shape [batch, height x width x 3], values 0 to 1. */
  public Tensor pictures() {
    return pictures;
  }

  public ParameterTensors parameters() {
    return parameters;
  }

  /**
   * What the batch measured after {@link #forward}; {@code rounded} as files do, else with noise.
   */
  public CodecMeasurement measure(boolean asFiles) {
    double[] values = values(centred);
    double[] made = values(synthesis.output());
    double[] bits = new double[batch];
    // What files hold is round(y - mean) and round(z), which have means of their own.
    addBits(residual, asFiles ? noise : null, null, logScale, bits);
    addBits(zResidual, asFiles ? hyperNoise : null, zMean, zLogScale, bits);
    double[] squares = new double[batch];
    int size = values.length / batch;
    for (int i = 0; i < values.length; i++) {
      double error = made[i] - values[i];
      squares[i / size] += error * error;
    }
    double rates = 0;
    double distortions = 0;
    double losses = 0;
    for (int i = 0; i < batch; i++) {
      double bpp = bits[i] / pixels;
      double distortion = settings.lambda(qualities[i]) * 255 * 255 * squares[i] / size;
      rates += bpp;
      distortions += distortion;
      losses += settings.weight(qualities[i]) * (bpp + distortion);
    }
    return new CodecMeasurement(rates / batch, distortions / batch, losses / batch);
  }

  private void addBits(
      Tensor noisy, Tensor noiseToUndo, Tensor meanWithin, Tensor scales, double[] bits) {
    double[] v = values(noisy);
    double[] s = values(scales);
    double[] u = noiseToUndo == null ? null : values(noiseToUndo);
    double[] m = meanWithin == null ? new double[v.length] : values(meanWithin);
    int size = v.length / batch;
    for (int i = 0; i < v.length; i++) {
      double at = u == null ? v[i] : Math.rint(v[i] - u[i] + m[i]) - m[i];
      bits[i / size] += LogisticRate.nats(at, s[i]) / Math.log(2);
    }
  }

  private static double[] values(Tensor tensor) {
    double[] values = new double[Math.toIntExact(tensor.size())];
    tensor.read(values);
    return values;
  }
}
