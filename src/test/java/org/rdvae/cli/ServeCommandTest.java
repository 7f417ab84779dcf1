package org.rdvae.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rdvae.cli.CommandResult.refused;
import static org.rdvae.cli.CommandResult.saying;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code rdvae serve} in a process of its own, which has a heap of 256 MB. */
class ServeCommandTest {
  private static final Pattern URL = Pattern.compile("http://localhost:(\\d+)/");
  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final String DIGITS = "checkpoints/mnist-binary-vae.safetensors";

  /** More than the server's threads. */
  private static final int SLOW_CLIENTS = 60;

  private static final int LARGE_CLIENTS = 40;
  private static final int MILLISECONDS = 60_000;

  private static final String CODEC =
      """
      data: {path: pictures, patch: 16, patches-per-epoch: 8, validation-patches: 4}
      codec:
        analysis: [convolution: {channels: 4, kernel: 5, stride: 4, padding: 2}, divisive-normalization]
        synthesis: [divisive-normalization: {inverse: true}, transposed-convolution: {channels: 3, kernel: 5, stride: 4, padding: 2, output-padding: 3}]
        hyper-analysis: [convolution: {channels: 3, kernel: 3, stride: 2}]
        hyper-synthesis: [transposed-convolution: {channels: 8, kernel: 3, stride: 2, output-padding: 1}]
      training: {epochs: 1, batch: 4, optimizer: {adam: {learning-rate: 1e-3}}}
      """;

  @TempDir private Path folder;

  private static URI address(RdvaeProcess process) {
    process.awaitOutput("Ctrl-C ends it");
    Matcher url = URL.matcher(process.output());
    assertThat(url.find()).as(process.output()).isTrue();
    return URI.create(url.group());
  }

