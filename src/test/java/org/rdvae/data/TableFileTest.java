package org.rdvae.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rdvae.base.Failure;
import org.rdvae.data.TableSettings.Column;
import org.rdvae.data.TableSettings.ColumnType;

class TableFileTest {
  private static final SplitSettings THIRDS = new SplitSettings(0.3, 0.3);
  private static final TableSettings BITS = new TableSettings(List.of(), ColumnType.BIT);
  private static final long SEED = 4;

  @TempDir Path folder;

  @Test
  void standardizesByTheTrainingRowsAlone() {
    List<String> rows = randomRows(500);
    Splits splits = DataLoader.load(TestSettings.table(write("x,y", rows), THIRDS));
    TableSet train = (TableSet) splits.train();
    TableSet test = (TableSet) splits.test();

    for (int column = 0; column < 2; column++) {
      assertThat(mean(train, column)).isCloseTo(0, within(1e-6));
      assertThat(deviation(train, column)).isCloseTo(1, within(1e-6));
      assertThat(mean(test, column)).isNotCloseTo(0, within(1e-6));
    }
    assertThat(train.columns()).extracting(TableColumn::name).containsExactly("x", "y");
    assertThat(test.columns()).isEqualTo(train.columns());
    assertThat(splits.binarization()).isEqualTo(Binarization.NONE);
    assertThat(splits.fingerprint()).matches("table real 1x2 \\d+/\\d+/\\d+ sha256 [0-9a-f]{16}");
  }

  @Test
  void leadsBackToTheNumbersOfTheFile() {
    List<String> rows = randomRows(100);
    Splits splits = DataLoader.load(TestSettings.table(write("x,y", rows), THIRDS));
    Set<String> found = new HashSet<>();
    for (Split split : List.of(Split.TRAIN, Split.VALIDATION, Split.TEST)) {
      TableSet set = (TableSet) splits.get(split);
      for (int row = 0; row < set.count(); row++) {
        found.add(Math.round(original(set, row, 0)) + "," + Math.round(original(set, row, 1)));
      }
    }
    assertThat(found).containsExactlyInAnyOrderElementsOf(rows);
  }

  @Test
  void placesRowsAlikeInEveryOrderOfTheFile() {
    List<String> rows = randomRows(200);
    List<String> shuffled = new ArrayList<>(rows);
    Collections.shuffle(shuffled, new Random(SEED));

    assertThat(testRows(shuffled)).isEqualTo(testRows(rows));
    assertThat(testRows(rows)).hasSizeBetween(30, 90);
  }

  @Test
  void movesNoRowWhenOthersAreAdded() {
    List<String> rows = randomRows(200);
    List<String> more = new ArrayList<>(List.of("1,-5", "2,-5", "3,-5", "4,-5", "5,-5"));
    more.addAll(rows);
    Set<String> test = testRows(more);
    test.removeIf(row -> row.endsWith(",-5"));

    assertThat(test).isEqualTo(testRows(rows));
  }

  @Test
  void keepsEqualRowsOfRealNumbersTogether() {
    List<String> rows = new ArrayList<>();
    for (String row : randomRows(60)) {
      rows.addAll(Collections.nCopies(10, row));
    }
    Splits splits = DataLoader.load(TestSettings.table(write("x,y", rows), THIRDS));

    assertThat(splits.train().count() % 10).isZero();
    assertThat(splits.validation().count() % 10).isZero();
    assertThat(splits.test().count() % 10).isZero();
  }

  @Test
  void dividesEqualRowsOfBitsAsFarAsTheSharesSay() {
    List<String> rows = new ArrayList<>();
    for (int i = 0; i < 4000; i++) {
      rows.add(i % 4 == 0 ? "1,0" : "0,1");
    }
    Splits splits = DataLoader.load(TestSettings.table(write("x,y", rows), THIRDS, BITS));
    TableSet test = (TableSet) splits.test();

    // Five standard deviations.
    assertThat(test.count()).isCloseTo(1200, within(145));
    assertThat(mean(test, 0)).isCloseTo(0.25, within(5 * Math.sqrt(0.25 * 0.75 / 1200)));
    assertThat(splits.binarization()).isEqualTo(Binarization.BITS);
    assertThat(test.columns()).containsExactly(TableColumn.ofBits("x"), TableColumn.ofBits("y"));
    assertThat(splits.fingerprint()).startsWith("table none 1x2 ");
  }

  @Test
  void standardizesNumbersFarFromZero() {
    List<String> rows = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      rows.add("1000000000." + i);
    }
    TableSet train =
        (TableSet) DataLoader.load(TestSettings.table(write("x", rows), THIRDS)).train();

