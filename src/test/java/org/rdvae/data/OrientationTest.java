package org.rdvae.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.rdvae.data.ImageSettings.Fit;

class OrientationTest {
  /** Stored as abc above def; how it is seen, by what the standard says of row 0 and column 0. */
  static Stream<Arguments> pictures() {
    return Stream.of(
        Arguments.of(1, "abc def"),
        Arguments.of(2, "cba fed"),
        Arguments.of(3, "fed cba"),
        Arguments.of(4, "def abc"),
        Arguments.of(5, "ad be cf"),
        Arguments.of(6, "da eb fc"),
        Arguments.of(7, "fc eb da"),
        Arguments.of(8, "cf be ad"));
  }

  @ParameterizedTest
  @MethodSource("pictures")
  void findsThePixelThatIsSeen(int exif, String seen) {
    Orientation orientation = Orientation.ofExif(exif);
    String[] rows = seen.split(" ");
    StringBuilder found = new StringBuilder();
    for (int y = 0; y < rows.length; y++) {
      for (int x = 0; x < rows[0].length(); x++) {
        found.append("abcdef".charAt(orientation.storedPixel(x, y, 2, 3)));
      }
    }
    assertThat(found).hasToString(String.join("", rows));
  }

  @ParameterizedTest
  @CsvSource({"0", "9", "-1", "65535"})
  void takesUndefinedValuesForUpright(int exif) {
    assertThat(Orientation.ofExif(exif)).isEqualTo(Orientation.UPRIGHT);
  }

  /** Seen as 10 columns and 5 rows, of which the square from column 2 on is taken. */
  @Test
  void findsTheStoredPartOfWhatIsSeen() {
    ResizePlacement place = ResizePlacement.of(Fit.CROP, 5, 10, 4, 4);
    assertThat(place.columns()).isEqualTo(new ResizeSpan(2, 5, 0, 4));

    assertThat(Orientation.UPRIGHT.storedColumns(place, 10)).isEqualTo(place.columns());
    assertThat(Orientation.UPRIGHT.storedRows(place, 5)).isEqualTo(place.rows());
    assertThat(Orientation.HALF_TURN.storedColumns(place, 10))
        .isEqualTo(new ResizeSpan(3, 5, 0, 4));
    assertThat(Orientation.TRANSPOSED.storedRows(place, 10)).isEqualTo(place.columns());
    assertThat(Orientation.TRANSPOSED.storedColumns(place, 5)).isEqualTo(place.rows());
    assertThat(Orientation.QUARTER_TURN.storedRows(place, 10))
        .isEqualTo(new ResizeSpan(3, 5, 0, 4));
  }
}
