package org.rdvae.data;

import java.security.MessageDigest;
import java.util.List;
import java.util.Locale;
import org.rdvae.base.KebabCase;
import org.rdvae.base.Sha256;

/**
 * What a job reads: three sets of examples of one shape.
 *
 * @param name the set's name in a config file
 * @param binarization what becomes of its values; where the set itself decides that, it is {@code
 *     BITS} (the embedded digits, tables of bits) or {@code NONE} (tables of real numbers, texts),
 *     whatever was asked for
 * @param notes what the user should know about the reading, a sentence each
 */
public record Splits(
    String name,
    Binarization binarization,
    ExampleSet train,
    ExampleSet validation,
    ExampleSet test,
    List<String> notes) {

  public Splits {
    notes = List.copyOf(notes);
  }

  /** Sets whose reading calls for no notes. */
  public Splits(
      String name,
      Binarization binarization,
      ExampleSet train,
      ExampleSet validation,
      ExampleSet test) {
    this(name, binarization, train, validation, test, List.of());
  }

  public ExampleSet get(Split split) {
    return switch (split) {
      case TRAIN -> train;
      case VALIDATION -> validation;
      case TEST -> test;
      case INPUT ->
          throw new IllegalArgumentException("INPUT is none of the three splits of a set");
    };
  }

  public int height() {
    return train.height();
  }

  public int width() {
    return train.width();
  }

  public int channels() {
    return train.channels();
  }

  /** The word that each column counts; empty unless these are texts. */
  public List<String> words() {
    return train instanceof CountSet documents ? documents.vocabulary().words() : List.of();
  }

  /**
   * Says in one line what was read, for instance {@code idx dynamic 28x28 50000/10000/10000 sha256
   * 0123456789abcdef}. Two runs with the same fingerprint saw the same values in the same order and
   * split. Reads every value (about a tenth of a second for the embedded set): call it once.
   */
  public String fingerprint() {
    MessageDigest digest = Sha256.begin();
    train.addTo(digest);
    validation.addTo(digest);
    test.addTo(digest);
    return String.format(
        Locale.ROOT,
        "%s %s %s %d/%d/%d sha256 %s",
        name,
        form(),
        SizeText.words(train),
        train.count(),
        validation.count(),
        test.count(),
        Fingerprint.shorten(digest));
  }

  /**
   * Saved runs hold fingerprints in which bits are called {@code none}, as the setting once was, so
   * the word is taken and values that stay as they are must be called something else.
   */
  private String form() {
    return switch (binarization) {
      case BITS -> "none";
      case NONE -> train instanceof CountSet ? "counts" : "real";
      case DYNAMIC, THRESHOLD -> KebabCase.of(binarization.name());
    };
  }

  /** The first {@code limit} examples of each split; 0 keeps all. */
  Splits first(int limit) {
    return limit == 0
        ? this
        : new Splits(
            name,
            binarization,
            train.first(limit),
            validation.first(limit),
            test.first(limit),
            notes);
  }
}
