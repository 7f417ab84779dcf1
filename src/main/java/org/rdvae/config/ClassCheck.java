package org.rdvae.config;

import java.util.Optional;
import org.rdvae.base.KebabCase;
import org.rdvae.data.DataSettings;
import org.rdvae.model.ModelSettings;

/** Whether a class-conditional model has labels to learn from, and a prior that needs none. */
final class ClassCheck {
  private final Problems problems;

  ClassCheck(Problems problems) {
    this.problems = problems;
  }

  void run(Optional<DataSettings> data, Optional<ModelSettings> model) {
    data.ifPresent(this::set);
    model.ifPresent(this::prior);
    if (data.isPresent() && model.isPresent()) {
      both(data.get(), model.get());
    }
  }

  private void set(DataSettings data) {
    if (data.labels() && data.set() != DataSettings.Set.IDX) {
      problems.problem(
          "data.labels",
          "expected false, since only the set idx has files of labels, found true with the set "
              + KebabCase.of(data.set().name()));
    }
  }

  private void prior(ModelSettings model) {
    if (model.classes() > 0 && model.prior().pseudoInputs() > 0) {
      problems.problem(
          "model.prior",
          "expected gaussian-mixture or another prior without learned images, since these have no"
              + " class that the encoder of a model with classes could be told; found vamp with"
              + " model.classes: "
              + model.classes());
    }
  }

  private void both(DataSettings data, ModelSettings model) {
    if (model.classes() > 0 && !data.labels()) {
      problems.problem(
          "model.classes",
          "expected data.labels: true with it, since a class-conditional model learns from images"
              + " with labels, found "
              + model.classes()
              + " classes and no labels; 0 asks for a model without classes");
    }
    if (model.classes() == 0 && data.labels()) {
      problems.problem(
          "data.labels",
          "expected model.classes above 0 with it, the number of classes that the labels tell"
              + " apart, found 0; false reads no labels");
    }
  }
}
