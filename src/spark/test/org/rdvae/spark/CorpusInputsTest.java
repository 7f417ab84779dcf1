package org.rdvae.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rdvae.spark.CorpusFiles.done;
import static org.rdvae.spark.CorpusFiles.nameOf;
import static org.rdvae.spark.CorpusFiles.paint;
import static org.rdvae.spark.CorpusFiles.rows;
import static org.rdvae.spark.CorpusFiles.run;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroup;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rdvae.cli.CommandResult;

/** Folders, lists and tables name the files of a corpus; those that cannot be used are reported. */
class CorpusInputsTest {
  private static final MessageType TABLE =
      MessageTypeParser.parseMessageType(
          "message table { optional binary name (STRING); optional binary bytes; required int32 n;"
              + " }");

  @TempDir static Path folder;
  private static Path model;

  @BeforeAll
  static void makeModel() {
    model = CorpusFiles.model();
  }

  @Test
  void aFolderGivesItsPicturesWhateverTheirNames() throws IOException {
    Path pictures = folder.resolve("names");
    List<String> names =
        List.of("_DSC01.JPG", "a b.png", "a:b.png", "a{1,2}[3]*?.png", "b%20c#d.png", "über/ü.png");
    names.forEach(name -> paint(pictures.resolve(name), name.length()));
    paint(pictures.resolve(".hidden.png"), 1);
    paint(pictures.resolve(".git/p.png"), 2);
    CorpusFiles.write(pictures.resolve("notes.txt"), "no picture");
    Files.createSymbolicLink(pictures.resolve("über/back"), pictures);

    Path out = folder.resolve("names-out");
    CommandResult result = done("encode", model, pictures, "--out", out);
    assertThat(rows(out.resolve("latents")))
        .extracting(row -> CorpusFiles.nameIn(pictures, row))
        .containsExactlyElementsOf(names);
    assertThat(result.err()).contains("ignored other files: .txt 1");
  }

  @Test
  void sparkReadsTheTables() {
    Path pictures = CorpusFiles.paintAll(folder.resolve("read"), 5);
    CorpusFiles.truncate(pictures.resolve("bad.png"));
    Path out = folder.resolve("read-out");
    done("encode", model, pictures, "--out", out, "--part-files", 2);
    try (SparkSession spark = session()) {
      Dataset<Row> latents = spark.read().parquet(out.resolve("latents").toString());
      assertThat(latents.columns()).containsExactly("path", "latents", "log_stddev", "model");
      assertThat(latents.selectExpr("cast(sum(size(latents)) as int)").first().getInt(0))
          .isEqualTo(5 * 3);
      assertThat(latents.schema().apply("latents").dataType().simpleString())
          .isEqualTo("array<float>");
    }
  }

  private static SparkSession session() {
    return SparkSession.builder()
        .master("local[1]")
        .config("spark.ui.enabled", "false")
        .config("spark.sql.shuffle.partitions", "1")
        .getOrCreate();
  }

  @Test
  void badFilesAreReportedAndNotInTheWay() throws IOException {
    Path pictures = CorpusFiles.paintAll(folder.resolve("bad"), 6);
    CorpusFiles.truncate(pictures.resolve("d0/broken.png"));
    CorpusFiles.write(pictures.resolve("d1/text.jpg"), "this is no picture, whatever its name");
    CorpusFiles.write(pictures.resolve("d2/empty.png"), "");
    Files.createSymbolicLink(pictures.resolve("gone.png"), folder.resolve("nowhere.png"));
    Path out = folder.resolve("bad-out");

    CommandResult result = done("encode", model, pictures, "--out", out, "--part-files", 2);
    assertThat(result.out())
        .contains("encode: 10 files, 6 done, 4 bad (file:" + out + "/bad-files.csv)");
    assertThat(rows(out.resolve("latents"))).hasSize(6);
    String place = "file:" + pictures + "/";
    assertThat(Files.readAllLines(out.resolve("bad-files.csv")))
        .containsExactly(
            "path,reason",
            place
                + "d0/broken.png,\"expected a picture, found: truncated: it ends after 50 bytes,"
                + " before its end mark\"",
            place
                + "d1/text.jpg,\"expected a picture, found: its first bytes are not those of PNG,"
                + " JPEG, WebP, BMP or GIF\"",
            place + "d2/empty.png,\"expected a picture, found: an empty file\"",
            place + "gone.png,it does not exist");

    CommandResult strict =
        run("encode", model, pictures, "--out", out, "--resume", "--on-bad-image", "error");
    assertThat(strict.code()).isEqualTo(65);
    assertThat(strict.err()).contains("rdvae: 4 of 10 files could not be used; file:" + out);
  }

  @Test
  void aListGivesItsPathsOnceEach() throws IOException {
    Path pictures = CorpusFiles.paintAll(folder.resolve("listed"), 3);
    Path list =
        CorpusFiles.write(
            folder.resolve("list.txt"),
            String.join(
                "\n",
                "file:" + pictures.resolve(nameOf(2)),
                pictures.resolve(nameOf(0)).toString(),
                "",
                pictures.resolve(nameOf(0)) + "\r",
                pictures.resolve("none.png").toString()));
    Path out = folder.resolve("list-out");
    CommandResult result = done("encode", model, "--list", list, "--out", out, "--json");
    assertThat(result.err()).contains("1 repeated paths are left out: a file is done once");
    assertThat(result.out())
        .contains("\"files\":3,\"done\":2,\"bad\":1,")
        .endsWith("}" + System.lineSeparator());
    assertThat(rows(out.resolve("latents")))
        .extracting(row -> CorpusFiles.nameIn(pictures, row))
        .containsExactly(nameOf(2), nameOf(0));
    assertThat(Files.readString(out.resolve("bad-files.csv")))
        .contains("none.png,it does not exist");
  }

