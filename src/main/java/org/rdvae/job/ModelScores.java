package org.rdvae.job;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.rdvae.evaluation.Evaluator;
import org.rdvae.evaluation.ImageScore;
import org.rdvae.evaluation.ImageSource;
import org.rdvae.evaluation.ScoredImages;
import org.rdvae.model.VaeSession;

/**
 * Scores single images by a model: {@link ImageScore} has each one's bound, likelihood and excess,
 * in nats.
 */
public final class ModelScores {
  private final VaeSession session;
  private final int importanceSamples;
  private final long seed;

  /**
   * @param session open as long as these scores are used
   * @param seed of the noise; an image's noise depends on its place in its input too
   */
  public ModelScores(VaeSession session, int importanceSamples, long seed) {
    this.session = session;
    this.importanceSamples = importanceSamples;
    this.seed = seed;
  }

  /**
   * Scores all images of the inputs.
   *
   * @param progress told the number of images done
   */
  public List<ScoredImages> of(List<ImageInput> inputs, IntConsumer progress) {
    List<ScoredImages> sets = new ArrayList<>();
    int done = 0;
    for (ImageInput input : inputs) {
      int earlier = done;
      int count = input.images().count();
      List<ImageScore> scores = new ArrayList<>(count);
      new Evaluator(session, importanceSamples, seed)
          .evaluate(
              ImageSource.of(input.batches()),
              count,
              some -> progress.accept(earlier + some),
              (image, score) -> scores.add(score));
      sets.add(
          new ScoredImages(
              input.name(), IntStream.range(0, count).mapToObj(input::nameOf).toList(), scores));
      done += count;
    }
    return sets;
  }
}
