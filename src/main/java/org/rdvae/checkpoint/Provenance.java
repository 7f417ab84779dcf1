package org.rdvae.checkpoint;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Where a run comes from, in words for people and reports: versions, machine, device, seed, data
 * fingerprint. The keys are the writer's choice; nothing is decided from them when a checkpoint is
 * read.
 */
public record Provenance(Map<String, String> values) {
  public Provenance {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }
}
