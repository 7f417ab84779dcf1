package org.rdvae.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rdvae.base.Failure;
import org.rdvae.data.TableSettings.Column;
import org.rdvae.data.TableSettings.ColumnType;

class CsvTableTest {
  private static final TableSettings ALL = new TableSettings(List.of(), ColumnType.REAL);

  @TempDir Path folder;

  @Test
  void readsAllColumnsAsRealWithoutASetting() {
    CsvTable table = read("height,weight\n1.5,-2e3\n+.5,7.\n", ALL);

    assertThat(table.columns())
        .containsExactly(
            new Column("height", ColumnType.REAL), new Column("weight", ColumnType.REAL));
    assertThat(table.rows()).containsExactly(new double[] {1.5, -2000}, new double[] {0.5, 7});
  }

  @Test
  void readsTheNamedColumnsInTheirOrderAndLeavesOutTheRest() {
    CsvTable table = read("a,name,b,c\n1,x,2,\n4,y,5,z\n", reals("b", "a"));

    assertThat(table.rows()).containsExactly(new double[] {2, 1}, new double[] {5, 4});
  }

  @Test
  void readsAllColumnsAsBitsWhenToldSo() {
    CsvTable table = read("a,b\n0,1\n1.0,0\n", new TableSettings(List.of(), ColumnType.BIT));

    assertThat(table.columns()).extracting(Column::type).containsOnly(ColumnType.BIT);
    assertThat(table.rows()).containsExactly(new double[] {0, 1}, new double[] {1, 0});
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a,b\r\n1,2\r\n3,4\r\n",
        "\uFEFFa,b\n1,2\n3,4",
        "\uFEFF\"a\",b\n1,2\n3,4",
        "a , b\n 1 , 2\n\n\"3\",\"4\"\n\n"
      })
  void readsWhatSpreadsheetsWrite(String text) {
    CsvTable table = read(text, ALL);

    assertThat(table.columns()).extracting(Column::name).containsExactly("a", "b");
    assertThat(table.rows()).containsExactly(new double[] {1, 2}, new double[] {3, 4});
  }

  @Test
  void tellsNoMinusZeroFromZero() {
    double zero = read("a\n-0\n", ALL).rows().get(0)[0];

    assertThat(Double.doubleToRawLongBits(zero)).isZero();
  }

  static Stream<Arguments> badTexts() {
    return Stream.of(
        bad("", ": expected a line with the names of the columns, found an empty file"),
        bad("a,b\n", ": expected rows below the names of the columns, found none"),
        bad("a,b\n1\n", ":2: expected 2 cells, as in the first line, found 1"),
        bad("a,b\n1,2\n1,2,3", ":3: expected 2 cells, as in the first line, found 3"),
        bad("a,b\n1,2\n3,", ":3: column b: expected a finite number, found an empty cell"),
        bad("a,b\n1,2\n\n\n3,x\n", ":5: column b: expected a finite number, found \"x\""),
        bad("a\n1\nNaN\n", ":3: column a: expected a finite number, found NaN"),
        bad("a\n-Infinity\n", ":2: column a: expected a finite number, found -Infinity"),
        bad("a\n1e999\n", ":2: column a: expected a finite number, found \"1e999\""),
        bad("a\n1f\n", ":2: column a: expected a finite number, found \"1f\""),
        bad("a\n0x1p3\n", ":2: column a: expected a finite number, found \"0x1p3\""),
        bad("a,b\n\"1,5\",2\n", ":2: column a: expected a finite number, found \"1,5\""),
        bad(
            "a\n\"1\n2" + "3".repeat(60) + "\"\n",
            ":3: column a: expected a finite number, found \"1 2" + "3".repeat(37) + "...\""),
        bad("a,,b\n1,2,3\n", ":1: expected a name for each column, found none for column 2"),
        bad("a,b,a\n1,2,3\n", ":1: expected a different name for each column, found \"a\" twice"),
        bad("a;b\n1;2\n", ":1: expected commas between the columns, found \"a;b\""),
        bad("a\tb\n1\t2\n", ":1: expected commas between the columns, found \"a b\""),
        bad(
            "1.5,2\n3,4\n",
            ":1: expected a line with the names of the columns, found numbers: 1.5, 2"),
        bad("a,b\n1,\"2\n3,4\n", ": expected comma-separated values, found damage: "));
  }

  private static Arguments bad(String text, String message) {
    return Arguments.of(text, message);
  }

  @ParameterizedTest
  @MethodSource("badTexts")
  void refusesABadFileWithItsPlaceAndWhatIsWrong(String text, String message) {
    Path file = write(text);

    Failure failure = failureOf(file, ALL);

    assertThat(failure.kind()).isEqualTo(Failure.Kind.BAD_DATA);
    assertThat(failure).hasMessageStartingWith(file + message);
    assertThat(failure.getMessage().lines()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"2", "0.5", "true", "", "-1"})
  void refusesWhatIsNoBit(String cell) {
    Path file = write("alive,x\n1,5\n" + cell + ",6\n");
    TableSettings settings =
        new TableSettings(List.of(new Column("alive", ColumnType.BIT)), ColumnType.REAL);

    assertThat(failureOf(file, settings))
        .hasMessageStartingWith(file + ":3: column alive: expected 0 or 1, found ")
        .hasMessageEndingWith(cell.isEmpty() ? "an empty cell" : '"' + cell + '"');
  }

  @Test
  void tellsTheFirstTenProblemsAtOnceAndCountsTheRest() {
    Path file =
        write(
            "a,b\n"
                + IntStream.range(0, 13).mapToObj(i -> i + ",x\n").collect(Collectors.joining()));

    List<String> lines = failureOf(file, ALL).getMessage().lines().toList();

    assertThat(lines).hasSize(11);
    assertThat(lines.get(9))
        .isEqualTo(file + ":11: column b: expected a finite number, found \"x\"");
    assertThat(lines.get(10)).isEqualTo("and 3 more");
  }

  @Test
  void refusesBytesThatAreNoText() {
    Path file = IdxFiles.write(folder, "table.csv", new byte[] {'a', '\n', (byte) 0xFF, '\n'});

    assertThat(failureOf(file, ALL))
        .hasMessage(file + ": expected text in UTF-8, found bytes that are none");
  }

  @Test
  void refusesWhatIsNoFile() {
    assertThat(failureOf(folder, ALL))
        .hasMessage("data.path: " + folder + ": expected a CSV file, found a folder");
    Path absent = folder.resolve("absent.csv");
    Failure failure = failureOf(absent, ALL);
    assertThat(failure)
        .hasMessage("data.path: " + absent + ": expected a CSV file, found nothing there");
    assertThat(failure.kind()).isEqualTo(Failure.Kind.BAD_CONFIG);
  }

  @Test
  void refusesAColumnThatTheFileLacksAndNamesThoseItHas() {
    Path file = write("height,weight\n1,2\n");

    Failure failure = failureOf(file, reals("heigth"));

    assertThat(failure.kind()).isEqualTo(Failure.Kind.BAD_CONFIG);
    assertThat(failure)
        .hasMessage(
            "data.table.columns: expected a column of "
                + file
                + " (height, weight), found \"heigth\"");
  }

  @Test
  void namesAFewColumnsOfManyOnly() {
    Path file =
        write(IntStream.range(0, 40).mapToObj(i -> "c" + i).collect(Collectors.joining(",")));

    assertThat(failureOf(file, reals("x"))).hasMessageContaining(", c10, c11 and 28 more)");
  }

  @Test
  void refusesAColumnNamedTwice() {
    assertThat(failureOf(write("a,b\n1,2\n"), reals("a", "b", "a")))
        .hasMessage("data.table.columns: expected each column once, found \"a\" twice");
  }

  @Test
  void refusesRealNumbersAndBitsTogether() {
    TableSettings mixed =
        new TableSettings(
            List.of(
                new Column("alive", ColumnType.BIT),
                new Column("dead", ColumnType.BIT),
                new Column("age", ColumnType.REAL)),
            ColumnType.REAL);

    Failure failure = failureOf(write("age,alive,dead\n1,0,1\n"), mixed);

    assertThat(failure.kind()).isEqualTo(Failure.Kind.BAD_CONFIG);
    assertThat(failure)
        .hasMessage(
            "data.table.columns: expected columns of one type, because one likelihood covers them"
                + " all, found \"age\" of type real and \"alive\" of type bit");
  }

  private static TableSettings reals(String... names) {
    return new TableSettings(
        Stream.of(names).map(name -> new Column(name, ColumnType.REAL)).toList(), ColumnType.REAL);
  }

  private Path write(String text) {
    return IdxFiles.write(folder, "table.csv", text.getBytes(StandardCharsets.UTF_8));
  }

  private CsvTable read(String text, TableSettings settings) {
    return CsvTable.read(write(text), settings);
  }

  private static Failure failureOf(Path file, TableSettings settings) {
    return catchThrowableOfType(Failure.class, () -> CsvTable.read(file, settings));
  }
}
