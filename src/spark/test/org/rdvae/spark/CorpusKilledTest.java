package org.rdvae.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.parquet.example.data.Group;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rdvae.base.Sha256;
import org.rdvae.cli.CommandResult;
import org.rdvae.cli.RdvaeProcess;

/**
 * A corpus job that is killed and resumed has every file once, and the same rows as one that nobody
 * disturbed. {@code -Drdvae.corpus-files=10000} takes the number that it was measured with.
 */
class CorpusKilledTest {
  private static final int FILES = Integer.getInteger("rdvae.corpus-files", 600);

  private static final int PART = FILES / 30;

  @TempDir static Path folder;
  private static Path pictures;
  private static Path model;
  private static Path calm;

  @BeforeAll
  static void makeFiles() {
    model = CorpusFiles.model();
    pictures = CorpusFiles.paintAll(folder.resolve("pictures"), FILES);
    for (int n = 0; n < FILES; n += FILES / 10) {
      CorpusFiles.truncate(pictures.resolve(CorpusFiles.nameOf(n)));
    }
    calm = folder.resolve("calm");
    CorpusFiles.done(
        "score", model, pictures, "--out", calm, "--part-files", PART, "--importance-samples", 20);
  }

  @Test
  void aJobWhoseDriverIsKilledGoesOnWithoutLossAndWithoutRepetition() {
    Path out = folder.resolve("killed");
    Object[] words = {
      "score",
      model,
      pictures,
      "--out",
      out,
      "--part-files",
      PART,
      "--importance-samples",
      20,
      "--resume"
    };
    int before;
    try (RdvaeProcess process = CorpusFiles.start(folder, Map.of(), CorpusFiles.MASTER, words)) {
      process.await(() -> parts(out) > 1);
      process.kill();
      process.exitCode();
      before = parts(out);
      assertThat(before).as(process.output()).isBetween(2, 29);
    }
    assertThat(out.resolve("summary.json")).doesNotExist();

    CommandResult resumed = CorpusFiles.done(words);
    assertThat(resumed.out())
        .contains(
            String.format(Locale.ROOT, "score: %,d files, %,d done, 10 bad", FILES, FILES - 10),
            String.format(Locale.ROOT, "%,d of them before this was resumed", before * PART));
    requireUndisturbed(out);
  }

  @Test
  void anExecutorThatIsKilledTakesNothingWithIt() throws Exception {
    Path out = folder.resolve("lost");
    // Slow attempts are done twice at the same time, too.
    Map<String, String> settings = new TreeMap<>(LoopbackCluster.settings());
    settings.put("spark.speculation", "true");
    settings.put("spark.speculation.multiplier", "1");
    settings.put("spark.speculation.quantile", "0.1");
    LoopbackCluster cluster =
        new LoopbackCluster(Files.createDirectories(folder.resolve("cluster")), 2, 1);
    try (RdvaeProcess driver =
        CorpusFiles.start(
            folder,
            settings,
            cluster.address(),
            "score",
            model,
            pictures,
            "--out",
            out,
            "--part-files",
            PART,
            "--importance-samples",
            20,
            "--json")) {
      driver.await(() -> parts(out) > 1);
      assertThat(cluster.executors()).as(driver.output()).isNotEmpty();
      LoopbackCluster.signal(cluster.executors().get(0), "KILL");
      assertThat(driver.exitCode()).as(driver.output()).isZero();
      assertThat(driver.output())
          .contains(
              String.format(
                  Locale.ROOT, "\"files\":%d,\"done\":%d,\"bad\":10,", FILES, FILES - 10));
    } finally {
      cluster.close();
    }
    requireUndisturbed(out);
  }

  private static int parts(Path out) {
    Path tables = out.resolve("scores");
    return Files.isDirectory(tables)
        ? (int)
            CorpusFiles.filesIn(tables).stream().filter(name -> name.startsWith("part-")).count()
        : 0;
  }

  /** All files once, the bad ones in the report, and rows that do not tell what happened. */
  private static void requireUndisturbed(Path out) {
    List<Group> rows = CorpusFiles.rows(out.resolve("scores"));
    List<String> expected =
        IntStream.range(0, FILES)
            .filter(n -> n % (FILES / 10) != 0)
            .mapToObj(CorpusFiles::nameOf)
            .sorted()
            .toList();
    assertThat(rows).extracting(row -> CorpusFiles.nameIn(pictures, row)).isEqualTo(expected);

    assertThat(hash(rows)).isEqualTo(hash(CorpusFiles.rows(calm.resolve("scores"))));
    assertThat(out.resolve("bad-files.csv")).hasSameBinaryContentAs(calm.resolve("bad-files.csv"));
  }

  /** Of the rows, since Parquet names a column's encodings in an order that changes. */
  private static String hash(List<Group> rows) {
    return Sha256.of(rows.toString().getBytes(StandardCharsets.UTF_8));
  }
}
