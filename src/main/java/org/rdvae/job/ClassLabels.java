package org.rdvae.job;

import java.util.Locale;
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
    int classes = architecture.classes();
    if (classes == 0) {
      return;
    }
    if (!examples.hasLabels()) {
      throw new Failure(
          Failure.Kind.BAD_DATA,
          name
              + ": expected "
              + examples.things()
              + " with labels, since the model is class-conditional: an idx file with the idx file of"
              + " its labels beside it, named as train-images-idx3-ubyte and"
              + " train-labels-idx1-ubyte; found no labels");
    }
    for (int i = 0; i < examples.count(); i++) {
      if (examples.label(i) >= classes) {
        throw new Failure(
            Failure.Kind.BAD_DATA,
            String.format(
                Locale.ROOT, "%s: expected labels of 0 to %d, since model.classes is %d, found %d",
                name, classes - 1, classes, examples.label(i)));
      }
    }
  }
}
