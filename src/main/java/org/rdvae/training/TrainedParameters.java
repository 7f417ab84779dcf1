package org.rdvae.training;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.rdvae.tensor.Tensor;

/**
 * The parameters in training: their master copy in Java, what the optimiser remembers, their
 * average, and what a step does to all of them.
 *
 * <pre>
 * gradient - norm, if it is needed first: outlier? clip     first pass
 *          - optimiser - average - native memory            second pass, piece by piece in cache
 * </pre>
 *
 * <p>Both passes go over pieces of the vectors, which a {@link Crew} shares. Without the master
 * copy, reading the parameters from native memory instead, an update took a tenth longer.
 *
 * <p>The vector in native memory begins with the trained values. What follows them are running
 * statistics, which the forward pass changes there; they are read when a model is taken. With
 * averaging they are read in every update and averaged as the parameters are: those of the last
 * step belong to the last step's parameters, and averaged weights make activations of another mean
 * and variance.
 */
public final class TrainedParameters implements Parameters {
  /** With averaging, the parameters of the last step. */
  static final String PARAMETERS = "parameters";

  private final double clipNorm;
  private final Tensor gradients;
  private final Tensor values;
  private final ChunkedVector parameters;
  private final ChunkedVector statistics;
  private final ParameterAverage average;
  private final ParameterAverage averageStatistics;
  private final ParameterOptimizer optimizer;
  private final OutlierRule outliers;
  private final GradientNorms norms;
  private final boolean normComesFirst;

  /** Whether statistics are put back when a step's batch has spoiled them. */
  private final boolean leavesOut;

  private final Crew crew;
  private final Crew.Task updatePiece = this::updatePiece;

  /** A piece's gradient and the sum of its squares, for each member of the crew. */
  private final float[][] pieceGradients;

  private final SumOfSquares[] pieceSquares;

  /** Of all pieces, to be added in their order, whoever computed them. */
  private final double[] squares;

  /**
   * @param tensorEnds where each trained tensor ends in the flat vector
   * @param gradients at least as long as the trained values
   * @param values all values of the model; the start's are written to it
   * @param threads at most for an update, whose result is the same for any number
   */
  public TrainedParameters(
      TrainingSettings settings,
      int[] tensorEnds,
      Tensor gradients,
      Tensor values,
      Snapshot start,
      int threads) {
    clipNorm = settings.clipNorm();
    this.gradients = gradients;
    this.values = values;
    crew = Crew.of(threads, Math.toIntExact(values.size()));
    norms = new GradientNorms(crew, tensorEnds);
    int size = norms.size();
    pieceGradients = new float[crew.size()][ChunkedVector.CHUNK];
    pieceSquares = SumOfSquares.forEach(crew);
    squares = new double[ChunkedVector.chunks(size)];
    SortedMap<String, float[]> vectors = start.state().vectors();
    optimizer =
        ParameterOptimizer.of(settings.optimizer(), norms, name -> vector(vectors.get(name), size));
    double decay = settings.averaging().decay();
    float[] model = start.parameters();
    float[] startStatistics = Arrays.copyOfRange(model, size, model.length);
    average = decay > 0 ? new ParameterAverage(decay, ChunkedVector.copyOf(model, size)) : null;
    averageStatistics =
        decay > 0 && startStatistics.length > 0
            ? new ParameterAverage(
                decay, ChunkedVector.copyOf(startStatistics, startStatistics.length))
            : null;
    statistics =
        vector(
            vectors.getOrDefault(TrainingState.STATISTICS, startStatistics),
            startStatistics.length);
    parameters = vector(vectors.getOrDefault(PARAMETERS, model), size);
    boolean goesOn = settings.onNonFinite() != TrainingSettings.OnNonFinite.STOP;
    outliers = new OutlierRule(settings.skipNormFactor(), goesOn, start.state().scalars());
    leavesOut = goesOn || outliers.isOn();
    normComesFirst = clipNorm > 0 || outliers.isOn() || optimizer.needsNorms() || goesOn;
    SortedSet<String> needed = new TreeSet<>(vectors().keySet());
    needed.addAll(outliers.memory().keySet());
    Parameters.requireUsable(start, needed);
    restore();
  }

  @Override
  public void restore() {
    values.write(0, parameters.toArray(), 0, parameters.size());
    writeStatistics();
  }

