package org.rdvae.report;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.rdvae.evaluation.LatentSums;

/**
 * Active latent variables, first the one that says most about some images: by its rate where single
 * rates are known, and otherwise by the variance of its posterior mean. Of a single image no
 * variation can be seen, so that every latent variable counts as active.
 *
 * @param latents their numbers
 * @param sums of the images
 * @param knowsRates whether the sums hold rates of single latent variables
 */
public record RankedLatents(List<Integer> latents, LatentSums sums, boolean knowsRates) {

  /** The first {@code most} of them. */
  public static RankedLatents of(LatentSums sums, boolean knowsRates, int most) {
    List<Integer> latents =
        IntStream.range(0, sums.latents())
            .filter(latent -> sums.count() == 1 || sums.isActive(latent))
            .boxed()
            .sorted(
                Comparator.comparingDouble(
                    (Integer latent) ->
                        knowsRates ? -sums.rate(latent) : -sums.meanVariance(latent)))
            .limit(most)
            .toList();
    return new RankedLatents(latents, sums, knowsRates);
  }

  /**
   * A line for each.
   *
   * @param center a value for each latent variable of the model
   * @param name of the images
   */
  public String legend(float[] center, String name) {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "row  latent  rate, nats  variance of mean  centre   (averages over %,d images of %s)",
            sums.count(),
            name));
    for (int row = 0; row < latents.size(); row++) {
      int latent = latents.get(row);
      text.append(
          String.format(
              Locale.ROOT,
              "%n%3d  %6s  %10s  %16.3f  %6.2f",
              row + 1,
              "z" + latent,
              knowsRates ? String.format(Locale.ROOT, "%.2f", sums.rate(latent)) : "-",
              sums.meanVariance(latent),
              center[latent]));
    }
    return text.toString();
  }
}
