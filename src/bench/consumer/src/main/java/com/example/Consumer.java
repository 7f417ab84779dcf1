package com.example;

import java.nio.file.Path;
import java.util.List;
import org.rdvae.ModelSession;
import org.rdvae.TrainedModel;
import org.rdvae.evaluation.ImageScore;

/** Draws an image from a model and scores it. */
final class Consumer {
  private Consumer() {}

  public static void main(String[] words) {
    TrainedModel model = TrainedModel.load(Path.of(words[0]));
    try (ModelSession session = model.open(1)) {
      float[][] drawn = session.sample(1, 1);
      for (int i = 0; i < drawn[0].length; i++) {
        drawn[0][i] = drawn[0][i] > 0.5 ? 1 : 0;
      }
      List<ImageScore> scores = session.score(drawn, 10, 1);
      System.out.println(
          drawn[0].length + " pixels, a likelihood estimated: " + (scores.get(0).nll() > 0));
    }
  }
}
