package org.rdvae.report;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a run is about, as its config and its model tell.
 *
 * @param codec whether it trains a codec and not an autoencoder
 * @param epochs of the whole job; 0 if its config could not be understood
 * @param batch examples a step; 0 if its config could not be understood
 * @param changed settings that are not at their default
 * @param settings all of them by path
 * @param plane empty if there is none to show
 * @param notes what the reader should know, a sentence each
 */
public record RunSubject(
    boolean codec,
    int epochs,
    int batch,
    List<ChangedSetting> changed,
    Map<String, String> settings,
    Optional<LatentPlane> plane,
    List<String> notes) {

  /** The same with what its model tells. */
  public RunSubject with(Optional<LatentPlane> found, List<String> moreNotes) {
    return new RunSubject(codec, epochs, batch, changed, settings, found, moreNotes);
  }
}
