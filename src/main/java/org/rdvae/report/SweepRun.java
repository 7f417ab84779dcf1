package org.rdvae.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.rdvae.base.Failure;
import org.rdvae.evaluation.ScoreKind;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What one run of a sweep measured.
 *
 * @param variant its number, from 0 on
 * @param folder of the run, relative to that of the sweep
 * @param evaluation as the run's evaluation file has it
 */
public record SweepRun(int variant, long seed, String folder, JsonNode evaluation) {

  /**
   * Reads the evaluation of a run.
   *
   * @throws Failure BAD_DATA if it lacks one of the numbers
   */
  public static SweepRun read(Path sweep, int variant, long seed, String folder) {
    Path file = RunFolder.evaluation(sweep.resolve(folder));
    try {
      JsonNode evaluation = JsonMapper.shared().readTree(Files.readString(file));
      for (ScoreKind kind : ScoreKind.OF_MODELS) {
        JsonNode number = evaluation.get(kind.label());
        if (number == null || !(number.isNumber() || number.isNull())) {
          throw damaged(file, "found no number " + kind.label(), null);
        }
      }
      return new SweepRun(variant, seed, folder, evaluation);
    } catch (JacksonException e) {
      throw damaged(file, "found something else", e);
    } catch (IOException e) {
      throw new Failure(Failure.Kind.INPUT_OUTPUT, file + " cannot be read: " + e.getMessage(), e);
    }
  }

  private static Failure damaged(Path file, String found, Exception cause) {
    return new Failure(
        Failure.Kind.BAD_DATA,
        file
            + ": expected the JSON object of an evaluation, "
            + found
            + ". Remove the file to have the run measured again.",
        cause);
  }

  /** In nats; NaN if it was not finite. */
  double value(ScoreKind kind) {
    JsonNode number = evaluation.get(kind.label());
    return number.isNumber() ? number.asDouble() : Double.NaN;
  }
}
