package org.rdvae.report;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.rdvae.training.Measurement;

/** What a run shows of the model that it trains. */
public interface RunView {
  /** Adds what a measurement says to a line of the metrics. */
  void put(Map<String, Object> line, Measurement measurement);

  /** Adds what only a validation tells to its line; called right after {@link #put}. */
  void putValidation(Map<String, Object> line);

  /** A validation in words. */
  String words(Measurement validation);

  /** The latest measured step, for the progress line. */
  String progress(double loss, Measurement batch);

  /** Whether there is anything to draw. */
  boolean hasPictures();

  /**
   * Draws the model that was just validated into the folder of samples.
   *
   * @return the files
   */
  List<Path> draw(RunFolder folder, int epoch);
}
