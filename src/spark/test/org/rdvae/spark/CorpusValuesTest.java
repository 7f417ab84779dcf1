package org.rdvae.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.rdvae.spark.CorpusFiles.done;
import static org.rdvae.spark.CorpusFiles.nameIn;
import static org.rdvae.spark.CorpusFiles.nameOf;
import static org.rdvae.spark.CorpusFiles.rows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.parquet.example.data.Group;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rdvae.base.Sha256;
import org.rdvae.cli.CommandResult;
import org.rdvae.job.Latents;
import org.rdvae.job.SavedModel;

/** A corpus job gives the numbers and the files that the ordinary commands give. */
class CorpusValuesTest {
  private static final int PICTURES = 13;

  @TempDir static Path folder;
  private static Path pictures;
  private static Path model;
  private static Path codec;

  @BeforeAll
  static void makeFiles() {
    model = CorpusFiles.model();
    codec = CorpusFiles.codec();
    pictures = CorpusFiles.paintAll(folder.resolve("in put"), PICTURES);
  }

  @Test
  void latentsAreThoseOfTheOrdinaryCommand() {
    Path one = folder.resolve("latents.safetensors");
    CommandResult.done("encode", model, pictures, "--out", one, "--threads", 1);
    Path out = folder.resolve("latents");
    CommandResult result = done("encode", model, pictures, "--out", out, "--part-files", 5);

    Latents expected = Latents.read(one, SavedModel.load(model));
    List<Group> rows = rows(out.resolve("latents"));
    assertThat(result.out()).contains("encode: 13 files, 13 done, 0 bad");
    assertThat(rows).hasSize(PICTURES);
    // Both go through the folder by name, sub-folder by sub-folder.
    for (int i = 0; i < PICTURES; i++) {
      for (int j = 0; j < expected.size(); j++) {
        int at = i * expected.size() + j;
        assertThat(element(rows.get(i), "latents", j)).isEqualTo(expected.mean()[at]);
        assertThat(element(rows.get(i), "log_stddev", j)).isEqualTo(expected.logStddev()[at]);
      }
      assertThat(rows.get(i).getString("model", 0)).isEqualTo(expected.model());
    }
    assertThat(Files.exists(out.resolve("latents/.part-000000.parquet.crc"))).isFalse();
  }

  private static float element(Group row, String column, int index) {
    return row.getGroup(column, 0).getGroup("list", index).getFloat("element", 0);
  }

  @Test
  void scoresAreThoseOfTheOrdinaryCommandWithTheSeedOfTheirRow() throws IOException {
    Path out = folder.resolve("scores");
    done("score", model, pictures, "--out", out, "--seed", 7, "--part-files", 6);
    Map<String, Group> rows = byName(out);
    assertThat(rows).hasSize(PICTURES);
    for (int n = 0; n < PICTURES; n += 6) {
      Group row = rows.get(nameOf(n));
      Path csv = folder.resolve("score" + n + ".csv");
      CommandResult.done(
          "score",
          model,
          pictures.resolve(nameOf(n)),
          "--seed",
          row.getLong("seed", 0),
          "--out",
          csv,
          "--threads",
          1);
      List<String> lines = Files.readAllLines(csv);
      String[] names = lines.get(0).split(",", -1);
      String[] values = lines.get(1).split(",", -1);
      for (int i = 2; i < names.length; i++) {
        assertThat(row.getDouble(names[i], 0))
            .as(names[i])
            .isCloseTo(Double.parseDouble(values[i]), within(1e-4));
      }
      assertThat(row.getInteger("importance_samples", 0)).isEqualTo(4);
      assertThat(row.getDouble("bits_per_dimension", 0))
          .isCloseTo(-row.getDouble("elbo", 0) / (8 * 8 * 3) / Math.log(2), within(1e-12));
      assertThat(row.getDouble("nll_bits_per_dimension", 0))
          .isCloseTo(row.getDouble("nll", 0) / (8 * 8 * 3) / Math.log(2), within(1e-12));
    }
  }

  @Test
  void scoresDependNeitherOnThePartsNorOnTheOtherPictures() {
    Path whole = folder.resolve("whole");
    Path few = folder.resolve("few");
    Path other = folder.resolve("other");
    done("score", model, pictures, "--out", whole);
    done("score", model, pictures.resolve("d1"), "--out", few, "--part-files", 1);
    done("score", model, pictures.resolve("d1"), "--out", other, "--seed", 2);
    Map<String, Group> all = byName(whole);
    Map<String, Group> seeded = byName(other);
    byName(few)
        .forEach(
            (name, row) -> {
              assertThat(row.getDouble("nll", 0))
                  .isCloseTo(all.get(name).getDouble("nll", 0), within(1e-4));
              assertThat(row.getDouble("nll", 0))
                  .isNotEqualTo(seeded.get(name).getDouble("nll", 0));
            });
  }

  private static Map<String, Group> byName(Path out) {
    return rows(out.resolve("scores")).stream()
        .collect(Collectors.toMap(row -> nameIn(pictures, row), Function.identity()));
  }

  @Test
  void filesAreThoseOfTheOrdinaryCommandsByteForByte() throws IOException {
    Path out = folder.resolve("compressed");
    Path ordinary = folder.resolve("ordinary.rdv");
    Path back = folder.resolve("back");
    Path png = folder.resolve("ordinary.png");
    done("compress", pictures, "--model", codec, "--quality", 2.5, "--out", out);
    done("decompress", out.resolve("files"), "--model", codec, "--out", back);
    assertThat(CorpusFiles.filesIn(back.resolve("files"))).isEqualTo(CorpusFiles.filesIn(pictures));

    CommandResult.done(
        "compress",
        pictures.resolve(nameOf(4)),
        "--model",
        codec,
        "--quality",
        2.5,
        "--out",
        ordinary,
        "--threads",
        1);
    CommandResult.done("decompress", ordinary, "--model", codec, "--out", png, "--threads", 1);
    Path made = out.resolve("files").resolve(nameOf(4).replace(".png", ".rdv"));
    assertThat(made).hasSameBinaryContentAs(ordinary);
    assertThat(back.resolve("files").resolve(nameOf(4))).hasSameBinaryContentAs(png);

    Group row =
        rows(out.resolve("manifest")).stream()
            .filter(group -> nameIn(pictures, group).equals(nameOf(4)))
            .findFirst()
            .orElseThrow();
    byte[] bytes = Files.readAllBytes(made);
    assertThat(row.getString("output", 0)).isEqualTo("d1/p00004.rdv");
    assertThat(row.getString("sha256", 0)).isEqualTo(Sha256.of(bytes));
    assertThat(row.getLong("bytes_out", 0)).isEqualTo(bytes.length);
    assertThat(row.getLong("bytes_in", 0)).isEqualTo(Files.size(pictures.resolve(nameOf(4))));
    assertThat(row.getDouble("quality", 0)).isCloseTo(2.5, within(0.01));
    assertThat(row.getDouble("bits_per_pixel", 0))
        .isCloseTo(
            8.0 * bytes.length / (row.getInteger("width", 0) * row.getInteger("height", 0)),
            within(1e-9));
  }
}
