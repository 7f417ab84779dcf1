package org.rdvae.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.rdvae.codec.PhotoCodec;
import org.rdvae.evaluation.Baselines;
import org.rdvae.evaluation.CoderCommands;
import org.rdvae.evaluation.ExternalCoder;
import org.rdvae.evaluation.ImageCoder;
import org.rdvae.job.BaselineSearch;
import org.rdvae.job.CurveModel;
import org.rdvae.job.PhotoModels;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** Which coders are measured. */
final class CoderOptions {
  private static final String NO_BASELINES = "none";

  @Spec(Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = "--model",
      paramLabel = "CHECKPOINT",
      description = "Codec model to measure. (default: the shipped one)")
  private Path model;

  @Option(names = "--baselines-only", description = "Measure no model.")
  private boolean baselinesOnly;

  @Option(
      names = "--qualities",
      paramLabel = "Q",
      defaultValue = "1..8",
      description =
          "Qualities of the model, between commas, and ranges: 1,2.5,4..8. (default:"
              + " ${DEFAULT-VALUE})")
  private String qualities;

  @Option(
      names = "--baselines",
      split = ",",
      paramLabel = "NAME",
      description =
          "Of jpeg, webp, jxl and avif between commas, or none. (default: all that are installed)")
  private List<String> baselines;

  private List<Double> modelQualities;
  private List<CoderCommands> wanted;

  /** Refuses words that say nothing, before anything is read. */
  void check() {
    try {
      modelQualities = QualityList.of(qualities);
    } catch (IllegalArgumentException e) {
      throw refusal("--qualities: " + e.getMessage());
    }
    if (baselines == null) {
      wanted = Baselines.ALL;
    } else if (baselines.equals(List.of(NO_BASELINES))) {
      wanted = List.of();
    } else {
      wanted = baselines.stream().distinct().map(this::named).toList();
    }
  }

  /** The model if one is wanted, loaded, and the baselines that are installed. */
  List<ImageCoder> coders(PhotoModels models) {
    List<ImageCoder> coders = new ArrayList<>();
    if (!baselinesOnly) {
      PhotoCodec codec = model == null ? models.shipped() : models.at(model);
      String name = model == null ? "shipped" : model.getFileName().toString();
      coders.add(CurveModel.of(codec, name, modelQualities));
    }
    coders.addAll(BaselineSearch.installed(wanted, ExternalCoder.LIMIT));
    return coders;
  }

  private CoderCommands named(String name) {
    return Baselines.named(name)
        .orElseThrow(
            () ->
                refusal(
                    "--baselines: expected none or some of "
                        + Baselines.ALL.stream()
                            .map(CoderCommands::name)
                            .collect(Collectors.joining(", "))
                        + ", found "
                        + name));
  }

  private ParameterException refusal(String message) {
    return new ParameterException(command.commandLine(), message);
  }
}
