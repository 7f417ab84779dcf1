package org.rdvae.spark;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.rdvae.base.Failure;
import org.rdvae.base.ProgramVersion;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a corpus job is: everything that its results depend on, so that a resumed one can be held to
 * it.
 *
 * @param values by their names, in order
 */
record JobRecord(Map<String, String> values) {
  private static final String COMMAND = "command";
  private static final String VERSION = "rdvae";

  static JobRecord of(CorpusWork work, CorpusInput input) {
    Map<String, String> values = new LinkedHashMap<>();
    values.put(COMMAND, work.command());
    values.put("model", work.model());
    values.put("input", input.words());
    values.putAll(new TreeMap<>(work.settings()));
    return new JobRecord(values);
  }

  void write(Storage storage, CorpusFolder folder) {
    Map<String, String> json = new LinkedHashMap<>(values);
    json.put(VERSION, ProgramVersion.text());
    storage.write(folder.record(), JsonMapper.shared().writeValueAsBytes(json));
  }

  /**
   * Refuses to go on with another job.
   *
   * @throws Failure OUTPUT naming all that differs
   */
  void requireSame(Storage storage, CorpusFolder folder) {
    Map<String, String> saved = read(storage, folder);
    Map<String, String> wanted = new LinkedHashMap<>(values);
    StringBuilder differences = new StringBuilder();
    Map<String, String> names = new LinkedHashMap<>(saved);
    names.putAll(wanted);
    for (String name : names.keySet()) {
      String before = saved.get(name);
      String now = wanted.get(name);
      if (before == null || !before.equals(now)) {
        differences.append("\n  ").append(name).append(": ");
        differences.append(before == null ? "not given" : before).append(", now ");
        differences.append(now == null ? "not given" : now);
      }
    }
    if (!differences.isEmpty()) {
      throw new Failure(
          Failure.Kind.OUTPUT,
          "The job in "
              + folder.path()
              + " was begun with other settings; a resumed job must keep them:"
              + differences);
    }
  }

  private static Map<String, String> read(Storage storage, CorpusFolder folder) {
    return storage.readJson(folder.record(), JobRecord::values, CorpusPlan.REMEDY);
  }

  private static Map<String, String> values(JsonNode json) {
    json.required(COMMAND);
    Map<String, String> values = new LinkedHashMap<>();
    json.properties().forEach(entry -> values.put(entry.getKey(), entry.getValue().asString()));
    values.remove(VERSION);
    return values;
  }
}
