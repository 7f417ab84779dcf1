package org.rdvae.codec;

import java.util.ArrayList;
import java.util.Arrays;
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
 * y = analysis(picture) e^gain        rate of y and what rounding makes of it: {@link PlannedHyperprior}
 * picture' = synthesis(ŷ e^gain')
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
  private final Tensor errorWeights;
  private final PlannedNetwork analysis;
  private final PlannedNetwork synthesis;
  private final QualityGains encoderGains;
  private final QualityGains decoderGains;
  private final PlannedHyperprior hyperprior;
  private final Tensor coded;
  private final Tensor codedGradient;
  private final Tensor synthesisInput;
  private final Tensor synthesisGradient;
  private final Operation[] forward;
  private final Operation[] gradient;
  private final double[] qualities;
  private final float[] shareValues;
  private final double[] errorWeightValues;
  private final double[] weightValues;
  private final double[] hyperWeightValues;
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
    DropoutMasks masks = new DropoutMasks(0);
    parameters = new ParameterTensors(kernels, architecture.layout(), true);
    pictures = kernels.tensor(batch, architecture.picture().size());
    centred = kernels.tensor(batch, architecture.picture().size());
    errorWeights = kernels.tensor(batch, 1);
    analysis =
        new PlannedNetwork(kernels, architecture.analysis(), parameters, centred, null, masks);
    shares = kernels.tensor(batch, CodecSettings.QUALITIES);
    Tensor places = QualityGains.places(kernels, batch, latents);
    encoderGains =
        new QualityGains(kernels, parameters, CodecArchitecture.ENCODER_GAINS, shares, places);
    decoderGains =
        new QualityGains(kernels, parameters, CodecArchitecture.DECODER_GAINS, shares, places);
    coded = latentRows();
    codedGradient = latentRows();
    hyperprior =
        new PlannedHyperprior(kernels, architecture, parameters, masks, batch, coded, rounds);
    synthesisInput = latentRows();
    synthesisGradient = latentRows();
    synthesis =
        new PlannedNetwork(
            kernels,
            architecture.synthesis(),
            parameters,
            byExamples(synthesisInput),
            byExamples(synthesisGradient),
            masks);
    qualities = new double[batch];
    shareValues = new float[batch * CodecSettings.QUALITIES];
    errorWeightValues = new double[batch];
    weightValues = new double[hyperprior.rated().weights.rows()];
    hyperWeightValues = new double[hyperprior.hyperRated().weights.rows()];
    noiseValues = new float[Math.toIntExact(hyperprior.rated().noise.size())];
    hyperNoiseValues = new float[Math.toIntExact(hyperprior.hyperRated().noise.size())];
    forward = forwardPass().toArray(Operation[]::new);
    gradient = gradientPass().toArray(Operation[]::new);
  }

  private Tensor latentRows() {
    return kernels.tensor(Math.multiplyExact(batch, latents.places()), latents.channels());
  }

  private Tensor byExamples(Tensor tensor) {
    return kernels.view(tensor, 0, batch, Math.toIntExact(tensor.size() / batch));
  }

  private Tensor byPlaces(Tensor tensor) {
    return kernels.view(tensor, 0, coded.rows(), coded.columns());
  }

  private List<Operation> forwardPass() {
    List<Operation> all = new ArrayList<>();
    all.add(kernels.shift(pictures, kernels.scalar(-CENTRE), centred));
    all.add(analysis::forward);
    all.addAll(encoderGains.forward(byPlaces(analysis.output()), coded));
    all.addAll(hyperprior.forward());
    all.addAll(decoderGains.forward(hyperprior.rounded(), synthesisInput));
    all.add(synthesis::forward);
    return all;
  }

  private List<Operation> gradientPass() {
    List<Operation> all = new ArrayList<>();
    Tensor error = synthesis.outputGradient();
    Tensor scratch = latentRows();
    all.add(kernels.subtract(synthesis.output(), centred, error));
    all.add(kernels.multiplyColumn(error, errorWeights, error));
    all.add(synthesis::backward);
    all.addAll(decoderGains.backward(synthesisInput, synthesisGradient, codedGradient, scratch));
    // The synthesis is done with what it got.
    all.addAll(hyperprior.backward(codedGradient, scratch, synthesisGradient));
    all.addAll(
        encoderGains.backward(coded, codedGradient, byPlaces(analysis.outputGradient()), scratch));
    all.add(analysis::backward);
    return all;
  }

  /** Draws what a step draws: qualities and noise. */
  public void draw(RandomStream stream) {
    for (int i = 0; i < batch; i++) {
      qualities[i] = 1 + (CodecSettings.QUALITIES - 1) * stream.nextUniform();
    }
    draw(stream, noiseValues, hyperprior.rated().noise);
    draw(stream, hyperNoiseValues, hyperprior.hyperRated().noise);
    useQualities();
  }

  private static void draw(RandomStream stream, float[] values, Tensor target) {
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (stream.nextUniform() - 0.5);
    }
    target.write(values);
  }

  /** The qualities of the pictures of a batch, for measuring. */
  void qualities(double[] ofPictures) {
    System.arraycopy(ofPictures, 0, qualities, 0, batch);
    useQualities();
  }

  private void useQualities() {
    for (int i = 0; i < batch; i++) {
      QualityGains.writeShares(qualities[i], shareValues, i);
      double weight = settings.weight(qualities[i]) / batch;
      double values = (double) CodecArchitecture.CHANNELS * pixels;
      errorWeightValues[i] = 2 * weight * settings.lambda(qualities[i]) * 255 * 255 / values;
      double perNat = weight / (pixels * Math.log(2));
      fill(weightValues, i, perNat);
      fill(hyperWeightValues, i, perNat);
    }
    shares.write(shareValues);
    errorWeights.write(errorWeightValues);
    hyperprior.rated().weights.write(weightValues);
    hyperprior.hyperRated().weights.write(hyperWeightValues);
  }

  private void fill(double[] weights, int example, double value) {
    int places = weights.length / batch;
    Arrays.fill(weights, example * places, (example + 1) * places, value);
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

  /** Reads what the synthesis made of the batch, values about 0 to 1. */
  void made(float[] target) {
    synthesis.output().read(target);
    for (int i = 0; i < target.length; i++) {
      target[i] += CENTRE;
    }
  }

  /**
   * What the batch measured after {@link #forward}.
   *
   * @param asFiles rounded, as files hold it; otherwise with noise, as it is trained
   */
  public CodecMeasurement measure(boolean asFiles) {
    return measure(asFiles, batch);
  }

  /**
   * The same of the first pictures of the batch.
   *
   * @param count how many
   */
  CodecMeasurement measure(boolean asFiles, int count) {
    double[] bits = new double[batch];
    MeasuredRate.add(hyperprior.rated(), null, asFiles, bits);
    // What files hold is round(y - mean) but round(z), which has a mean of its own.
    MeasuredRate.add(hyperprior.hyperRated(), hyperprior.hyperMean(), asFiles, bits);
    double[] wanted = MeasuredRate.values(centred);
    double[] found = MeasuredRate.values(synthesis.output());
    double[] squares = new double[batch];
    int size = wanted.length / batch;
    for (int i = 0; i < wanted.length; i++) {
      double error = found[i] - wanted[i];
      squares[i / size] += error * error;
    }
    double rates = 0;
    double distortions = 0;
    double losses = 0;
    for (int i = 0; i < count; i++) {
      double rate = bits[i] / pixels;
      double distortion = settings.lambda(qualities[i]) * 255 * 255 * squares[i] / size;
      rates += rate / count;
      distortions += distortion / count;
      losses += settings.weight(qualities[i]) * (rate + distortion) / count;
    }
    return new CodecMeasurement(rates, distortions, losses);
  }
}
