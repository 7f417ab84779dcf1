package org.rdvae.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rdvae.base.Failure;

/** Against a server on this machine, with everything that servers do. */
class FetchTest {
  private static final int SIZE = 300_000;

  @TempDir Path folder;
  private final TinyServer server = new TinyServer();
  private final byte[] content = random(SIZE);
  private PublicFile file;
  private Path target;
  private Path part;

  @BeforeEach
  void serve() {
    file = server.add("images.gz", content);
    target = folder.resolve("images.gz");
    part = folder.resolve("images.gz.part");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  static byte[] random(int size) {
    byte[] bytes = new byte[size];
    new Random(1).nextBytes(bytes);
    return bytes;
  }

  static PublicFile published(String name, byte[] content) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
      return new PublicFile(name, content.length, HexFormat.of().formatHex(digest));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  private static Patience patience(int fruitless, long silenceMillis) {
    return new Patience(
        Duration.ofSeconds(20), Duration.ofMillis(silenceMillis), fruitless, Duration.ofMillis(1));
  }

  private PublicSet set(URI... addresses) {
    return new PublicSet(
        "tiny", "Tiny", "CC0", List.of(file), List.of(addresses), Optional.empty(), List.of());
  }

  private Map<PublicFile, String> run(URI... addresses) {
    return new Fetch(set(addresses), folder, false, patience(2, 20_000), (a, b, c) -> {}).run();
  }

  private Failure refused(URI... addresses) {
    return catchThrowableOfType(Failure.class, () -> run(addresses));
  }

  @Test
  void bringsAllFilesAndThenAsksNoMore() throws IOException {
    PublicFile second = server.add("labels.gz", new byte[] {1, 2, 3});
    PublicSet set =
        new PublicSet(
            "tiny",
            "Tiny",
            "CC0",
            List.of(file, second),
            List.of(server.address()),
            Optional.empty(),
            List.of());
    List<Long> progress = new ArrayList<>();
    Fetch fetch =
        new Fetch(
            set,
            folder.resolve("new/folder"),
            false,
            patience(2, 20_000),
            (what, bytes, before) -> progress.add(before + bytes));
    assertThat(fetch.run()).containsEntry(file, server.address() + "images.gz");
    assertThat(folder.resolve("new/folder/images.gz")).hasBinaryContent(content);
    assertThat(progress).isSorted().endsWith(SIZE + 3L);
    assertThat(fetch.run()).containsEntry(second, "there already");
    assertThat(server.asked()).containsExactly("images.gz", "labels.gz");
    try (var files = Files.list(folder.resolve("new/folder"))) {
      assertThat(files).hasSize(2);
    }
  }

  @Test
  void goesOnWhereAnEarlierAttemptEnded() throws IOException {
    Files.write(part, Arrays.copyOf(content, 123_456));
    run(server.address());
    assertThat(server.asked()).containsExactly("images.gz bytes=123456-");
    assertThat(target).hasBinaryContent(content);
    assertThat(part).doesNotExist();
  }

  @Test
  void aPartThatIsWholeNeedsNoServer() throws IOException {
    Files.write(part, content);
    run(server.address());
    assertThat(server.asked()).isEmpty();
    assertThat(target).hasBinaryContent(content);
  }

  @Test
  void beginsAgainWhereAServerSendsWholeFilesOnly() throws IOException {
    server.behave(TinyServer.WHOLE);
    Files.write(part, Arrays.copyOf(content, 1000));
    run(server.address());
    assertThat(server.asked()).containsExactly("images.gz bytes=1000-");
    assertThat(target).hasBinaryContent(content);
  }

  /** Each connection ends after a third of what is left. */
  @Test
  void goesOnAfterEveryBrokenConnection() {
    AtomicInteger answers = new AtomicInteger();
    server.behave(
        (exchange, all) -> {
          if (answers.incrementAndGet() > 4) {
            TinyServer.PARTS.answer(exchange, all);
            return;
          }
          String range = exchange.getRequestHeaders().getFirst("Range");
          int from = range == null ? 0 : Integer.parseInt(range.replaceAll("[^0-9]", ""));
          if (range != null) {
            exchange
                .getResponseHeaders()
                .set("Content-Range", "bytes " + from + "-" + (SIZE - 1) + "/" + SIZE);
          }
          exchange.sendResponseHeaders(range == null ? 200 : 206, SIZE - from);
          exchange.getResponseBody().write(all, from, (SIZE - from) / 3);
        });
    run(server.address());
    assertThat(target).hasBinaryContent(content);
    assertThat(server.asked()).hasSizeGreaterThanOrEqualTo(5).doesNotHaveDuplicates();
  }

  @Test
  void aConnectionThatAlwaysEndsAtTheSameByteIsGivenUp() {
    server.behave(
        (exchange, all) -> {
          exchange.sendResponseHeaders(200, SIZE);
          exchange.getResponseBody().write(all, 0, 50_000);
        });
    Failure failure = refused(server.address());
    assertThat(failure.kind()).isEqualTo(Failure.Kind.INPUT_OUTPUT);
    assertThat(failure)
        .hasMessageContaining("the connection ended at byte 50000 of 300000, 3 times");
    assertThat(target).doesNotExist();
    assertThat(part).as("for the next attempt").exists();
  }

  @Test
  void aServerThatFallsSilentIsAskedAgain() {
    CountDownLatch end = new CountDownLatch(1);
    AtomicInteger answers = new AtomicInteger();
    server.behave(
        (exchange, all) -> {
          if (answers.incrementAndGet() > 1) {
            TinyServer.PARTS.answer(exchange, all);
            return;
          }
          exchange.sendResponseHeaders(200, SIZE);
          exchange.getResponseBody().write(all, 0, 100_000);
          exchange.getResponseBody().flush();
          await(end);
        });
    new Fetch(set(server.address()), folder, false, patience(100, 300), (a, b, c) -> {}).run();
    end.countDown();
    assertThat(target).hasBinaryContent(content);
    assertThat(server.asked().get(1)).startsWith("images.gz bytes=");
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void aSlowServerIsWaitedFor() {
    server.behave(
        (exchange, all) -> {
          exchange.sendResponseHeaders(200, 0);
          for (int from = 0; from < SIZE; from += SIZE / 50) {
            exchange.getResponseBody().write(all, from, SIZE / 50);
            exchange.getResponseBody().flush();
            try {
              Thread.sleep(5);
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
          }
        });
    run(server.address());
    assertThat(target).hasBinaryContent(content);
    assertThat(server.asked()).containsExactly("images.gz");
  }

  @Test
  void aBusyServerIsAskedAgain() {
    AtomicInteger answers = new AtomicInteger();
    server.behave(
        (exchange, all) -> {
          if (answers.incrementAndGet() < 3) {
            exchange.sendResponseHeaders(503, -1);
          } else {
            TinyServer.PARTS.answer(exchange, all);
          }
        });
    run(server.address());
    assertThat(target).hasBinaryContent(content);
  }

  @Test
  void aWrongChecksumIsRefusedAndNothingIsKept() throws IOException {
    byte[] other = content.clone();
    other[SIZE / 2] ^= 1;
    server.add("images.gz", other);
    Failure failure = refused(server.address());
    assertThat(failure.kind()).isEqualTo(Failure.Kind.BAD_DATA);
    assertThat(failure)
        .hasMessageContaining("expected a file with SHA-256 " + file.sha256() + ", found ")
        .hasMessageContaining("it was thrown away");
    assertThat(folder).isEmptyDirectory();
    assertThat(server.asked()).hasSize(1);
  }

  @Test
  void aBeginningOfAnotherFileIsFetchedAgain() throws IOException {
    Files.write(part, new byte[5000]);
    run(server.address());
    assertThat(target).hasBinaryContent(content);
    assertThat(server.asked()).containsExactly("images.gz bytes=5000-", "images.gz");
  }

  @Test
  void aPartThatIsTooLongIsFetchedAgain() throws IOException {
    Files.write(part, new byte[SIZE + 1]);
    run(server.address());
    assertThat(target).hasBinaryContent(content);
  }

  /** A page that says "not here" with the code of success, or an endless stream. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aFileOfAnotherSizeIsRefusedEarly(boolean announced) throws IOException {
    server.behave(
        (exchange, all) -> {
          exchange.sendResponseHeaders(200, announced ? 900 : 0);
          for (int i = 0; i < (announced ? 9 : 100_000); i++) {
            exchange.getResponseBody().write(new byte[100]);
          }
        });
    Failure failure = refused(server.address());
    assertThat(failure.kind()).isEqualTo(Failure.Kind.BAD_DATA);
    assertThat(failure)
        .hasMessageContaining(
            "expected a file of 300000 bytes, found "
                + (announced ? "one of 900" : "a longer one"));
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void whereAnAddressHasNothingTheNextIsAsked() {
    URI empty = server.address().resolve("/empty/");
    assertThat(run(empty, server.address())).containsValue(server.address() + "images.gz");
    assertThat(server.asked()).hasSize(2);
  }

  @Test
  void whereNoneHasItTheMessageSaysWhatToPutWhere() throws IOException {
    URI empty = server.address().resolve("/empty/");
    URI closed;
    try (TinyServer stopped = new TinyServer()) {
      closed = stopped.address();
    }
    Failure failure = refused(empty, closed);
    assertThat(failure.kind()).isEqualTo(Failure.Kind.INPUT_OUTPUT);
    assertThat(failure.getMessage().lines())
        .startsWith(
            "images.gz could not be fetched:",
            "  " + empty + "images.gz: the answer was 404 Not Found")
        .endsWith("  images.gz  300,000 bytes  SHA-256 " + file.sha256());
    assertThat(failure)
        .hasMessageContaining(closed + "images.gz: Connection refused")
        .hasMessageContaining("put them into " + folder.toAbsolutePath());
    Files.write(target, content);
    assertThat(run(empty, closed)).containsValue("there already");
  }

  /** No name server need be asked for a name with so long a part. */
  @Test
  void anUnknownHostIsNamed() {
    String host = "x".repeat(64) + ".invalid";
    assertThat(refused(URI.create("http://" + host + "/")))
        .hasMessageContaining("http://" + host + "/images.gz: no such host is known here");
  }

  @ParameterizedTest
  @CsvSource({
    "/set/images.gz?moved, ''",
    "ftp://127.0.0.1/images.gz, redirected from http to ftp://127.0.0.1/images.gz",
    "http://a b/, redirected to what is no address: http://a b/",
    "/set/images.gz?again, more than 5 redirections"
  })
  void followsRedirectionsAsFarAsIsSafe(String location, String refusal) {
    server.behave(
        (exchange, all) -> {
          if ("moved".equals(exchange.getRequestURI().getQuery())) {
            TinyServer.PARTS.answer(exchange, all);
          } else {
            exchange.getResponseHeaders().set("Location", location);
            exchange.sendResponseHeaders(302, -1);
          }
        });
    if (refusal.isEmpty()) {
      run(server.address());
      assertThat(target).hasBinaryContent(content);
    } else {
      assertThat(refused(server.address())).hasMessageContaining(refusal);
    }
  }

  /** A server that has lost count of the ranges. */
  @Test
  void aRefusedRangeBeginsAgain() throws IOException {
    Files.write(part, Arrays.copyOf(content, 1000));
    server.behave(
        (exchange, all) -> {
          if (exchange.getRequestHeaders().getFirst("Range") == null) {
            TinyServer.PARTS.answer(exchange, all);
          } else {
            exchange.sendResponseHeaders(416, -1);
          }
        });
    run(server.address());
    assertThat(target).hasBinaryContent(content);
  }

  @Test
  void whatIsInTheWayIsKeptUnlessForced() throws IOException {
    Files.writeString(target, "mine");
    Failure failure = refused(server.address());
    assertThat(failure.kind()).isEqualTo(Failure.Kind.OUTPUT);
    assertThat(failure)
        .hasMessageStartingWith(target + " exists and is not the published file (images.gz")
        .hasMessageContaining("--force");
    assertThat(target).hasContent("mine");
    assertThat(server.asked()).isEmpty();
    new Fetch(set(server.address()), folder, true, patience(2, 20_000), (a, b, c) -> {}).run();
    assertThat(target).hasBinaryContent(content);
  }

  /**
   * Which Windows would not let happen at all: reading the file by its name while it is locked, as
   * for its checksum, loses the lock here as soon as that is done.
   */
  @Test
  @EnabledOnOs(OS.LINUX)
  void theLockIsHeldUntilTheEnd() throws IOException {
    Files.write(part, new byte[5000]);
    String inode = ":" + Files.getAttribute(part, "unix:ino") + " ";
    List<Boolean> locked = new CopyOnWriteArrayList<>();
    server.behave(
        (exchange, all) -> {
          locked.add(Files.readString(Path.of("/proc/locks")).contains(inode));
          TinyServer.PARTS.answer(exchange, all);
        });
    run(server.address());
    assumeThat(locked.get(0)).as("whether the system shows this lock").isTrue();
    assertThat(locked).as("before and after a checksum").containsExactly(true, true);
    assertThat(target).hasBinaryContent(content);
  }

  /** No long has that many digits. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "bytes 99999999999999999999-299999/300000",
        "bytes 1000-299999/99999999999999999999",
        "bytes 1000-99999999999999999999/300000",
        "bytes -1-2/3",
        "nonsense"
      })
  void aHostileRangeIsRefused(String range) throws IOException {
    Files.write(part, Arrays.copyOf(content, 1000));
    server.behave(
        (exchange, all) -> {
          exchange.getResponseHeaders().set("Content-Range", range);
          exchange.sendResponseHeaders(206, SIZE - 1000);
          exchange.getResponseBody().write(all, 1000, SIZE - 1000);
        });
    Failure failure = refused(server.address());
    assertThat(failure.kind()).isEqualTo(Failure.Kind.INPUT_OUTPUT);
    assertThat(failure).hasMessageContaining("images.gz: the answer was 206");
    assertThat(part).hasSize(1000);
  }

  @Test
  void twoAtATimeAreOneTooMany() throws IOException {
    try (FileChannel other =
        FileChannel.open(part, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      assertThat(other.tryLock()).isNotNull();
      Failure failure = refused(server.address());
      assertThat(failure.kind()).isEqualTo(Failure.Kind.LOCKED);
      assertThat(failure).hasMessageStartingWith(part + ": another process fetches");
    }
    run(server.address());
    assertThat(target).hasBinaryContent(content);
  }
}
