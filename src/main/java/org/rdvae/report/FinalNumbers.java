package org.rdvae.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** What a run has come to, number by number. */
final class FinalNumbers {
  /** One of them, for people and for programs. */
  record Entry(String key, String label, double value, String text) {}

  private final List<Entry> numbers = new ArrayList<>();

  private FinalNumbers() {}

  static FinalNumbers of(RunLog log, RunSubject subject) {
    FinalNumbers found = new FinalNumbers();
    found.test(log);
    found.validation(log, subject.codec());
    found.course(log, subject);
    return found;
  }

  List<Entry> numbers() {
    return numbers;
  }

  /** For one JSON object; what is not finite is {@code null}. */
  Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    numbers.forEach(number -> json.put(number.key, number.value));
    JsonNumbers.replaceIn(json);
    return json;
  }

  private void test(RunLog log) {
    if (log.evaluation().isEmpty()) {
      return;
    }
    JsonNode test = log.evaluation().get();
    add("test_elbo", "ELBO, test, nats", test.path("elbo"));
    add("test_rate", "rate, test, nats", test.path("rate"));
    add("test_distortion", "distortion, test, nats", test.path("distortion"));
    add("test_nll", "negative log likelihood, test, nats", test.path("nll"));
    add("test_nll_standard_error", "its standard error", test.path("nll_standard_error"));
    add("test_images", "test images", test.path("images"));
    add("test_importance_samples", "its samples an image", test.path("importance_samples"));
    add("test_bits_per_dimension", "bits per dimension, bound", test.path("bits_per_dimension"));
    add(
        "test_active_units",
        "active units: posterior means of variance above 0.01",
        test.path("active_units"));
  }

  private void validation(RunLog log, boolean codec) {
    Optional<JsonNode> best = log.validation().lastBest().or(() -> log.validation().last());
    if (best.isEmpty()) {
      return;
    }
    JsonNode line = best.get();
    boolean isBest = line.path("best").asBoolean(false);
    // During warm-up none is called best.
    numbers.add(
        new Entry(
            "validation_is_best", "validation below is", isBest ? 1 : 0, isBest ? "best" : "last"));
    add("validation_epoch", "validation, epoch", line.path("epoch"));
    if (codec) {
      double loss = line.path("rate").asDouble(0) + line.path("distortion").asDouble(0);
      add("validation_loss", "validation, loss", loss);
      for (JsonNode point : line.path("qualities")) {
        String quality = String.format(Locale.ROOT, "%.0f", point.path("quality").asDouble(0));
        add(
            "validation_bits_per_pixel_" + quality,
            "validation, quality " + quality + ", bits per pixel",
            point.path("bits_per_pixel"));
        add(
            "validation_psnr_" + quality,
            "validation, quality " + quality + ", PSNR in dB",
            point.path("psnr"));
      }
    } else {
      if (line.has("bound")) {
        add("validation_bound", "validation, bound, nats", line.path("bound"));
      }
      add("validation_elbo", "validation, ELBO, nats", line.path("elbo"));
      add("validation_rate", "validation, rate, nats", line.path("rate"));
      add("validation_distortion", "validation, distortion, nats", line.path("distortion"));
    }
  }

  private void course(RunLog log, RunSubject subject) {
    add("steps", "steps", (double) log.steps());
    add("epochs", "epochs", log.epochs());
    if (subject.epochs() > 0) {
      add("epochs_of_job", "epochs of the job", subject.epochs());
    }
    log.train()
        .last()
        .map(line -> line.path("skipped_steps"))
        .filter(skipped -> skipped.asLong(0) > 0)
        .ifPresent(skipped -> add("skipped_steps", "skipped steps", skipped));
    if (log.seconds() > 0) {
      numbers.add(
          new Entry("seconds", "time of training", log.seconds(), Figures.duration(log.seconds())));
      add("images_per_second", "images a second", log.imagesPerSecond());
      if (subject.batch() > 0) {
        add(
            "milliseconds_per_step",
            "milliseconds a step",
            1000 * subject.batch() / log.imagesPerSecond());
      }
    }
  }

  private void add(String key, String label, JsonNode number) {
    if (number.isNumber()) {
      add(key, label, number.asDouble());
    }
  }

  private void add(String key, String label, double value) {
    numbers.add(new Entry(key, label, value, Figures.of(value)));
  }
}
