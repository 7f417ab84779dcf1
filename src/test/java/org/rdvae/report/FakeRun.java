package org.rdvae.report;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A run's folder written by hand. */
record FakeRun(Path folder) {

  /** Makes the folder with a config, which is all that a run must have. */
  static FakeRun in(Path folder) throws IOException {
    Files.createDirectories(folder.resolve("samples"));
    Files.writeString(folder.resolve("config.yaml"), "seed: 1\n");
    return new FakeRun(folder);
  }

  /** Adds epochs of an autoencoder, five training lines and a validation each. */
  FakeRun autoencoder(int epochs) throws IOException {
    StringBuilder lines = new StringBuilder();
    StringBuilder times = new StringBuilder();
    for (int epoch = 1; epoch <= epochs; epoch++) {
      for (int i = 1; i <= 5; i++) {
        int step = (epoch - 1) * 50 + i * 10;
        lines.append(
            String.format(
                Locale.ROOT,
                "{\"type\":\"train\",\"step\":%d,\"epoch\":%d,\"elbo\":%.3f,\"rate\":20.5,"
                    + "\"distortion\":80.25,\"loss\":%.3f,\"beta\":1.0,\"learning_rate\":%.5f,"
                    + "\"gradient_norm\":5.5,\"skipped_steps\":2}%n",
                step,
                epoch - 1,
                -100 - 100.0 / step,
                100 + 100.0 / step,
                1e-3 / epoch));
      }
      lines.append(
          String.format(
              Locale.ROOT,
              "{\"type\":\"validation\",\"step\":%d,\"epoch\":%d,\"elbo\":%.3f,\"rate\":20.75,"
                  + "\"distortion\":81.5,\"best\":true}%n",
              epoch * 50,
              epoch,
              -101 - 10.0 / epoch));
      times.append(
          String.format(
              Locale.ROOT,
              "{\"step\":%d,\"epoch\":%d,\"seconds\":2.0,\"images_per_second\":250.0}%n",
              epoch * 50,
              epoch));
    }
    Files.writeString(folder.resolve("metrics.jsonl"), lines);
    Files.writeString(folder.resolve("timing.jsonl"), times);
    return this;
  }

  /** Adds epochs of a codec. */
  FakeRun codec(int epochs) throws IOException {
    StringBuilder lines = new StringBuilder();
    for (int epoch = 1; epoch <= epochs; epoch++) {
      StringBuilder points = new StringBuilder();
      for (int quality = 1; quality <= 8; quality++) {
        points.append(
            String.format(
                Locale.ROOT,
                "%s{\"quality\":%d.0,\"bits_per_pixel\":%.3f,\"psnr\":%.2f}",
                quality == 1 ? "" : ",",
                quality,
                0.2 * quality / epoch,
                25.0 + quality));
      }
      lines.append(
          String.format(
              Locale.ROOT,
              "{\"type\":\"validation\",\"step\":%d,\"epoch\":%d,\"rate\":0.8,\"distortion\":%.2f,"
                  + "\"qualities\":[%s],\"best\":true}%n",
              epoch * 100,
              epoch,
              1.5 / epoch,
              points));
    }
    Files.writeString(folder.resolve("metrics.jsonl"), lines);
    return this;
  }

  FakeRun provenance(String name, String json) throws IOException {
    Files.writeString(folder.resolve(name), json);
    return this;
  }

  FakeRun evaluated(String rates) throws IOException {
    Files.writeString(
        folder.resolve("evaluation.json"),
        "{\"elbo\":-99.5,\"rate\":20.5,\"distortion\":79.0,\"nll\":95.25,"
            + "\"nll_standard_error\":0.5,\"bits_per_dimension\":0.18,\"active_units\":2,"
            + "\"importance_samples\":200,\"rate_by_latent\":"
            + rates
            + "}");
    return this;
  }

  FakeRun picture(String kind, int epoch, int side) throws IOException {
    String name = String.format(Locale.ROOT, "%s-epoch-%05d.png", kind, epoch);
    try (OutputStream out = Files.newOutputStream(folder.resolve("samples").resolve(name))) {
      Png.write(new BufferedImage(side, side, BufferedImage.TYPE_BYTE_GRAY), out);
    }
    return this;
  }

  RunLog log() {
    return RunLog.read(folder);
  }

  static RunSubject autoencoderSubject() {
    return new RunSubject(
        false,
        3,
        10,
        List.of(new ChangedSetting("training.epochs", "3", "10")),
        Map.of("training.epochs", "3", "seed", "1"),
        Optional.empty(),
        List.of());
  }

  static RunSubject codecSubject() {
    return new RunSubject(true, 9, 8, List.of(), Map.of(), Optional.empty(), List.of());
  }

  static String page(RunLog log, RunSubject subject) {
    return new RunReport(List.of(log), List.of(subject)).html();
  }
}
