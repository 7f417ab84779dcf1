package org.rdvae.distribution;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.rdvae.data.ValueKind;

/**
 * A likelihood with its judge: the distortion of one row by the plain formulas, from the heads as a
 * decoder gives them.
 *
 * @param kind of the values that it is tested with
 */
record LikelihoodCase(
    String name, Likelihood likelihood, ValueKind kind, int channels, Judge judge) {
  private static final double MIN_LOG_SCALE = -2;

  /** −log p of a row. */
  interface Judge {
    double distortion(List<double[]> heads, List<double[]> shared, double[] x);
  }

  /** −log p of a value, by its place. */
  private interface OfValue {
    double distortion(List<double[]> heads, int i, double x);
  }

  static Stream<LikelihoodCase> all() {
    LogScaleHead scale = new LogScaleHead(-1, MIN_LOG_SCALE);
    return Stream.of(
        ofValues(
            new BernoulliLikelihood(),
            ValueKind.BITS,
            (heads, i, x) -> Bernoulli.distortion(heads.get(0)[i], x)),
        ofValues(
            new BetaBinomialLikelihood(),
            ValueKind.LEVELS,
            (heads, i, x) ->
                BetaBinomial.distortion(
                    level(x), Math.exp(heads.get(0)[i]), Math.exp(heads.get(1)[i]))),
        categorical(256, 1),
        categorical(2, 3),
        categorical(6, 2),
        ofValues(
            new ContinuousBernoulliLikelihood(),
            ValueKind.LEVELS,
            (heads, i, x) -> ContinuousBernoulli.distortion(heads.get(0)[i], x)),
        ofValues(
            new DiscretizedLogisticLikelihood(-4),
            ValueKind.LEVELS,
            (heads, i, x) ->
                DiscretizedLogistic.distortion(
                    level(x), 0.5 + heads.get(0)[i], Math.max(heads.get(1)[i] - 2, -4))),
        new LikelihoodCase(
            "gaussian",
            new GaussianLikelihood(0.1),
            ValueKind.NUMBERS,
            1,
            (heads, shared, x) -> {
              double sum = 0;
              for (int i = 0; i < x.length; i++) {
                sum += Gaussian.distortion(x[i], 0.5 + heads.get(0)[i], shared.get(0)[0]);
              }
              return sum;
            }),
        ofValues(
            new GaussianPerValueLikelihood(MIN_LOG_SCALE),
            ValueKind.NUMBERS,
            (heads, i, x) ->
                Gaussian.distortion(x, 0.5 + heads.get(0)[i], scale.logScale(heads.get(1)[i]))),
        ofValues(
            new LaplaceLikelihood(MIN_LOG_SCALE),
            ValueKind.NUMBERS,
            (heads, i, x) ->
                Laplace.distortion(x, 0.5 + heads.get(0)[i], scale.logScale(heads.get(1)[i]))),
        ofValues(
            new StudentTLikelihood(5, MIN_LOG_SCALE),
            ValueKind.NUMBERS,
            (heads, i, x) ->
                StudentT.distortion(x, 0.5 + heads.get(0)[i], scale.logScale(heads.get(1)[i]), 5)),
        mixture(1, 1),
        mixture(4, 1),
        mixture(3, 2),
        mixture(5, 3),
        new LikelihoodCase(
            "multinomial",
            new MultinomialLikelihood(),
            ValueKind.COUNTS,
            1,
            (heads, shared, x) -> {
              double[] logs = heads.get(0).clone();
              double logSum = Softmax.logSumExp(logs, 0, logs.length);
              for (int i = 0; i < logs.length; i++) {
                logs[i] -= logSum;
              }
              return Multinomial.distortion(floats(x), 0, logs);
            }),
        new LikelihoodCase(
            "topics",
            new TopicsLikelihood(3),
            ValueKind.COUNTS,
            1,
            (heads, shared, x) -> {
              double[][] topics = new double[3][];
              for (int k = 0; k < topics.length; k++) {
                topics[k] = Softmax.of(shared.get(1), k * x.length, x.length);
              }
              double[] logits = heads.get(0).clone();
              for (int k = 0; k < topics.length; k++) {
                logits[k] *= Math.exp(shared.get(0)[0]);
              }
              double[] logs = TopicMixture.mix(Softmax.of(logits, 0, 3), topics);
              for (int i = 0; i < logs.length; i++) {
                logs[i] = Math.log(logs[i]);
              }
              return Multinomial.distortion(floats(x), 0, logs);
            }));
  }

  private static LikelihoodCase ofValues(Likelihood likelihood, ValueKind kind, OfValue value) {
    return new LikelihoodCase(
        likelihood.getClass().getSimpleName(),
        likelihood,
        kind,
        1,
        (heads, shared, x) -> {
          double sum = 0;
          for (int i = 0; i < x.length; i++) {
            sum += value.distortion(heads, i, x[i]);
          }
          return sum;
        });
  }

  private static LikelihoodCase categorical(int levels, int channels) {
    return new LikelihoodCase(
        "categorical of " + levels + " levels, " + channels + " channels",
        new CategoricalLikelihood(levels),
        ValueKind.LEVELS,
        channels,
        (heads, shared, x) -> {
          double sum = 0;
          for (int i = 0; i < x.length; i++) {
            sum += Categorical.distortion(level(x[i]), heads.get(0), i * levels, levels);
          }
          return sum;
        });
  }

  private static LikelihoodCase mixture(int components, int channels) {
    LogisticMixture mixture = new LogisticMixture(components, channels, new LogScaleHead(-2, -4));
    return new LikelihoodCase(
        "mixture of " + components + " logistics, " + channels + " channels",
        new LogisticMixtureLikelihood(components, -4),
        ValueKind.LEVELS,
        channels,
        (heads, shared, x) -> {
          double sum = 0;
          int places = x.length / channels;
          for (int place = 0; place < places; place++) {
            List<Double> pixelHeads = new ArrayList<>();
            for (double[] head : heads) {
              int size = head.length / places;
              for (int i = place * size; i < (place + 1) * size; i++) {
                pixelHeads.add(head[i]);
              }
            }
            sum +=
                mixture.distortion(
                    Arrays.copyOfRange(x, place * channels, (place + 1) * channels),
                    pixelHeads.stream().mapToDouble(Double::doubleValue).toArray());
          }
          return sum;
        });
  }

  /** Values of the case's kind; a third of all levels at each end, as in real images. */
  double[] values(Random random, int count) {
    double[] values = new double[count];
    for (int i = 0; i < count; i++) {
      int level = i % 3 == 0 ? random.nextInt(256) : i % 3 == 1 ? 0 : 255;
      values[i] =
          switch (kind) {
            case BITS -> random.nextInt(2);
            case LEVELS -> level / 255.0;
            case NUMBERS -> (float) random.nextGaussian();
            case COUNTS -> random.nextInt(4) * random.nextInt(4);
          };
    }
    return values;
  }

  private static int level(double x) {
    return (int) Math.rint(255 * x);
  }

  static float[] floats(double[] numbers) {
    float[] floats = new float[numbers.length];
    for (int i = 0; i < numbers.length; i++) {
      floats[i] = (float) numbers[i];
    }
    return floats;
  }

  @Override
  public String toString() {
    return name;
  }
}
