package org.rdvae.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rdvae.cli.CommandResult.done;
import static org.rdvae.cli.CommandResult.refused;
import static org.rdvae.cli.CommandResult.saying;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rdvae.fetch.CifarArchive;
import org.rdvae.fetch.PublicFile;
import org.rdvae.fetch.PublicSet;
import org.rdvae.fetch.PublicSets;
import org.rdvae.fetch.TinyServer;
import org.rdvae.job.TinyFiles;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class DataFetchCommandTest {
  @TempDir Path folder;
  private final TinyServer server = new TinyServer();

  @AfterEach
  void stop() {
    server.close();
  }

  /** The images of a tiny job, as if they were published. */
  private PublicSet published() throws IOException {
    TinyFiles.write(folder);
    PublicFile training = add("train-images-idx3-ubyte");
    PublicFile test = add("t10k-images-idx3-ubyte");
    return new PublicSet(
        "tiny",
        "Tiny bars, 350 images",
        "CC0",
        List.of(training, test),
        List.of(server.address()),
        Optional.empty(),
        PublicSets.all().get(0).use());
  }

  private PublicFile add(String name) throws IOException {
    return server.add(name, Files.readAllBytes(folder.resolve("images").resolve(name)));
  }

  private CommandResult fetch(PublicSet set, Object... words) {
    String[] arguments = Arrays.stream(words).map(Object::toString).toArray(String[]::new);
    return CommandResult.capture(
        () ->
            Main.explained(new CommandLine(new DataFetchCommand(List.of(set)))).execute(arguments));
  }

  /** In a folder whose name a config must quote. */
  @Test
  void whatItPrintsGoesIntoAConfigAndIsRead() throws IOException {
    Path to = folder.resolve("my: data");
    CommandResult result = fetch(published(), "tiny", "--to", to);
    assertThat(result.code()).as(result.err()).isZero();
    assertThat(result.err())
        .contains("Tiny bars, 350 images\n", "terms: CC0\n", "2 files, 0.1 MB -> " + to + "\n")
        .containsPattern("train-images-idx3-ubyte  43,216 bytes, verified  http://127.0.0.1:");
    List<String> lines = result.out().lines().toList();
    assertThat(lines).hasSize(3).allMatch(line -> line.startsWith("data: {set: idx, path: \""));
    Path config =
        Files.writeString(
            folder.resolve("mine.yaml"),
            lines.get(0) + "\nmodel: {latent: {size: 2}, encoder: [], decoder: []}\n");
    assertThat(done("data", "verify", config, "--set", "data.validation=60").out())
        .contains("train            240 images of 12 x 12 x 1");
  }

  @Test
  void asJson() throws IOException {
    PublicSet set = published();
    fetch(set, "tiny", "--to", folder.resolve("a"));
    CommandResult result = fetch(set, "tiny", "--to", folder.resolve("a"), "--json");
    JsonNode json = JsonMapper.shared().readTree(result.out());
    assertThat(json.get("folder").asString()).isEqualTo(folder.resolve("a").toString());
    assertThat(json.get("files")).hasSize(2);
    assertThat(json.at("/files/1/name").asString()).isEqualTo("t10k-images-idx3-ubyte");
    assertThat(json.at("/files/1/sha256").asString()).isEqualTo(set.files().get(1).sha256());
    assertThat(json.at("/files/0/from").asString()).isEqualTo("there already");
    assertThat(json.at("/use/0").asString()).startsWith("data: {set: idx, path: " + folder);
  }

  /** Four files of the right sizes, which is all that is looked at. */
  @Test
  void anUnpackedArchiveIsNotCalledVerified() throws IOException {
    Path to = Files.createDirectory(folder.resolve("cifar"));
    Files.write(to.resolve("train-images-idx4-ubyte"), new byte[20 + 5 * 3072]);
    Files.write(to.resolve("train-labels-idx1-ubyte"), new byte[8 + 5]);
    Files.write(to.resolve("t10k-images-idx4-ubyte"), new byte[20 + 3072]);
    Files.write(to.resolve("t10k-labels-idx1-ubyte"), new byte[8 + 1]);
    PublicSet set =
        new PublicSet(
            "tiny",
            "Tiny CIFAR",
            "CC0",
            List.of(new PublicFile("cifar.tar.gz", 1000, "0".repeat(64))),
            List.of(server.address()),
            Optional.of(new CifarArchive(1)),
            List.of());
    CommandResult result = fetch(set, "tiny", "--to", to);
    assertThat(result.code()).as(result.err()).isZero();
    assertThat(result.err())
        .contains(
            "cifar.tar.gz  1,000 bytes, not verified, what it holds is there by number and sizes of"
                + " the files; --force unpacks it again");
    assertThat(server.asked()).isEmpty();
    assertThat(fetch(set, "tiny", "--to", to, "--force").code()).isEqualTo(74);
    assertThat(server.asked()).containsExactly("cifar.tar.gz");
  }

  /** A mirror is believed as little as any other server. */
  @Test
  void aMirrorWithOtherFilesIsRefused() {
    Path to = folder.resolve("mnist");
    server.add("train-images-idx3-ubyte.gz", new byte[1000]);
    refused(
        74,
        saying(
            "t10k-images-idx3-ubyte.gz could not be fetched:",
            server.address() + "t10k-images-idx3-ubyte.gz: the answer was 404",
            "put them into " + to,
            "train-images-idx3-ubyte.gz  9,912,422 bytes  SHA-256 440fcabf73cc546f"),
        "data",
        "fetch",
        "mnist",
        "--to",
        to,
        "--mirror",
        server.address());
    server.add("t10k-images-idx3-ubyte.gz", new byte[1000]);
    refused(
        65,
        saying("expected a file of 1648877 bytes, found one of 1000"),
        "data",
        "fetch",
        "mnist",
        "--to",
        to,
        "--mirror",
        server.address().toString().replaceAll("/$", ""));
    assertThat(to).isEmptyDirectory();
  }

  @ParameterizedTest
  @ValueSource(strings = {"ftp://host/", "somewhere", "http://", "http://a b"})
  void refusesAMirrorThatIsNoAddress(String mirror) {
    refused(
        2,
        saying(
            "--mirror: expected an address that begins with http:// or https://, found " + mirror),
        "data",
        "fetch",
        "mnist",
        "--mirror",
        mirror);
  }

  @Test
  void refusesASetThatItDoesNotKnow() {
    refused(
        2,
        saying("expected a public set (mnist, fashion-mnist, cifar10, kodak), found imagenet"),
        "data",
        "fetch",
        "imagenet");
    refused(2, saying("Missing required parameter: 'SET'"), "data", "fetch");
  }

  /** Only this command downloads, so the list says where all of it comes from. */
  @Test
  void theListHasSizesAndTerms() {
    String list = done("data", "list").out();
    for (PublicSet set : PublicSets.all()) {
      assertThat(list).contains(set.name(), set.title(), set.terms());
    }
    assertThat(list).contains(", 170 MB");
    assertThat(done("data", "fetch", "--help").out())
        .contains("mnist, fashion-mnist, cifar10, kodak");
  }
}