  /** Takes back what the forward pass of a step that is left out made of them. */
  private void writeStatistics() {
    values.write(parameters.size(), statistics.toArray(), 0, statistics.size());
  }

  @Override
  public void goBack(Snapshot to, long steps) {
    float[] model = to.parameters();
    float[] modelStatistics = Arrays.copyOfRange(model, parameters.size(), model.length);
    parameters.set(model);
    statistics.set(modelStatistics);
    // With averaging these are the live parameters and statistics too.
    vectors().forEach((name, vector) -> vector.set(to.state().vectors().get(name)));
    if (average != null) {
      average.values().set(model);
    }
    if (averageStatistics != null) {
      averageStatistics.values().set(modelStatistics);
    }
    outliers.goBack(to.state().scalars(), steps);
    restore();
  }

  private static ChunkedVector vector(float[] values, int size) {
    return values == null ? new ChunkedVector(size) : ChunkedVector.copyOf(values, size);
  }

  /**
   * One step, given its gradient in native memory.
   *
   * @param step steps before this one
   * @param rateFactor the schedule's factor on the learning rate
   * @return L2 norm of the gradient before clipping. If it is not finite, the parameters may be
   *     lost: nobody knows it before the only pass over the gradient has ended.
   */
  @Override
  public double update(long step, double rateFactor) {
    if (!normComesFirst) {
      apply(outliers.update(step), rateFactor, 1);
      return Math.sqrt(SumOfSquares.total(squares, 0, squares.length));
    }
    norms.measure(gradients);
    double norm = norms.total();
    if (!Parameters.isSound(norm)) {
      outliers.leaveOut();
    } else if (outliers.skips(step, norm)) {
      writeStatistics();
    } else {
      boolean clip = clipNorm > 0 && norm > clipNorm;
      apply(outliers.update(step), rateFactor, clip ? clipNorm / norm : 1);
    }
    return norm;
  }

  private void apply(long update, double rateFactor, double gradientScale) {
    optimizer.begin(update, rateFactor, gradientScale);
    if (average != null) {
      average.begin(update);
    }
    crew.run(squares.length, updatePiece);
    if (leavesOut || averageStatistics != null) {
      readStatistics();
    }
    if (averageStatistics != null) {
      averageStatistics.begin(update);
      for (int k = 0; k < statistics.chunks(); k++) {
        averageStatistics.update(k, statistics.chunk(k));
      }
    }
  }

  private void updatePiece(int chunk, int member) {
    float[] piece = parameters.chunk(chunk);
    float[] gradient = pieceGradients[member];
    int first = chunk * ChunkedVector.CHUNK;
    gradients.read(first, gradient, 0, piece.length);
    if (!normComesFirst) {
      squares[chunk] = pieceSquares[member].of(gradient, piece.length);
    }
    optimizer.update(chunk, gradient, piece);
    if (average != null) {
      average.update(chunk, piece);
    }
    values.write(first, piece, 0, piece.length);
  }

  private void readStatistics() {
    int first = parameters.size();
    for (int k = 0; k < statistics.chunks(); k++) {
      float[] chunk = statistics.chunk(k);
      values.read(first, chunk, 0, chunk.length);
      first += chunk.length;
    }
  }

  @Override
  public float[] model() {
    float[] model = new float[Math.toIntExact(values.size())];
    (average == null ? parameters : average.values()).copyTo(model, 0);
    readStatistics();
    (averageStatistics == null ? statistics : averageStatistics.values())
        .copyTo(model, parameters.size());
    return model;
  }

  @Override
  public TrainingState state() {
    readStatistics();
    SortedMap<String, float[]> copies = new TreeMap<>();
    vectors().forEach((name, vector) -> copies.put(name, vector.toArray()));
    return new TrainingState(copies, new TreeMap<>(outliers.memory()));
  }

  private Map<String, ChunkedVector> vectors() {
    Map<String, ChunkedVector> vectors = new HashMap<>(optimizer.memory());
    if (average != null) {
      vectors.put(PARAMETERS, parameters);
    }
    if (averageStatistics != null) {
      vectors.put(TrainingState.STATISTICS, statistics);
    }
    return vectors;
  }

  @Override
  public long skippedSteps() {
    return outliers.skipped();
  }

  /** Ends the threads. */
  @Override
  public void close() {
    crew.close();
  }
}
