package org.rdvae.checkpoint;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Where a run comes from, in words for people and reports: versions, machine, device, data
 * fingerprint. The keys are the writer's choice. Reading a checkpoint decides nothing from them;
 * resuming a run looks at the threads, to keep them, and at the data's fingerprint, to refuse other
 * data.
 */
public record Provenance(Map<String, String> values) {
  public Provenance {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }
}
