package org.rdvae.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Posterior means of images in the plane of two latent variables.
 *
 * @param images what was encoded, in words
 * @param first number of the latent variable to the right
 * @param second number of the one upwards
 * @param x posterior means of the first
 * @param y posterior means of the second
 * @param classes of the images; empty if they have no labels
 * @param latents how many the model has
 * @param rates of all of them in nats over these images; empty where single rates are not known
 */
public record LatentPlane(
    String images,
    int first,
    int second,
    double[] x,
    double[] y,
    int[] classes,
    int latents,
    double[] rates) {

  /** A cloud for each class. */
  LineChart chart() {
    List<LineChart.Line> clouds = new ArrayList<>();
    if (classes.length == 0) {
      clouds.add(new LineChart.Line("images", x, y));
    } else {
      IntStream.of(classes).sorted().distinct().forEach(label -> clouds.add(cloud(label)));
    }
    return new LineChart(
        "Latent plane", "mean of z" + first, "mean of z" + second, LineChart.Kind.CLOUD, clouds);
  }

  private LineChart.Line cloud(int label) {
    int[] members = IntStream.range(0, classes.length).filter(i -> classes[i] == label).toArray();
    return new LineChart.Line(
        Integer.toString(label),
        IntStream.of(members).mapToDouble(i -> x[i]).toArray(),
        IntStream.of(members).mapToDouble(i -> y[i]).toArray());
  }

  /** What is seen. */
  String note() {
    String choice =
        latents == 2
            ? "The model's two latent variables."
            : String.format(
                Locale.ROOT,
                "The two of %d latent variables %s.",
                latents,
                rates.length > 0
                    ? "with the highest rate"
                    : "whose posterior means vary most (single rates are not known)");
    String colours =
        classes.length == 0
            ? " No labels were found."
            : " Colours and numbers are the classes of the labels.";
    return "Posterior means of " + images + ". " + choice + colours;
  }
}
