package org.rdvae.report;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.rdvae.base.Failure;
import org.rdvae.checkpoint.AtomicFile;
import org.rdvae.checkpoint.Folders;
import tools.jackson.databind.json.JsonMapper;

/**
 * One run, or several side by side, as a page that stands for itself, and the drawings of one run
 * as PNG files.
 *
 * @param logs at least one
 * @param subjects one for each
 */
public record RunReport(List<RunLog> logs, List<RunSubject> subjects) {
  /** Name of the page in a run's folder. */
  public static final String FILE = "report.html";

  /** Name of the folder of drawings beside it. */
  public static final String PLOTS = "plots";

  /** The page. */
  String html() {
    return logs.size() == 1
        ? RunPage.write(logs.get(0), subjects.get(0))
        : RunsPage.write(logs, subjects);
  }

  /** Writes the page. */
  public void writeHtml(OutputStream out) throws IOException {
    out.write(html().getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Writes the drawings of a single run.
   *
   * @return why there are none or not all, in words; empty if there are
   */
  public Optional<String> writePlots(Path folder) {
    if (logs.size() > 1) {
      return Optional.empty();
    }
    try {
      Folders.make(folder);
      for (RunCharts.Chart chart : plots()) {
        AtomicFile.write(folder.resolve(chart.id() + ".png"), chart.lines()::writePng);
      }
      return Optional.empty();
    } catch (Failure e) {
      return Optional.of("The plots were not drawn: " + e.getMessage());
    }
  }

  private List<RunCharts.Chart> plots() {
    List<RunCharts.Chart> charts = new ArrayList<>();
    new RunCharts(logs.get(0), subjects.get(0))
        .sections()
        .forEach(section -> charts.addAll(section.charts()));
    subjects
        .get(0)
        .plane()
        .ifPresent(plane -> charts.add(new RunCharts.Chart("latent-plane", plane.chart(), "")));
    return charts;
  }

  /** A JSON object for each run in a line: its name, folder and final numbers. */
  public String json() {
    List<String> names = RunNames.of(logs.stream().map(RunLog::folder).toList());
    List<String> lines = new ArrayList<>();
    for (int run = 0; run < logs.size(); run++) {
      Map<String, Object> line = new LinkedHashMap<>();
      line.put("run", names.get(run));
      line.put("folder", logs.get(run).folder().toString());
      line.put("kind", subjects.get(run).codec() ? "codec" : "autoencoder");
      line.putAll(FinalNumbers.of(logs.get(run), subjects.get(run)).json());
      lines.add(JsonMapper.shared().writeValueAsString(line));
    }
    return String.join("\n", lines);
  }
}
