package org.rdvae.spark;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/**
 * What came of a corpus job.
 *
 * @param files of the whole job
 * @param bad of these, what could not be used
 * @param now files that this process did; the rest was done before it was resumed
 * @param seconds that this took, without listing
 */
record CorpusSummary(
    CorpusWork work, CorpusFolder folder, long files, long bad, long now, double seconds) {
  private double rate() {
    return seconds > 0 ? now / seconds : 0;
  }

  /** For people. */
  String text() {
    String results = folder.tables(work).toString();
    return String.format(
            Locale.ROOT,
            "%s: %,d files, %,d done, %,d bad%s; ",
            work.command(),
            files,
            files - bad,
            bad,
            bad == 0 ? "" : " (" + folder.badFiles() + ")")
        + (now == files
            ? ""
            : String.format(Locale.ROOT, "%,d of them before this was resumed; ", files - now))
        + String.format(Locale.ROOT, "%.1f s, %.1f files/s -> %s", seconds, rate(), results);
  }

  /** For programs. */
  String json() {
    Map<String, Object> json = lasting();
    json.put("resumed", files - now);
    json.put("seconds", seconds);
    json.put("files_per_second", rate());
    return JsonMapper.shared().writeValueAsString(json);
  }

  /** What does not depend on how often the job was resumed. */
  Map<String, Object> lasting() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("command", work.command());
    json.put("model", work.model());
    json.put("files", files);
    json.put("done", files - bad);
    json.put("bad", bad);
    json.put("tables", folder.tables(work).toString());
    json.put("bad_files", folder.badFiles().toString());
    return json;
  }
}
