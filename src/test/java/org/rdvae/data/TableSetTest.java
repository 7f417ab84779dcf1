package org.rdvae.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.rdvae.data.TableSettings.ColumnType;

class TableSetTest {
  private static final TableColumn HEIGHT = new TableColumn("height", ColumnType.REAL, 1.5, 0.25);
  private static final TableColumn WIDTH = new TableColumn("width", ColumnType.REAL, -2, 4);

  private final TableSet table = table(HEIGHT, WIDTH, 1, 2, 3, 4, 5, 6);

  @Test
  void isAnImageOfOneRowAndOneChannel() {
    assertThat(table.count()).isEqualTo(3);
    assertThat(table.height()).isEqualTo(1);
    assertThat(table.width()).isEqualTo(2);
    assertThat(table.channels()).isEqualTo(1);
    assertThat(table.valuesPerExample()).isEqualTo(2);
    assertThat(table).hasToString("TRAIN: 3 rows of 2 columns");
  }

  @Test
  void givesItsValuesAndColumns() {
    assertThat(table.value(2, 1)).isEqualTo(6);
    assertThat(table.columns()).containsExactly(HEIGHT, WIDTH);
    assertThatThrownBy(() -> table.value(3, 0)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> table.value(0, 2)).isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void keepsItsFirstRows() {
    TableSet first = table.first(2);

    assertThat(first.count()).isEqualTo(2);
    assertThat(first.value(1, 1)).isEqualTo(4);
    assertThatThrownBy(() -> first.value(2, 0)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> first.copyRow(2, new float[2], 0))
        .isInstanceOf(IndexOutOfBoundsException.class);
    assertThat(first.fingerprint())
        .isEqualTo(table(HEIGHT, WIDTH, 1, 2, 3, 4).fingerprint())
        .isNotEqualTo(table.fingerprint());
    assertThat(table.first(9).fingerprint()).isEqualTo(table.fingerprint());
  }

  /** SHA-256 of counts, columns and values as {@link TableSet#addTo} says, by another tool. */
  @Test
  void fingerprintsColumnsAndValues() {
    assertThat(table.fingerprint()).isEqualTo("10b8c4e408e06af6");
  }

  @Test
  void changesItsFingerprintWithEveryPart() {
    TableColumn otherName = new TableColumn("heigth", ColumnType.REAL, 1.5, 0.25);
    TableColumn otherType = new TableColumn("height", ColumnType.BIT, 1.5, 0.25);
    TableColumn otherMean = new TableColumn("height", ColumnType.REAL, 1.25, 0.25);
    TableColumn otherDeviation = new TableColumn("height", ColumnType.REAL, 1.5, 0.5);
    for (TableColumn other : List.of(otherName, otherType, otherMean, otherDeviation)) {
      assertThat(table(other, WIDTH, 1, 2, 3, 4, 5, 6).fingerprint())
          .as("%s", other)
          .isNotEqualTo(table.fingerprint());
    }
    assertThat(table(HEIGHT, WIDTH, 1, 2, 3, 4, 5, Math.nextUp(6f)).fingerprint())
        .isNotEqualTo(table.fingerprint());
  }

  private static TableSet table(TableColumn first, TableColumn second, float... values) {
    return new TableSet(Split.TRAIN, List.of(first, second), values);
  }
}
