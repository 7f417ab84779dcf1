package org.rdvae.job;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.rdvae.base.Failure;
import org.rdvae.evaluation.CoderCommands;
import org.rdvae.evaluation.ExternalCoder;
import org.rdvae.evaluation.ImageCoder;

/** Finds out which programs of others are installed. */
public final class BaselineSearch {
  private BaselineSearch() {}

  /**
   * Those that are there, in the same order; for each other one a line says what is missing.
   *
   * @param limit for each run of a program, now and later
   */
  public static List<ImageCoder> installed(List<CoderCommands> wanted, Duration limit) {
    List<ImageCoder> found = new ArrayList<>();
    for (CoderCommands commands : wanted) {
      try {
        ExternalCoder coder = ExternalCoder.find(commands, limit);
        System.err.println(coder.name() + ": " + coder.version());
        found.add(coder);
      } catch (Failure e) {
        sayLeftOut(commands.name(), e);
      }
    }
    return found;
  }

  static void sayLeftOut(String name, Failure reason) {
    System.err.printf(Locale.ROOT, "%s is left out: %s.%n", name, reason.getMessage());
  }
}
