package org.rdvae.config;

import org.rdvae.base.KebabCase;
import org.rdvae.data.DataSettings;
import org.rdvae.data.ValueKind;
import org.rdvae.distribution.Likelihood;

/** Whether a model's likelihood is a distribution of what its data holds. */
final class LikelihoodCheck {

  private final Problems problems;

  LikelihoodCheck(Problems problems) {
    this.problems = problems;
  }

  void run(DataSettings data, Likelihood likelihood) {
    if (data.set() == DataSettings.Set.TABLE && ExampleShape.columnTypes(data.table()).size() > 1) {
      problems.problem(
          "data.table.columns", "expected columns of one type, found real and bit ones");
      return;
    }
    ValueKind kind = data.valueKind();
    if (likelihood.takes(kind)) {
      return;
    }
    boolean ofPictures =
        switch (data.set()) {
          case IDX, IMAGES, SHAPES, PLUGIN, GIVEN_IMAGES -> true;
          case MNIST_BINARY, TABLE, TEXT, GIVEN_ROWS -> false;
        };
    if (ofPictures && likelihood.takes(ValueKind.BITS)) {
      problems.problem(
          "data.binarization",
          "expected dynamic, threshold or bits, since the likelihood "
              + nameOf(likelihood)
              + " is for bits, found none");
    } else if (ofPictures && likelihood.takes(ValueKind.LEVELS)) {
      problems.problem(
          "data.binarization",
          "expected none, since the likelihood "
              + nameOf(likelihood)
              + " is for 8-bit values, found "
              + KebabCase.of(data.binarization().name()));
    } else {
      problems.problem(
          "model.likelihood",
          "expected "
              + choices(kind)
              + ", since the set "
              + KebabCase.of(data.set().name())
              + " holds "
              + kind.words()
              + (data.set() == DataSettings.Set.TABLE && kind == ValueKind.NUMBERS
                  ? " (data.table has type: bit for bits)"
                  : "")
              + ", found "
              + nameOf(likelihood));
    }
  }

  /** The likelihoods that take such values; a test compares with what they say themselves. */
  static String choices(ValueKind kind) {
    return switch (kind) {
      case BITS -> "bernoulli";
      case LEVELS ->
          "one of beta-binomial, categorical, continuous-bernoulli, discretized-logistic, gaussian,"
              + " gaussian-optimal-sigma, gaussian-per-value, laplace, logistic-mixture, student-t";
      case NUMBERS ->
          "one of gaussian, gaussian-optimal-sigma, gaussian-per-value, laplace, student-t";
      case COUNTS -> "one of multinomial, topics";
    };
  }

  private static String nameOf(Likelihood likelihood) {
    return Names.of(likelihood);
  }
}
