package org.rdvae.report;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** The few numbers that a report begins with. */
final class Headline {
  private final Map<String, String> tiles = new LinkedHashMap<>();

  private Headline() {}

  static Map<String, String> of(RunLog log, RunSubject subject) {
    Headline headline = new Headline();
    Optional<JsonNode> best = log.validation().lastBest().or(() -> log.validation().last());
    if (subject.codec()) {
      best.ifPresent(headline::codec);
    } else if (log.evaluation().isPresent()) {
      headline.test(log.evaluation().get());
    } else {
      best.ifPresent(headline::validation);
    }
    headline.tiles.put(
        "epochs", log.epochs() + (subject.epochs() > 0 ? " of " + subject.epochs() : ""));
    if (log.seconds() > 0) {
      headline.tiles.put("time of training", Figures.duration(log.seconds()));
      headline.tiles.put(
          "images a second", String.format(Locale.ROOT, "%,.0f", log.imagesPerSecond()));
    }
    return headline.tiles;
  }

  private void validation(JsonNode line) {
    put("bound, validation", line.path("bound"), "%.2f");
    elbo(line, ", validation");
  }

  private void elbo(JsonNode line, String where) {
    put("ELBO" + where, line.path("elbo"), "%.2f");
    put("rate" + where, line.path("rate"), "%.2f");
    put("distortion" + where, line.path("distortion"), "%.2f");
  }

  private void test(JsonNode test) {
    elbo(test, ", test");
    put("nll, test", test.path("nll"), "%.2f");
    if (test.path("images").isNumber()) {
      tiles.put("test images", String.format(Locale.ROOT, "%,d", test.path("images").asInt()));
    }
    put("bits per dimension", test.path("bits_per_dimension"), "%.4f");
    int latents = test.path("rate_by_latent").size();
    if (latents > 0 && test.path("active_units").isNumber()) {
      tiles.put("active units, by variance", test.path("active_units").asInt() + " of " + latents);
    }
  }

  private void codec(JsonNode best) {
    double loss = best.path("rate").asDouble(0) + best.path("distortion").asDouble(0);
    tiles.put("loss, validation", String.format(Locale.ROOT, "%.4f", loss));
    JsonNode points = best.path("qualities");
    for (int i = 0; i < points.size(); i += Math.max(1, points.size() - 1)) {
      JsonNode point = points.get(i);
      tiles.put(
          String.format(Locale.ROOT, "quality %.0f", point.path("quality").asDouble(0)),
          String.format(
              Locale.ROOT,
              "%.3f bpp, %.1f dB",
              point.path("bits_per_pixel").asDouble(0),
              point.path("psnr").asDouble(0)));
    }
  }

  private void put(String name, JsonNode number, String format) {
    if (number.isNumber()) {
      tiles.put(name, String.format(Locale.ROOT, format, number.asDouble()));
    }
  }
}