  private static HttpResponse<byte[]> get(URI address) throws Exception {
    return CLIENT.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofByteArray());
  }

  private static CompletableFuture<HttpResponse<byte[]>> post(URI address, byte[] body) {
    HttpRequest request =
        HttpRequest.newBuilder(address).POST(BodyPublishers.ofByteArray(body)).build();
    return CLIENT.sendAsync(request, BodyHandlers.ofByteArray());
  }

  private static JsonNode json(HttpResponse<byte[]> answer) {
    assertThat(answer.statusCode()).isEqualTo(200);
    return JsonMapper.shared().readTree(answer.body());
  }

  /** Trains a tiny codec. */
  private Path codec() throws IOException {
    Path pictures = Files.createDirectories(folder.resolve("pictures"));
    BufferedImage image = new BufferedImage(48, 32, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < 48 * 32; i++) {
      int y = i / 48;
      int wave = (int) (127 + 100 * Math.sin(i % 48 / 5.0) * Math.cos(y / 4.0));
      image.setRGB(i % 48, y, wave << 16 | (255 - wave) << 8 | i % 256);
    }
    for (int copy = 0; copy < 4; copy++) {
      image.setRGB(copy, 0, 0);
      ImageIO.write(image, "png", pictures.resolve(copy + ".png").toFile());
    }
    Path config = Files.writeString(folder.resolve("tiny.yaml"), CODEC);
    Path run = folder.resolve("run");
    CommandResult.done("train", config, "--run-dir", run, "--threads", 1);
    return TinyJob.best(run);
  }

  /** What the page downloads is what compress writes, down to the last byte. */
  @Test
  void thePageCodesAsTheCommandsDo() throws Exception {
    Path model = codec();
    Path picture = folder.resolve("pictures/0.png");
    Path coded = folder.resolve("coded.rdv");
    CommandResult.done(
        "compress", picture, "--model", model, "--quality", "3.5", "--threads", 1, "--out", coded);
    try (RdvaeProcess process =
        RdvaeProcess.start(folder, "serve", "--port", 0, "--model", model, "--threads", 1)) {
      URI page = address(process);
      JsonNode upload =
          json(post(page.resolve("/api/pictures"), Files.readAllBytes(picture)).get());
      String id = upload.get("id").asString();
      byte[] file = get(page.resolve("/api/pictures/" + id + "/rdv/3.5/file")).body();
      assertThat(file).isEqualTo(Files.readAllBytes(coded));
      json(post(page.resolve("/api/files"), file).get());
      process.interrupt();
      assertThat(process.exitCode()).isEqualTo(130);
      assertThat(process.output()).doesNotContain("Exception", "\tat ");
    }
  }

  /** All their bodies together are more than twice the heap. */
  @Test
  void manyLargeUploadsAtOnceDoNotExhaustTheMemory() throws Exception {
    byte[] large = new byte[15 << 20];
    try (RdvaeProcess process =
        RdvaeProcess.start(folder, "serve", "--port", 0, "--digits", DIGITS, "--model", codec())) {
      URI pictures = address(process).resolve("/api/pictures");
      List<CompletableFuture<HttpResponse<byte[]>>> answers =
          IntStream.range(0, LARGE_CLIENTS).mapToObj(i -> post(pictures, large)).toList();
      for (CompletableFuture<HttpResponse<byte[]>> answer : answers) {
        // Looked at and found to be no picture, or turned away.
        assertThat(answer.get().statusCode()).isIn(422, 503);
      }
      assertThat(get(pictures.resolve("/api/about")).statusCode()).isEqualTo(200);
      assertThat(process.output()).doesNotContain("OutOfMemory", "bug");
    }
  }

  /** They take all threads, but only until the time for a request is over. */
  @Test
  void clientsThatNeverEndTheirRequestsAreHungUpOn() throws Exception {
    // Without models, since that is beside the point.
    String options = "-Dsun.net.httpserver.maxReqTime=1 -Drdvae.home=" + folder;
    Map<String, String> hasty = Map.of("JAVA_TOOL_OPTIONS", options);
    List<Socket> slow = new ArrayList<>();
    try (RdvaeProcess process =
        RdvaeProcess.start(
            folder, System.getProperty("java.class.path"), hasty, "serve", "--port", 0)) {
      URI page = address(process);
      for (int i = 0; i < SLOW_CLIENTS; i++) {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), page.getPort());
        socket.setSoTimeout(MILLISECONDS);
        String part =
            i % 2 == 0
                ? "GET / HT"
                : "POST /api/digits/decode HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\n[";
        socket.getOutputStream().write(part.getBytes(StandardCharsets.US_ASCII));
        slow.add(socket);
      }
      assertThat(get(page).statusCode()).isEqualTo(200);
      for (Socket socket : slow) {
        assertThat(untilHungUp(socket)).doesNotStartWith("HTTP/1.1 2");
      }
      assertThat(get(page).statusCode()).isEqualTo(200);
    } finally {
      for (Socket socket : slow) {
        socket.close();
      }
    }
  }

  /**
   * What the server said before it closed the connection.
   *
   * @throws SocketTimeoutException if it never did
   */
  private static String untilHungUp(Socket socket) throws IOException {
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    try {
      socket.getInputStream().transferTo(answer);
    } catch (SocketException e) {
      // A connection that is closed before all was read of it is reset.
      assertThat(e).hasMessageContaining("reset");
    }
    return answer.toString(StandardCharsets.US_ASCII);
  }

  @Test
  void mistakesAreRefusedBeforeAnythingIsLoaded() throws IOException {
    refused(
        2,
        saying("--port: expected a whole number from 0 to 65535, found 65536"),
        "serve",
        "--port",
        65536);
    refused(
        66, saying("absent.safetensors does not exist"), "serve", "--model", "absent.safetensors");
    refused(
        66, saying("absent.safetensors does not exist"), "serve", "--digits", "absent.safetensors");
    refused(65, saying("expected a codec's checkpoint"), "serve", "--model", DIGITS);
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      refused(
          74, saying("expected a free port", "--port 0"), "serve", "--port", taken.getLocalPort());
    }
  }
}
