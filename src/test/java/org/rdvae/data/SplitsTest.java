package org.rdvae.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class SplitsTest {
  private final ImageSet images = ImageSet.copyOf(Split.TRAIN, 2, 3, IdxFiles.counting(60, 256));
  private final Splits splits = splits("idx", Binarization.DYNAMIC, 5, 7);

  @Test
  void namesSetBinarizationAndSizesInItsFingerprint() {
    assertThat(splits.fingerprint()).matches("idx dynamic 2x3 5/2/3 sha256 [0-9a-f]{16}");
  }

  /** A run may be resumed by someone who writes other digits. */
  @Test
  void writesTheSameFingerprintInEveryLocale() {
    String expected = splits.fingerprint();
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));

      assertThat(splits.fingerprint()).isEqualTo(expected);
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void changesItsFingerprintWithNameBinarizationAndSplit() {
    assertThat(splits("other", Binarization.DYNAMIC, 5, 7).fingerprint())
        .isNotEqualTo(splits.fingerprint());
    assertThat(splits("idx", Binarization.THRESHOLD, 5, 7).fingerprint())
        .isNotEqualTo(splits.fingerprint());
    assertThat(splits("idx", Binarization.DYNAMIC, 5, 6).fingerprint())
        .isNotEqualTo(splits.fingerprint());
  }

  @Test
  void fingerprintsThePixelsOfEverySplit() {
    for (int changed : new int[] {0, 5 * 6, 7 * 6}) {
      byte[] pixels = IdxFiles.counting(60, 256);
      pixels[changed] ^= 1;
      ImageSet other = ImageSet.copyOf(Split.TRAIN, 2, 3, pixels);

      assertThat(splits(other, "idx", Binarization.DYNAMIC, 5, 7).fingerprint())
          .as("pixel %d", changed)
          .isNotEqualTo(splits.fingerprint());
    }
  }

  /** Runs saved before there was another name for bits must still find their data unchanged. */
  @Test
  void callsBitsNoneAndUnchangedValuesReal() {
    assertThat(splits("idx", Binarization.BITS, 5, 7).fingerprint()).startsWith("idx none 2x3 5/2");
    assertThat(splits("idx", Binarization.NONE, 5, 7).fingerprint()).startsWith("idx real 2x3 5/2");
    assertThat(splits("idx", Binarization.THRESHOLD, 5, 7).fingerprint())
        .startsWith("idx threshold 2x3");
  }

  @Test
  void namesTheChannelsOfColorInItsFingerprint() {
    ImageSet color = ImageSet.copyOf(Split.TRAIN, 2, 1, 3, IdxFiles.counting(60, 256));
    Splits colorSplits = splits(color, "images", Binarization.NONE, 5, 7);

    assertThat(colorSplits.fingerprint()).startsWith("images real 2x1x3 5/2/3 sha256 ");
    assertThat(colorSplits.channels()).isEqualTo(3);
    assertThat(colorSplits.height()).isEqualTo(2);
    assertThat(colorSplits.width()).isEqualTo(1);
  }

  @Test
  void keepsItsNotesWhenLimited() {
    Splits noted =
        new Splits(
            "idx", Binarization.BITS, images, images, images, List.of("one picture was left out"));

    assertThat(noted.first(2).notes()).containsExactly("one picture was left out");
    assertThat(noted.first(2).test().count()).isEqualTo(2);
    assertThat(splits.notes()).isEmpty();
  }

  @Test
  void givesEachSplitByItsName() {
    assertThat(splits.get(Split.TRAIN)).isSameAs(splits.train());
    assertThat(splits.get(Split.VALIDATION)).isSameAs(splits.validation());
    assertThat(splits.get(Split.TEST)).isSameAs(splits.test());
    assertThatThrownBy(() -> splits.get(Split.INPUT))
        .hasMessage("INPUT is none of the three splits of a set");
  }

  private Splits splits(String name, Binarization binarization, int validationAt, int testAt) {
    return splits(images, name, binarization, validationAt, testAt);
  }

  private static Splits splits(
      ImageSet images, String name, Binarization binarization, int validationAt, int testAt) {
    return new Splits(
        name,
        binarization,
        images.slice(Split.TRAIN, 0, validationAt),
        images.slice(Split.VALIDATION, validationAt, testAt - validationAt),
        images.slice(Split.TEST, testAt, 10 - testAt));
  }
}
