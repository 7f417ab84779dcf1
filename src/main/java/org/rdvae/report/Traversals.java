package org.rdvae.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.rdvae.evaluation.LatentSums;
import org.rdvae.model.VaeSession;

/**
 * Pictures of what single latent variables do: in each row one of them runs from {@code -range} to
 * {@code range} around its value in a centre, while the others stay there. The unit is the standard
 * deviation of a standard normal prior; with a prior of positive numbers they end at 0.
 *
 * @param latents numbers of the latent variables, one for each row
 * @param range above 0
 * @param steps columns, at least 2; with an odd number the middle one is the centre itself
 */
public record Traversals(List<Integer> latents, double range, int steps) {

  /**
   * Draws the grid.
   *
   * @param sums of the images by which the rows are labelled
   * @param center a value for each latent variable of the model
   * @param image shown in a column of its own before the first row; {@code null} for none
   */
  public ImageGrid draw(VaeSession session, LatentSums sums, float[] center, float[] image) {
    int values = session.architecture().pixels();
    int size = session.architecture().latents();
    int before = image == null ? 0 : 1;
    ImageGrid grid =
        new ImageGrid(
            latents.size(),
            before + steps,
            PictureFormat.of(session.architecture()),
            new GridStyle(
                image != null,
                false,
                columnLabels(before),
                rowLabels(sums, session.architecture().isStandardGaussian())));
    float[] z = new float[latents.size() * steps * size];
    boolean positive = session.architecture().prior().isPositive();
    for (int i = 0; i < latents.size() * steps; i++) {
      int latent = latents.get(i / steps);
      System.arraycopy(center, 0, z, i * size, size);
      double value = center[latent] + offset(i % steps);
      z[i * size + latent] = (float) (positive ? Math.max(value, 0) : value);
    }
    float[] decoded = Pictures.decode(session, z, latents.size() * steps);
    for (int i = 0; i < latents.size() * steps; i++) {
      grid.draw(i / steps, before + i % steps, decoded, i * values);
    }
    if (image != null) {
      grid.draw(0, 0, image, 0);
    }
    return grid;
  }

  private double offset(int step) {
    return range * (2 * step - (steps - 1)) / (steps - 1);
  }

  private List<String> columnLabels(int before) {
    String format = range < 0.5 ? "%+.2f" : "%+.1f";
    List<String> labels = new ArrayList<>();
    if (before == 1) {
      labels.add("data");
    }
    for (int step = 0; step < steps; step++) {
      labels.add(offset(step) == 0 ? "0" : String.format(Locale.ROOT, format, offset(step)));
    }
    return labels;
  }

  /** Single rates are known of a diagonal Gaussian posterior against a standard normal prior. */
  private List<List<String>> rowLabels(LatentSums sums, boolean knowsRates) {
    return latents.stream()
        .map(
            latent ->
                knowsRates
                    ? List.of(
                        "z" + latent, String.format(Locale.ROOT, "%.1f nats", sums.rate(latent)))
                    : List.of("z" + latent))
        .toList();
  }
}