    assertThat(deviation(train, 0)).isCloseTo(1, within(1e-6));
  }

  @Test
  void limitsRowsAfterStandardizing() {
    Path file = write("x,y", randomRows(200));
    DataSettings all = TestSettings.table(file, THIRDS);
    DataSettings few = all.withLimit(3);

    TableSet limited = (TableSet) DataLoader.load(few).train();

    assertThat(limited.count()).isEqualTo(3);
    assertThat(limited.columns()).isEqualTo(((TableSet) DataLoader.load(all).train()).columns());
  }

  @Test
  void refusesAColumnOfOneValueByItsName() {
    List<String> rows = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      rows.add(i + ",7,0.1");
    }
    Path file = write("x,always seven,tenth", rows);

    List<String> lines = failureOf(TestSettings.table(file, THIRDS)).getMessage().lines().toList();

    assertThat(lines).hasSize(2);
    assertThat(lines.get(0))
        .matches(
            ".*table.csv: column always seven: expected different values, found 7.0 in all \\d+"
                + " training rows; name the columns to read in data.table.columns, without it");
    assertThat(lines.get(1)).contains("column tenth: expected different values, found 0.1");
  }

  @Test
  void refusesNumbersThatCannotBeStandardized() {
    List<String> rows = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      rows.add(i + "e300");
    }

    Failure failure = failureOf(TestSettings.table(write("x", rows), THIRDS));

    assertThat(failure.kind()).isEqualTo(Failure.Kind.BAD_DATA);
    assertThat(failure)
        .hasMessageEndingWith(
            "table.csv: column x: expected numbers of a size that can be squared, found standard"
                + " deviation Infinity");
  }

  @Test
  void refusesNumbersFarBeyondThoseOfTheTrainingRows() {
    List<String> messages = new ArrayList<>();
    for (int far = 1; far <= 9; far++) {
      List<String> rows = new ArrayList<>(List.of(far + "e100"));
      for (int i = 0; i < 50; i++) {
        rows.add(String.valueOf(i));
      }
      Path file = write("x", rows);
      Failure failure =
          catchThrowableOfType(
              Failure.class, () -> DataLoader.load(TestSettings.table(file, THIRDS)));
      messages.add(failure == null ? "" : failure.getMessage());
    }
    // Where the far row is for training, it is one of many and no harm.
    assertThat(messages)
        .contains("")
        .anyMatch(message -> message.endsWith("beyond every float among the test rows"))
        .anyMatch(message -> message.endsWith("beyond every float among the validation rows"))
        .filteredOn(message -> !message.isEmpty())
        .allMatch(
            message ->
                message.contains(
                    "column x: expected numbers near those of the training rows (mean "));
  }

  @Test
  void refusesAFileOfWhichAPartIsEmpty() {
    Path file = write("x", List.of("1", "2"));

    Failure failure = failureOf(TestSettings.table(file, THIRDS));

    assertThat(failure.kind()).isEqualTo(Failure.Kind.BAD_CONFIG);
    assertThat(failure)
        .hasMessageStartingWith("data.split: expected rows in each part of " + file + ", found ")
        .hasMessageEndingWith(" for the test; give more rows or other shares");
  }

  @Test
  void asksForAPath() {
    DataSettings settings = TestSettings.table(folder, THIRDS).withPath(Optional.empty());

    assertThat(failureOf(settings))
        .hasMessage("data.path: expected a CSV file, because data.set is table, found nothing");
  }

  @Test
  void readsOnlyTheNamedColumns() {
    List<String> rows = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      rows.add("name" + i + "," + i);
    }
    Splits splits =
        DataLoader.load(
            TestSettings.table(write("name,x", rows), THIRDS, new Column("x", ColumnType.REAL)));

    assertThat(splits.width()).isEqualTo(1);
  }

  /** Rows of two whole numbers, all different. */
  private static List<String> randomRows(int count) {
    Random random = new Random(SEED);
    List<String> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      rows.add((1000 + random.nextInt(900)) + "," + i);
    }
    return rows;
  }

  private Set<String> testRows(List<String> rows) {
    TableSet test =
        (TableSet) DataLoader.load(TestSettings.table(write("x,y", rows), THIRDS)).test();
    Set<String> found = new HashSet<>();
    for (int row = 0; row < test.count(); row++) {
      found.add(Math.round(original(test, row, 0)) + "," + Math.round(original(test, row, 1)));
    }
    return found;
  }

  private static double original(TableSet set, int row, int column) {
    TableColumn units = set.columns().get(column);
    return units.mean() + units.standardDeviation() * set.value(row, column);
  }

  private static double mean(TableSet set, int column) {
    double sum = 0;
    for (int row = 0; row < set.count(); row++) {
      sum += set.value(row, column);
    }
    return sum / set.count();
  }

  private static double deviation(TableSet set, int column) {
    double mean = mean(set, column);
    double squares = 0;
    for (int row = 0; row < set.count(); row++) {
      squares += Math.pow(set.value(row, column) - mean, 2);
    }
    return Math.sqrt(squares / set.count());
  }

  private Path write(String header, List<String> rows) {
    String text = header + "\n" + String.join("\n", rows) + "\n";
    return IdxFiles.write(folder, "table.csv", text.getBytes(StandardCharsets.UTF_8));
  }

  private static Failure failureOf(DataSettings settings) {
    return catchThrowableOfType(Failure.class, () -> DataLoader.load(settings));
  }
}
