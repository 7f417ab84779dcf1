package org.rdvae.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.rdvae.evaluation.ScoredImages;
import org.rdvae.job.ImageInput;
import org.rdvae.job.ModelScores;
import org.rdvae.job.NumberedImages;
import org.rdvae.job.SavedModel;
import org.rdvae.job.WatchedWork;
import org.rdvae.model.VaeSession;
import org.rdvae.report.ScoreReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code rdvae score}. */
@Command(
    name = "score",
    mixinStandardHelpOptions = true,
    description = {
      "Writes how likely a model finds each single image, as CSV: name, index, nll, elbo, rate,"
          + " distortion, complexity (what a general compressor needs) and excess (nll - complexity), in nats.",
      "With --against, also how well each of the numbers tells the second group's images as less"
          + " likely (AUROC; ties count half)."
    })
final class ScoreCommand implements Callable<Integer> {
  @Spec private CommandSpec command;

  @Parameters(index = "0", paramLabel = "CHECKPOINT", description = "Model to score with.")
  private Path checkpoint;

  @Parameters(index = "1..*", arity = "1..*", paramLabel = "INPUT", description = Inputs.SEVERAL)
  private List<String> inputs;

  @Option(
      names = "--against",
      arity = "1..*",
      paramLabel = "INPUT",
      description =
          "Unusual images, scored too and told from the others; all words up to the next option.")
  private List<String> against = List.of();

  @Mixin private ImportanceOption importanceSamples;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Start of the noise. (default: ${DEFAULT-VALUE})")
  private long seed;

  @Option(names = "--json", description = "Print averages and AUROC as one JSON object.")
  private boolean json;

  @Mixin private OutputFile output;
  @Mixin private DeviceOptions device;

  @Override
  public Integer call() {
    device.check();
    importanceSamples.check(command);
    output.check();
    SavedModel model = SavedModel.load(checkpoint);
    List<ImageInput> usual = Inputs.read(inputs, model);
    List<ImageInput> unusual = Inputs.read(against, model);
    int samples = importanceSamples.of(model);
    try (Interruption interruption = Interruption.listen()) {
      score(model, usual, unusual, samples, interruption)
          .ifPresent(
              report -> {
                output.write(report::writeCsv);
                System.out.println(json ? report.json() : report.text());
                System.err.println("scores -> " + output.path());
              });
    }
    return 0;
  }

  private Optional<ScoreReport> score(
      SavedModel model,
      List<ImageInput> usual,
      List<ImageInput> unusual,
      int samples,
      Interruption interruption) {
    List<ImageInput> all = Stream.concat(usual.stream(), unusual.stream()).toList();
    WatchedWork work =
        new WatchedWork(Terminal.columnsOfStandardError(), interruption::isRequested);
    try (VaeSession session = model.vae().open(device.open(), model.rows())) {
      ModelScores scores = new ModelScores(session, samples, seed);
      return work.run(
              "scoring, " + samples + " samples an image",
              new NumberedImages(all).count(),
              progress -> scores.of(all, progress))
          .map(sets -> report(model, samples, sets, usual.size()));
    }
  }

  private ScoreReport report(SavedModel model, int samples, List<ScoredImages> sets, int usual) {
    return new ScoreReport(
        model.checkpoint().shortModelHash(),
        samples,
        seed,
        sets.subList(0, usual),
        sets.subList(usual, sets.size()));
  }
}
