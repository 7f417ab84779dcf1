package org.rdvae.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rdvae.spark.CorpusFiles.done;
import static org.rdvae.spark.CorpusFiles.paint;
import static org.rdvae.spark.CorpusFiles.rows;
import static org.rdvae.spark.CorpusFiles.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rdvae.cli.CommandResult;

/** What a corpus job refuses, before Spark is started and before anything is written. */
class CorpusRefusalsTest {
  @TempDir static Path folder;
  private static Path pictures;
  private static Path model;
  private static Path codec;

  @BeforeAll
  static void makeFiles() {
    model = CorpusFiles.model();
    codec = CorpusFiles.codec();
    pictures = CorpusFiles.paintAll(folder.resolve("pictures"), 4);
  }

  private static void refused(int code, String message, Object... words) {
    CommandResult result = run(words);
    assertThat(result.err()).contains(message).doesNotContain("\tat ");
    assertThat(result.code()).as(result.err()).isEqualTo(code);
    assertThat(result.out()).isEmpty();
  }

  @Test
  void outputsOfOneNameAreRefusedBeforeAnythingIsDone() {
    Path twice = folder.resolve("twice");
    paint(twice.resolve("a/x.png"), 1);
    paint(twice.resolve("a/X.jpg"), 2);
    paint(twice.resolve("b/x.png"), 3);
    Path out = folder.resolve("twice-out");
    refused(
        2,
        "Expected one output for each input: file:"
            + twice
            + "/a/X.jpg and file:"
            + twice
            + "/a/x.png would both become x.rdv in one folder",
        "compress",
        twice,
        "--model",
        codec,
        "--out",
        out);
    assertThat(out).doesNotExist();
    Path beside = folder.resolve("beside");
    paint(beside.resolve("a.png"), 1);
    paint(beside.resolve("a.rdv/b.png"), 2);
    refused(
        2,
        "a file beside the folder file:" + beside + "/a.rdv would become a file of the same name",
        "compress",
        beside,
        "--model",
        codec,
        "--out",
        out);
    assertThat(out).doesNotExist();
    // Latents need no names of their own.
    done("encode", model, twice, "--out", out);
    assertThat(rows(out.resolve("latents"))).hasSize(3);
  }

  @Test
  void aFolderWithOtherFilesIsRefused() {
    Path out = folder.resolve("mine");
    CorpusFiles.write(out.resolve("letter.txt"), "Dear");
    refused(
        73,
        "--out file:" + out + ": expected an empty folder or a new one, found other files there.",
        "encode",
        model,
        pictures,
        "--out",
        out);
    refused(73, "found other files there", "encode", model, pictures, "--out", out, "--resume");
  }

  @Test
  void aJobGoesOnOnlyIfAskedToAndOnlyAsItWasBegun() throws IOException {
    Path out = folder.resolve("begun");
    done("score", model, pictures, "--out", out, "--seed", 3, "--resume");
    refused(
        73,
        "holds a corpus job already; go on with it by --resume.",
        "score",
        model,
        pictures,
        "--out",
        out,
        "--seed",
        3);
    refused(
        73,
        "was begun with other settings; a resumed job must keep them:\n  seed: 3, now 4",
        "score",
        model,
        pictures,
        "--out",
        out,
        "--seed",
        4,
        "--resume");
    refused(
        73, "\n  command: score, now encode", "encode", model, pictures, "--out", out, "--resume");
    refused(
        73,
        "\n  input: file:" + pictures + ", now file:" + pictures + "/d0",
        "score",
        model,
        pictures.resolve("d0"),
        "--out",
        out,
        "--seed",
        3,
        "--resume");

    Path table = out.resolve("scores/part-000000.parquet");
    var written = Files.getLastModifiedTime(table);
    CommandResult again =
        done("score", model, pictures, "--out", out, "--seed", 3, "--resume", "--json");
    assertThat(again.out()).contains("\"files\":4,\"done\":4,\"bad\":0,", "\"resumed\":4,");
    assertThat(Files.getLastModifiedTime(table)).isEqualTo(written);
  }

  @Test
  void aDamagedTableOfTheJobIsNamedAndDoneAgainOnceRemoved() throws IOException {
    Path out = folder.resolve("spoilt");
    done("encode", model, pictures, "--out", out, "--part-files", 2);
    Path table = out.resolve("latents/part-000001.parquet");
    List<String> whole = List.of(rows(out.resolve("latents")).toString());
    Files.write(table, new byte[100]);
    refused(
        65,
        "part-000001.parquet cannot be read:",
        "encode",
        model,
        pictures,
        "--out",
        out,
        "--resume");
    Files.delete(table);
    assertThat(done("encode", model, pictures, "--out", out, "--resume").out())
        .contains("4 files, 4 done, 0 bad; 2 of them before this was resumed");
    assertThat(List.of(rows(out.resolve("latents")).toString())).isEqualTo(whole);
  }

