package org.rdvae.job;

import java.util.Locale;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.rdvae.base.Failure;
import org.rdvae.data.ExampleSet;
import org.rdvae.model.Architecture;

/** The rule that a class-conditional model takes only examples of classes that it knows. */
final class ClassLabels {
  private ClassLabels() {}

  /**
   * @throws Failure BAD_DATA if the model has classes and the examples have none, or others
   */
  static void require(String name, ExampleSet examples, Architecture architecture) {
    if (architecture.classes() > 0) {
      require(name, examples.things(), largest(examples), architecture.classes());
    }
  }

  /** The largest label; empty if there are none. */
  static OptionalInt largest(ExampleSet examples) {
    return examples.hasLabels()
        ? IntStream.range(0, examples.count()).map(examples::label).max()
        : OptionalInt.empty();
  }

  /**
   * The rule on what is kept of examples.
   *
   * @param things what they are
   * @param largest their largest label; empty if they have none
   * @param classes of the model, above 0
   * @throws Failure BAD_DATA
   */
  static void require(String name, String things, OptionalInt largest, int classes) {
    if (largest.isEmpty()) {
      throw new Failure(
          Failure.Kind.BAD_DATA,
          name
              + ": expected "
              + things
              + " with labels, since the model is class-conditional: an idx file with the idx file of"
              + " its labels beside it, named as train-images-idx3-ubyte and"
              + " train-labels-idx1-ubyte; found no labels");
    }
    if (largest.getAsInt() >= classes) {
      throw new Failure(
          Failure.Kind.BAD_DATA,
          String.format(
              Locale.ROOT,
              "%s: expected labels of 0 to %d, since model.classes is %d, found %d",
              name,
              classes - 1,
              classes,
              largest.getAsInt()));
    }
  }
}
