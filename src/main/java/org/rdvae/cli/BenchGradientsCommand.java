package org.rdvae.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.rdvae.bench.GradientVariance;
import org.rdvae.data.Split;
import org.rdvae.data.TrainingBatches;
import org.rdvae.job.ModelData;
import org.rdvae.job.RealBatches;
import org.rdvae.job.SavedModel;
import org.rdvae.job.WatchedWork;
import org.rdvae.report.MarkdownTable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** {@code rdvae bench gradients}. */
@Command(
    name = "gradients",
    mixinStandardHelpOptions = true,
    description =
        "Measures variance and cost of each estimator of the encoder's gradient that a model"
            + " admits, on batches of its training images.")
final class BenchGradientsCommand implements Callable<Integer> {
  @Spec private CommandSpec command;

  @Parameters(paramLabel = "CHECKPOINT", description = "Model to measure.")
  private Path checkpoint;

  @Mixin private DataOption data;

  @Option(
      names = "--batches",
      paramLabel = "N",
      defaultValue = "4",
      description =
          "Batches, of the size that the model was trained with. (default: ${DEFAULT-VALUE})")
  private int batches;

  @Option(
      names = "--repeats",
      paramLabel = "N",
      defaultValue = "50",
      description = "Estimates of each batch's gradient. (default: ${DEFAULT-VALUE})")
  private int repeats;

  @Option(
      names = "--samples",
      paramLabel = "K",
      defaultValue = "5",
      description = "Samples of the importance-weighted bound. (default: ${DEFAULT-VALUE})")
  private int samples;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Start of the noise and of the order of images. (default: ${DEFAULT-VALUE})")
  private long seed;

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  @Mixin private DeviceOptions device;

  @Override
  public Integer call() {
    device.check();
    Arguments.between(command, "--batches", batches, 1, 1_000);
    Arguments.between(command, "--repeats", repeats, 2, 10_000);
    Arguments.between(command, "--samples", samples, 2, 10_000);
    SavedModel model = SavedModel.load(checkpoint);
    ModelData images = data.read(model, Split.TRAIN);
    GradientVariance variance = variance(images);
    int columns = Terminal.columnsOfStandardError();
    try (Interruption interruption = Interruption.listen()) {
      Optional<List<GradientVariance.Row>> rows =
          new WatchedWork(columns, interruption::isRequested)
              .run("estimating gradients", variance.total(), variance::measure);
      rows.ifPresent(all -> System.out.println(json ? json(images, all) : text(all)));
      return 0;
    }
  }

  private GradientVariance variance(ModelData images) {
    SavedModel model = images.model();
    TrainingBatches real = RealBatches.of(images, seed);
    Arguments.between(command, "--batches", batches, 1, real.stepsPerEpoch());
    return new GradientVariance(
        device.open(),
        model.vae().architecture(),
        model.checkpoint().flatParameters(),
        real,
        new GradientVariance.Extent(batches, repeats, samples),
        seed);
  }

  private String json(ModelData images, List<GradientVariance.Row> rows) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("model", images.model().checkpoint().shortModelHash());
    values.put("data", images.splits().fingerprint());
    values.put("batches", batches);
    values.put("repeats", repeats);
    values.put("seed", seed);
    values.put("estimators", rows.stream().map(BenchGradientsCommand::values).toList());
    return JsonMapper.shared().writeValueAsString(values);
  }

  private static Map<String, Object> values(GradientVariance.Row row) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("bound", row.bound());
    values.put("samples", row.samples());
    values.put("estimator", row.estimator());
    values.put("rate", row.rate());
    values.put("variance", row.variance());
    values.put("relative_variance", row.relative());
    values.put("ms_per_step", row.milliseconds());
    return values;
  }

  private static String text(List<GradientVariance.Row> rows) {
    MarkdownTable table =
        new MarkdownTable(
            List.of("bound", "samples", "estimator", "rate", "variance", "relative", "ms a step"));
    for (GradientVariance.Row row : rows) {
      table.add(
          List.of(
              row.bound(),
              String.valueOf(row.samples()),
              row.estimator(),
              row.rate(),
              String.format(Locale.ROOT, "%.3g", row.variance()),
              String.format(Locale.ROOT, "%.3g", row.relative()),
              String.format(Locale.ROOT, "%.2f", row.milliseconds())));
    }
    return table.text().stripTrailing();
  }
}