  @Test
  void aDamagedPlanOrRecordIsNamed() throws IOException {
    Path out = folder.resolve("spoilt-plan");
    done("encode", model, pictures, "--out", out, "--part-files", 2);
    Files.delete(out.resolve("latents/part-000001.parquet"));
    String remedy =
        "The job cannot go on without it: begin it anew in another folder, or put the file back.";
    for (String name : List.of("plan/part-000001.json", "plan/plan.json", "job.json")) {
      byte[] whole = Files.readAllBytes(out.resolve(name));
      for (String damaged : List.of("{\"pa", "{}", "")) {
        Files.writeString(out.resolve(name), damaged);
        CommandResult result = run("encode", model, pictures, "--out", out, "--resume");
        assertThat(result.err())
            .contains("file:" + out.resolve(name) + " is damaged: ", remedy)
            .doesNotContain("\tat ");
        assertThat(result.code()).isEqualTo(65);
      }
      Files.write(out.resolve(name), whole);
    }
    done("encode", model, pictures, "--out", out, "--resume");
  }

  @Test
  void aJobThatWasKilledWhileItListedItsInputsListsThemAgain() throws IOException {
    Path out = folder.resolve("early");
    CorpusFiles.write(out.resolve(".job.json.1.tmp"), "{");
    done("encode", model, pictures, "--out", out, "--part-files", 1);
    for (String name : List.of("plan/plan.json", "latents/part-000001.parquet", "summary.json")) {
      Files.delete(out.resolve(name));
    }
    assertThat(done("encode", model, pictures, "--out", out, "--resume", "--part-files", 1).out())
        .contains("4 files, 4 done, 0 bad; 3 of them before this was resumed");
    assertThat(rows(out.resolve("latents"))).hasSize(4);
  }

  @Test
  void wordsThatCannotBeAreRefused() {
    Path out = folder.resolve("never");
    Path list = CorpusFiles.write(folder.resolve("empty.txt"), "\n\n");
    refused(2, "expected inputs, or --list, or --table, found none", "encode", model, "--out", out);
    refused(
        2, "found more than one of them", "encode", model, pictures, "--list", list, "--out", out);
    refused(
        2,
        "--table: expected either --path-column, or --content-column and --name-column",
        "encode",
        model,
        "--table",
        pictures,
        "--name-column",
        "n",
        "--out",
        out);
    refused(
        2,
        "--part-files: expected none with --content-column, since a task reads a whole row group of"
            + " the table, and does its rows",
        "encode",
        model,
        "--table",
        pictures,
        "--content-column",
        "c",
        "--name-column",
        "n",
        "--part-files",
        5,
        "--out",
        out);
    refused(
        2,
        "--path-column, --content-column and --name-column go with --table",
        "encode",
        model,
        pictures,
        "--path-column",
        "n",
        "--out",
        out);
    refused(
        2,
        "is within the input file:" + pictures + "; expected a folder outside of it.",
        "encode",
        model,
        pictures,
        "--out",
        pictures.resolve("out"));
    refused(
        2,
        "expected inputs of which none holds another",
        "encode",
        model,
        pictures,
        pictures.resolve("d1"),
        "--out",
        out);
    refused(2, "--quality: expected 1 to 8", "compress", pictures, "--quality", 9, "--out", out);
    refused(
        2,
        "--threads: expected a whole number from 1 to 1024, found 0",
        "encode",
        model,
        pictures,
        "--out",
        out,
        "--threads",
        0);
    refused(
        65, "expected names of files, found none", "encode", model, "--list", list, "--out", out);
    refused(
        65,
        "expected .rdv files, found none, but .png 4",
        "decompress",
        pictures,
        "--model",
        codec,
        "--out",
        out);
    refused(
        66, "nowhere does not exist.", "encode", model, folder.resolve("nowhere"), "--out", out);
    refused(66, "none.safetensors", "encode", "none.safetensors", pictures, "--out", out);
    refused(65, "expected an autoencoder's checkpoint", "encode", codec, pictures, "--out", out);
    assertThat(out).doesNotExist();
  }

  @Test
  void filesOfAnotherModelAreBad() throws IOException {
    Path compressed = folder.resolve("compressed");
    done("compress", pictures, "--model", codec, "--out", compressed);
    Path out = folder.resolve("foreign");
    CommandResult result =
        done(
            "decompress",
            compressed.resolve("files"),
            "--out",
            out,
            "--model",
            Path.of("checkpoints/photo-1.safetensors"));
    assertThat(result.out()).contains("4 files, 0 done, 4 bad");
    assertThat(Files.readString(out.resolve("bad-files.csv")))
        .contains("made with another model: expected the model whose hash begins with");
  }

  @Test
  void withoutAMasterAndWithoutSparkSubmitThereIsNoCluster() {
    CommandResult result =
        CommandResult.capture(
            () ->
                Corpus.run(
                    "encode", model.toString(), pictures.toString(), "--out", folder + "/none"));
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err()).contains("--master: expected Spark's master, such as local[8]");
  }
}
