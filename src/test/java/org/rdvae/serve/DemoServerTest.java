package org.rdvae.serve;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.rdvae.serve.ServedSite.json;
import static org.rdvae.serve.ServedSite.png;
import static org.rdvae.serve.ServedSite.refused;

import java.io.ByteArrayInputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rdvae.base.Failure;
import org.rdvae.codec.Photo;
import org.rdvae.codec.PhotoCodec;
import org.rdvae.codec.StoringCodec;
import tools.jackson.databind.JsonNode;

/** What holds for all addresses: files of the page, refusals, bounds. */
class DemoServerTest {
  /** More than the buffers of a connection hold. */
  private static final int LARGE = 24 << 20;

  @TempDir private Path models;

  @Test
  void thePageNeedsNothingFromElsewhere() {
    try (ServedSite site = ServedSite.ofNothing()) {
      for (String path : Pages.load().keySet()) {
        HttpResponse<byte[]> page = site.get(path);
        assertThat(page.statusCode()).as(path).isEqualTo(200);
        assertThat(new String(page.body(), StandardCharsets.UTF_8))
            .as(path)
            .doesNotContainPattern("(src|href|from|import|url)\\W{1,3}(https?:)?//");
        assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
            .startsWith("default-src 'self';");
        assertThat(page.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
        assertThat(page.headers().map()).doesNotContainKey("access-control-allow-origin");
      }
      int pages = Pages.load().size();
      assertThat(site.log(pages)).hasSize(pages).allMatch(line -> line.startsWith("GET /"));
    }
  }

  @Test
  void withoutModelsThePageSaysSo() {
    try (ServedSite site = ServedSite.ofNothing()) {
      JsonNode about = json(site.get("/api/about"));
      assertThat(about.get("photos").isNull()).isTrue();
      assertThat(about.get("digits").isNull()).isTrue();
      refused(
          site.post("/api/pictures", png(20, 20, 1)), 404, "no model of photographs", "--model");
      refused(site.get("/api/digits/samples"), 404, "no model of digits", "--digits");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/nothing",
        "/index.html",
        "/../pom.xml",
        "/style.css/",
        "/%2e%2e/pom.xml",
        "/samples/../../../org/rdvae/serve/index.html",
        "/api",
        "/api/pictures/../about"
      })
  void otherAddressesHaveNothing(String path) {
    try (ServedSite site = ServedSite.ofNothing()) {
      refused(site.get(path), 404, "the page is at /");
    }
  }

  @Test
  void otherMethodsAreNamed() {
    try (ServedSite site = ServedSite.ofPhotos(ServedSite.SMALL, models)) {
      HttpResponse<byte[]> get = site.get("/api/pictures");
      refused(get, 405, "expected POST at this address");
      assertThat(get.headers().firstValue("Allow")).hasValue("POST");
      refused(site.post("/", new byte[1]), 405, "expected GET at this address");
      HttpRequest.Builder head =
          HttpRequest.newBuilder(site.uri("/")).method("HEAD", BodyPublishers.noBody());
      assertThat(site.send(head).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void pagesOfOtherServersAreRefused() {
    try (ServedSite site = ServedSite.ofNothing()) {
      HttpRequest.Builder foreign =
          HttpRequest.newBuilder(site.uri("/api/about")).header("Origin", "http://example.org");
      refused(site.send(foreign), 403, "pages of other servers");
      String own = site.uri("").toString();
      HttpRequest.Builder same =
          HttpRequest.newBuilder(site.uri("/api/about")).header("Origin", own);
      assertThat(site.send(same).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void bodiesThatAreTooLargeAreRefusedWithWords() {
    try (ServedSite site = ServedSite.ofPhotos(ServedSite.SMALL, models)) {
      byte[] large = new byte[ServedSite.SMALL.fileBytes() + 1];
      refused(site.post("/api/pictures", large), 413, "a file of at most 4 MB");
      refused(site.post("/api/files", large), 413, "a file of at most 4 MB");
      // Without a length that is said beforehand.
      refused(
          site.post(
              "/api/pictures", BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(large))),
          413,
          "a file of at most 4 MB");
    }
  }

  /** A codec whose work ends when the test says so. */
  private record HeldCodec(StoringCodec codec, CountDownLatch begun, CountDownLatch end)
      implements PhotoCodec {
    @Override
    public byte[] compress(Photo photo, double quality) {
      begun.countDown();
      try {
        end.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      return codec.compress(photo, quality);
    }

    @Override
    public Photo decompress(byte[] file, String name) {
      return codec.decompress(file, name);
    }
  }

  @Test
  void moreWorkThanFitsIsTurnedAwayAndTheRestIsDone() throws Exception {
    Limits limits =
        new Limits(
            1 << 20, 100_000, 1 << 24, 1 << 24, 1 << 24, 1 << 20, 2, 1, Duration.ofMillis(1), 16);
    HeldCodec codec =
        new HeldCodec(
            new StoringCodec(ServedSite.HASH), new CountDownLatch(2), new CountDownLatch(1));
    ExecutorService clients = Executors.newFixedThreadPool(2);
    try (ServedSite site = ServedSite.ofPhotos(codec, limits, models)) {
      String picture = "/api/pictures/" + site.upload(png(60, 40, 1));
      List<Future<HttpResponse<byte[]>>> first =
          List.of(
              clients.submit(() -> site.get(picture + "/rdv/4")),
              clients.submit(() -> site.get(picture + "/rdv/5")));
      codec.begun.await();
      HttpResponse<byte[]> third = site.get(picture + "/rdv/6");
      refused(third, 503, "busy", "try again");
      assertThat(third.headers().firstValue("Retry-After")).hasValue("2");
      assertThat(site.get("/style.css").statusCode()).isEqualTo(200);
      codec.end.countDown();
      for (Future<HttpResponse<byte[]>> answer : first) {
        assertThat(answer.get().statusCode()).isEqualTo(200);
      }
      assertThat(site.get(picture + "/rdv/6").statusCode()).isEqualTo(200);
    } finally {
      codec.end.countDown();
      clients.shutdownNow();
    }
  }

  /** A codec with a bug. */
  private record BrokenCodec() implements PhotoCodec {
    @Override
    public byte[] compress(Photo photo, double quality) {
      throw new IllegalStateException("secret of the machine");
    }

    @Override
    public Photo decompress(byte[] file, String name) {
      throw new UnsupportedOperationException();
    }
  }

  @Test
  void aBugIsToldToWhoRunsTheServerOnly() {
    try (ServedSite site = ServedSite.ofPhotos(new BrokenCodec(), ServedSite.SMALL, models)) {
      String id = site.upload(png(20, 20, 1));
      HttpResponse<byte[]> answer = site.get("/api/pictures/" + id + "/rdv/4");
      refused(answer, 500, "this is a bug");
      assertThat(new String(answer.body(), StandardCharsets.UTF_8)).doesNotContain("secret");
      assertThat(site.log).anyMatch(line -> line.contains("secret of the machine"));
    }
  }

  /** A codec that the machine fails. */
  private record FailingCodec(Failure.Kind kind) implements PhotoCodec {
    @Override
    public byte[] compress(Photo photo, double quality) {
      throw new Failure(kind, "/home/somebody/model.safetensors: secret of the machine");
    }

    @Override
    public Photo decompress(byte[] file, String name) {
      throw new UnsupportedOperationException();
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Failure.Kind.class,
      names = {"MISSING_PATH", "DEVICE", "BUG", "OUTPUT", "INPUT_OUTPUT", "LOCKED", "BAD_CONFIG"})
  void aFailureOfTheMachineIsToldToWhoRunsTheServerOnly(Failure.Kind kind) {
    try (ServedSite site = ServedSite.ofPhotos(new FailingCodec(kind), ServedSite.SMALL, models)) {
      String id = site.upload(png(20, 20, 1));
      HttpResponse<byte[]> answer = site.get("/api/pictures/" + id + "/rdv/4");
      refused(answer, 500, "the server cannot do this; its own output says why");
      assertThat(site.log).contains("/home/somebody/model.safetensors: secret of the machine");
    }
  }

  /** Readers that stop reading hold their bodies; nobody else's may be made beyond the room. */
  @Test
  void noBodyIsMadeBeforeThereIsRoomForIt() throws Exception {
    Limits limits = new Limits(1, 1, 1 << 10, 1, 2L * LARGE, 1, 1, 8, Duration.ofMillis(1), 16);
    AtomicInteger made = new AtomicInteger();
    Routes routes =
        new Routes()
            .get(
                "/large",
                (request, words) ->
                    Answer.of(
                        "image/png",
                        LARGE,
                        () -> {
                          made.incrementAndGet();
                          return new byte[LARGE];
                        }));
    List<Socket> slow = new ArrayList<>();
    try (ServedSite site = ServedSite.of(routes, limits)) {
      for (int i = 0; i < 2; i++) {
        Socket socket = new Socket();
        slow.add(socket);
        socket.setReceiveBufferSize(1 << 12);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), site.server.port()));
        socket
            .getOutputStream()
            .write("GET /large HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(UTF_8));
        // Its answer has begun.
        assertThat(socket.getInputStream().read()).isEqualTo('H');
      }
      for (int i = 0; i < 5; i++) {
        refused(site.get("/large"), 503, "busy", "try again");
      }
      assertThat(made).hasValue(2);
      assertThat(slow.get(0).getInputStream().readNBytes(LARGE)).hasSize(LARGE);
      slow.get(0).close();
      HttpResponse<byte[]> next = site.get("/large");
      for (int i = 0; i < 1000 && next.statusCode() == 503; i++) {
        Thread.sleep(20);
        next = site.get("/large");
      }
      assertThat(next.body()).hasSize(LARGE);
    } finally {
      for (Socket socket : slow) {
        socket.close();
      }
    }
  }

  /** Else the next would find none. */
  @Test
  void roomIsGivenBackWhateverBecomesOfABody() {
    Limits limits = new Limits(1, 1, 1 << 10, 1, 1 << 20, 1, 1, 8, Duration.ofMillis(1), 16);
    Routes routes =
        new Routes()
            .get("/promise", (request, words) -> Answer.of("a/b", 1 << 30, () -> new byte[3]))
            .get(
                "/bug",
                (request, words) ->
                    Answer.of(
                        "a/b",
                        1 << 30,
                        () -> {
                          throw new IllegalStateException("secret of the machine");
                        }));
    try (ServedSite site = ServedSite.of(routes, limits)) {
      for (int i = 0; i < 3; i++) {
        assertThat(site.get("/promise").body()).hasSize(3);
        refused(site.get("/bug"), 500, "this is a bug");
      }
    }
  }

  @Test
  void aPortThatIsTakenIsNamed() {
    try (ServedSite site = ServedSite.ofNothing()) {
      DemoSite other = new DemoSite(Optional.empty(), Optional.empty(), ServedSite.SMALL);
      int port = site.server.port();
      assertThatThrownBy(
              () -> new DemoServer("127.0.0.1", port, other, ServedSite.SMALL, line -> {}, false))
          .isInstanceOf(Failure.class)
          .hasMessageContaining("127.0.0.1:" + port + ": expected a free port")
          .hasMessageContaining("--port 0");
    }
  }
}
