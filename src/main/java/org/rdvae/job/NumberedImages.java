package org.rdvae.job;

import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.IntConsumer;
import org.rdvae.evaluation.LatentSums;
import org.rdvae.model.VaeSession;

/** The images of several inputs, numbered through from 0 on. */
public record NumberedImages(List<ImageInput> inputs) {

  public int count() {
    return inputs.stream().mapToInt(input -> input.images().count()).reduce(0, Math::addExact);
  }

  /** The images of these numbers, one after the other. */
  public float[] rows(int[] numbers) {
    int values = row(0).length;
    float[] rows = new float[Math.multiplyExact(numbers.length, values)];
    for (int i = 0; i < numbers.length; i++) {
      System.arraycopy(row(numbers[i]), 0, rows, i * values, values);
    }
    return rows;
  }

  /** The classes of the images of these numbers; empty if they have no labels. */
  public int[] classes(int[] numbers) {
    return Arrays.stream(numbers)
        .mapToObj(number -> find(number, (input, index) -> input.classes(index, 1)))
        .flatMapToInt(Arrays::stream)
        .toArray();
  }

  private float[] row(int number) {
    return find(number, (input, index) -> input.rows(index, 1));
  }

  private <T> T find(int number, BiFunction<ImageInput, Integer, T> result) {
    int index = number;
    for (ImageInput input : inputs) {
      if (index < input.images().count()) {
        return result.apply(input, index);
      }
      index -= input.images().count();
    }
    throw new IndexOutOfBoundsException("image " + number + " of " + count());
  }

  /**
   * What each latent variable does on all of the images.
   *
   * @param progress told the number of images done
   */
  public LatentSums latentSums(VaeSession session, IntConsumer progress) {
    LatentSums sums = new LatentSums(session.architecture().latents());
    float[] mean = new float[session.rows() * sums.latents()];
    float[] logStddev = new float[mean.length];
    int done = 0;
    for (ImageInput input : inputs) {
      for (int first = 0; first < input.images().count(); first += session.rows()) {
        int some = Math.min(session.rows(), input.images().count() - first);
        session.classes(input.classes(first, some));
        session.encode(input.rows(first, some), some, mean, logStddev);
        for (int i = 0; i < some; i++) {
          sums.add(mean, logStddev, i * sums.latents());
        }
        done += some;
        progress.accept(done);
      }
    }
    return sums;
  }
}
