package org.rdvae.job;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.rdvae.base.Failure;
import org.rdvae.checkpoint.AtomicFile;
import org.rdvae.config.CodecJob;
import org.rdvae.config.ConfigReader;
import org.rdvae.config.JobSettings;
import org.rdvae.config.TrainingJob;
import org.rdvae.data.Splits;
import org.rdvae.report.ChangedSetting;
import org.rdvae.report.LatentPlane;
import org.rdvae.report.RunFolder;
import org.rdvae.report.RunLog;
import org.rdvae.report.RunReport;
import org.rdvae.report.RunSubject;
import org.rdvae.tensor.Device;

/** Reports of runs: what their folders hold, and what their configs and best models tell. */
public final class RunReporting {
  private RunReporting() {}

  /**
   * Reads runs that may be going on.
   *
   * @param device encodes the images of the latent plane, which a single run's report has; absent
   *     to leave it out
   * @param terminalColumns width of the terminal for progress; 0 writes plain lines
   * @throws Failure MISSING_PATH if a folder is not that of a run
   */
  public static RunReport read(
      List<Path> folders, Optional<Supplier<Device>> device, int terminalColumns) {
    List<RunLog> logs = folders.stream().map(RunLog::read).toList();
    List<RunSubject> subjects = new ArrayList<>();
    for (Path folder : folders) {
      RunSubject subject = subject(folder);
      boolean encoded = device.isPresent() && folders.size() == 1 && !subject.codec();
      subjects.add(
          encoded
              ? encoded(subject, folder, Optional.empty(), device.get(), terminalColumns)
              : subject);
    }
    return new RunReport(logs, subjects);
  }

  /**
   * Writes the report of a run that has just ended into its folder. It is no part of the training:
   * whatever goes wrong with it, memory and fonts included, is told and nothing more.
   *
   * @param read the run's data; absent for a codec
   * @param device that the best model is opened on
   * @return what to tell the user, a line each
   */
  public static List<String> finish(
      Path folder, Optional<Splits> read, Optional<Supplier<Device>> device) {
    try {
      RunSubject subject = subject(folder);
      if (device.isPresent() && !subject.codec()) {
        subject = encoded(subject, folder, read, device.get(), 0);
      }
      RunReport report = new RunReport(List.of(RunLog.read(folder)), List.of(subject));
      Path page = folder.resolve(RunReport.FILE);
      AtomicFile.write(page, report::writeHtml);
      List<String> lines = new ArrayList<>(List.of("report: " + page));
      report.writePlots(folder.resolve(RunReport.PLOTS)).ifPresent(lines::add);
      return lines;
    } catch (RuntimeException | OutOfMemoryError | LinkageError | InternalError e) {
      String reason = e instanceof Failure ? e.getMessage() : e.toString();
      return List.of(
          "The training is complete, but its report could not be made: "
              + reason.lines().findFirst().orElse("")
              + " (rdvae report "
              + folder
              + " tries again)");
    }
  }

  /** What the config says; one that cannot be understood any more says nothing. */
  private static RunSubject subject(Path folder) {
    Path file = RunLog.config(folder);
    try {
      TrainingJob job = ConfigReader.parseResolvedTraining(Files.readString(file), file.toString());
      JobSettings settings = new JobSettings(job);
      Map<String, String> values = new LinkedHashMap<>();
      for (ChangedSetting setting : settings.all()) {
        values.put(setting.path(), setting.value());
      }
      return new RunSubject(
          job instanceof CodecJob,
          job.training().epochs(),
          job.training().batch(),
          settings.changed(),
          values,
          Optional.empty(),
          List.of());
    } catch (IOException | Failure e) {
      return otherwise(file, first(e));
    }
  }

  /** An older config may have what no config may have now; its lines can still be compared. */
  private static RunSubject otherwise(Path config, String reason) {
    Map<String, String> values = new LinkedHashMap<>();
    for (String line : TextDifference.settings(text(config))) {
      String[] parts = line.split(": ?", 2);
      values.put(parts[0], parts.length > 1 ? parts[1] : "");
    }
    return new RunSubject(
        text(config).lines().anyMatch(line -> line.startsWith("codec:")),
        number(values.get("training.epochs")),
        number(values.get("training.batch")),
        List.of(),
        values,
        Optional.empty(),
        List.of("Which settings are not at their defaults cannot be told: " + reason));
  }

  private static String text(Path file) {
    try {
      return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    } catch (IOException e) {
      return "";
    }
  }

  private static int number(String text) {
    return text != null && text.matches("[0-9]{1,9}") ? Integer.parseInt(text) : 0;
  }

  private static RunSubject encoded(
      RunSubject subject,
      Path folder,
      Optional<Splits> read,
      Supplier<Device> device,
      int terminalColumns) {
    Path best = RunFolder.bestCheckpoint(folder);
    if (!Files.exists(best)) {
      return subject;
    }
    try {
      SavedModel model = SavedModel.load(best);
      Optional<LatentPlane> plane =
          LatentEncoding.plane(model, read, device.get(), terminalColumns);
      return subject.with(plane, subject.notes());
    } catch (Failure e) {
      List<String> notes = new ArrayList<>(subject.notes());
      notes.add("The latent plane is left out: " + first(e));
      return subject.with(Optional.empty(), notes);
    }
  }

  private static String first(Exception e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }
}
