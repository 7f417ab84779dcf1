package org.rdvae.data;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.rdvae.base.Failure;

/** Whether a codec has pictures to train on and to validate on, and why not. */
record PhotoCheck(PhotoSettings settings) {
  private static final int MOST_NOTES = 10;

  /** Before any is read: a picture serves one purpose only. */
  void files(int count) {
    if (isDivided() && count < 2) {
      throw failure(
          String.format(
              Locale.ROOT,
              "data.path: expected at least 2 pictures, one to train on and one to validate on,"
                  + " found %d; add pictures or set data.validation-path",
              count),
          List.of());
    }
  }

  /**
   * @param notes what was left out
   */
  void pictures(List<Picture> training, List<Picture> validation, List<String> notes) {
    if (training.isEmpty()) {
      boolean others = isDivided() && !validation.isEmpty();
      throw tooSmall(
          "data.path",
          "to train on, found none" + (others ? " beside those to validate on" : ""),
          others ? Optional.of("add larger pictures") : Optional.empty(),
          notes);
    }
    if (validation.isEmpty() && isDivided()) {
      throw tooSmall(
          "data.path",
          "in the tenth to validate on, found none",
          Optional.of("set data.validation-path"),
          notes);
    }
    if (validation.isEmpty()) {
      throw tooSmall("data.validation-path", "to validate on, found none", Optional.empty(), notes);
    }
  }

  private boolean isDivided() {
    return settings.validationPath().isEmpty();
  }

  private Failure tooSmall(
      String setting, String found, Optional<String> remedy, List<String> notes) {
    return failure(
        String.format(
            Locale.ROOT,
            "%s: expected pictures of at least %d x %d pixels after shrinking %s; %slower data.patch"
                + " or the factors",
            setting,
            settings.patch(),
            settings.patch(),
            found,
            remedy.map(words -> words + ", or ").orElse("")),
        notes);
  }

  private static Failure failure(String words, List<String> notes) {
    StringBuilder message = new StringBuilder(words);
    notes.stream().limit(MOST_NOTES).forEach(note -> message.append("\n  ").append(note));
    if (notes.size() > MOST_NOTES) {
      message.append(String.format(Locale.ROOT, "\n  and %,d more", notes.size() - MOST_NOTES));
    }
    return new Failure(Failure.Kind.BAD_CONFIG, message.toString());
  }
}