  @Test
  void aTableGivesPathsOrTheFilesThemselves() throws IOException {
    Path pictures = CorpusFiles.paintAll(folder.resolve("tabled"), 7);
    Path table = folder.resolve("table.parquet");
    Path plain = folder.resolve("plain-out");
    done("encode", model, pictures, "--out", plain);
    try (SparkSession spark = session()) {
      spark
          .read()
          .format("binaryFile")
          .option("recursiveFileLookup", "true")
          .load(pictures.toString())
          .coalesce(1)
          .write()
          .parquet(table.toString());
    }
    Path byPath = folder.resolve("by-path");
    done("encode", model, "--table", table, "--path-column", "path", "--out", byPath);
    Path byContent = folder.resolve("by-content");
    done(
        "encode",
        model,
        "--table",
        table,
        "--content-column",
        "content",
        "--name-column",
        "path",
        "--out",
        byContent);

    List<String> expected = latents(plain);
    assertThat(expected).hasSize(7);
    assertThat(latents(byPath)).isEqualTo(expected);
    // Its paths are those of Spark, with an empty host.
    assertThat(latents(byContent).stream().map(row -> row.replace("file:///", "file:/")))
        .containsExactlyElementsOf(expected);
  }

  private static List<String> latents(Path out) {
    return rows(out.resolve("latents")).stream().map(Group::toString).sorted().toList();
  }

  @Test
  void aDamagedTableLosesItsRowGroupAndNoOther() throws IOException {
    Path table = folder.resolve("damaged.parquet");
    byte[] picture = Files.readAllBytes(picture());
    List<Group> rows = new ArrayList<>();
    for (int n = 0; n < 40; n++) {
      Group row = new SimpleGroup(TABLE);
      if (n != 1) {
        row.append("name", "folder/p" + n + ".png");
      }
      if (n != 2) {
        row.append("bytes", Binary.fromConstantByteArray(n == 3 ? new byte[7] : picture));
      }
      rows.add(row.append("n", n));
    }
    write(table, rows);
    int[] groups = rowGroups(table);
    assertThat(groups.length).isGreaterThan(2);
    damage(table, 1);

    Path out = folder.resolve("damaged-out");
    done(
        "score",
        model,
        "--table",
        table,
        "--content-column",
        "bytes",
        "--name-column",
        "name",
        "--out",
        out);
    List<String> bad = Files.readAllLines(out.resolve("bad-files.csv"));
    assertThat(bad.subList(0, 4))
        .containsExactly(
            "path,reason",
            "file:" + table + "#1,\"expected a name in column name, found none\"",
            "folder/p2.png,\"expected a file in column bytes, found none\"",
            "folder/p3.png,\"expected a picture, found: its first bytes are not those of PNG, JPEG,"
                + " WebP, BMP or GIF\"");
    assertThat(bad).hasSize(4 + groups[1]);
    assertThat(bad.get(4)).startsWith("file:" + table + "#" + groups[0] + ",");
    assertThat(bad.get(4)).contains("the table cannot be read: ");
    assertThat(rows(out.resolve("scores"))).hasSize(40 - 3 - groups[1]);
  }

  private static Path picture() {
    Path png = folder.resolve("one.png");
    paint(png, 3);
    return png;
  }

  private static void write(Path file, List<Group> rows) throws IOException {
    try (ParquetWriter<Group> writer =
        ExampleParquetWriter.builder(new org.apache.hadoop.fs.Path(file.toUri()))
            .withType(TABLE)
            .withConf(new Configuration(false))
            .withDictionaryEncoding(false)
            .withRowGroupSize(1500L)
            .withMinRowCountForPageSizeCheck(5)
            .withMaxRowCountForPageSizeCheck(5)
            .build()) {
      for (Group row : rows) {
        writer.write(row);
      }
    }
    Files.deleteIfExists(file.resolveSibling("." + file.getFileName() + ".crc"));
  }

  private static int[] rowGroups(Path file) throws IOException {
    try (ParquetFileReader reader = open(file)) {
      return IntStream.range(0, reader.getRowGroups().size())
          .map(group -> (int) reader.getRowGroups().get(group).getRowCount())
          .toArray();
    }
  }

  private static ParquetFileReader open(Path file) throws IOException {
    return ParquetFileReader.open(
        HadoopInputFile.fromPath(
            new org.apache.hadoop.fs.Path(file.toUri()), new Configuration(false)));
  }

  /** Turns bits in the middle of the column of bytes of a row group. */
  private static void damage(Path file, int group) throws IOException {
    ColumnChunkMetaData column;
    try (ParquetFileReader reader = open(file)) {
      column = reader.getRowGroups().get(group).getColumns().get(1);
    }
    try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
      bytes.seek(column.getStartingPos() + column.getTotalSize() / 2);
      bytes.write("damage".getBytes(StandardCharsets.US_ASCII));
    }
  }
}
