package org.rdvae.report;

import java.util.function.BiFunction;

/** The curves by which runs are compared; empty where a run is not of the kind that has them. */
final class RunComparison {
  private static final LineChart.Line NONE = new LineChart.Line("", new double[0], new double[0]);
  private static final double QUALITY = 4;

  private RunComparison() {}

  static BiFunction<RunLog, RunSubject, LineChart.Line> validation(String key) {
    return (log, subject) -> subject.codec() ? NONE : log.validation().series("", key);
  }

  static BiFunction<RunLog, RunSubject, LineChart.Line> train(String key) {
    return (log, subject) -> log.train().series("", key);
  }

  static LineChart.Line trainingBound(RunLog log, RunSubject subject) {
    return log.train().series("", "elbo");
  }

  static LineChart.Line speed(RunLog log, RunSubject subject) {
    return log.timing().series("", "images_per_second");
  }

  static LineChart.Line codecLoss(RunLog log, RunSubject subject) {
    return subject.codec() ? RunCharts.validationLoss(log, "") : NONE;
  }

  static LineChart.Line codecRate(RunLog log, RunSubject subject) {
    return codec(log, subject, "bits_per_pixel");
  }

  static LineChart.Line codecPsnr(RunLog log, RunSubject subject) {
    return codec(log, subject, "psnr");
  }

  private static LineChart.Line codec(RunLog log, RunSubject subject, String key) {
    return subject.codec()
        ? log.validation().series("", line -> RunCharts.atQuality(line, QUALITY).path(key))
        : NONE;
  }
}
