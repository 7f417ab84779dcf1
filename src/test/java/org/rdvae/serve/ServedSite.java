package org.rdvae.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import javax.imageio.ImageIO;
import org.rdvae.codec.PhotoCodec;
import org.rdvae.codec.StoringCodec;
import org.rdvae.job.SavedModel;
import org.rdvae.job.TinyModels;
import org.rdvae.tensor.TestDevice;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A server of the test's own with a codec that stores, and who asks it. */
final class ServedSite implements AutoCloseable {
  static final String HASH = "0123456789abcdef0123456789abcdef";

  /** Of a Java with a small heap: 4 MB for a file, 0.7 megapixels. */
  static final Limits SMALL = Limits.of(64 << 20, 2);

  final DemoServer server;
  final List<String> log = new CopyOnWriteArrayList<>();
  private final HttpClient client = HttpClient.newHttpClient();

  private ServedSite(DemoSite site) {
    this(site.routes(), site.limits());
  }

  private ServedSite(Routes routes, Limits limits) {
    server = new DemoServer("127.0.0.1", 0, routes, limits, log::add, true);
  }

  /** Only what the test itself answers. */
  static ServedSite of(Routes routes, Limits limits) {
    return new ServedSite(routes, limits);
  }

  /** Photographs only, by a codec of the test's own. */
  static ServedSite ofPhotos(PhotoCodec codec, Limits limits, Path models) {
    PhotoService service =
        new PhotoService(new ServedCodec(codec, "storing", HASH), TinyModels.in(models), limits);
    return new ServedSite(new DemoSite(Optional.of(service), Optional.empty(), limits));
  }

  static ServedSite ofPhotos(Limits limits, Path models) {
    return ofPhotos(new StoringCodec(HASH), limits, models);
  }

  static ServedSite ofBoth(Path models, DigitModel digits) {
    ServedCodec codec = new ServedCodec(new StoringCodec(HASH), "storing", HASH);
    PhotoService service = new PhotoService(codec, TinyModels.in(models), SMALL);
    return new ServedSite(new DemoSite(Optional.of(service), Optional.of(digits), SMALL));
  }

  static ServedSite ofDigits(DigitModel digits) {
    return new ServedSite(new DemoSite(Optional.empty(), Optional.of(digits), SMALL));
  }

  static ServedSite ofNothing() {
    return new ServedSite(new DemoSite(Optional.empty(), Optional.empty(), SMALL));
  }

  /** The kept model. */
  static DigitModel digits() {
    SavedModel saved = SavedModel.load(Path.of("checkpoints/mnist-binary-vae.safetensors"));
    return DigitModel.open(saved, TestDevice.CPU);
  }

  URI uri(String path) {
    return URI.create("http://127.0.0.1:" + server.port() + path);
  }

  HttpResponse<byte[]> send(HttpRequest.Builder request) {
    try {
      return client.send(
          request.timeout(Duration.ofMinutes(2)).build(), BodyHandlers.ofByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  HttpResponse<byte[]> get(String path) {
    return send(HttpRequest.newBuilder(uri(path)));
  }

  HttpResponse<byte[]> post(String path, byte[] body) {
    return post(path, BodyPublishers.ofByteArray(body));
  }

  HttpResponse<byte[]> post(String path, BodyPublisher body) {
    return send(HttpRequest.newBuilder(uri(path)).POST(body));
  }

  static JsonNode json(HttpResponse<byte[]> answer) {
    assertThat(answer.statusCode())
        .as(new String(answer.body(), StandardCharsets.UTF_8))
        .isEqualTo(200);
    return JsonMapper.shared().readTree(answer.body());
  }

  /** An answer that says in words what is wrong, and nothing of Java. */
  static void refused(HttpResponse<byte[]> answer, int status, String... words) {
    String error = JsonMapper.shared().readTree(answer.body()).get("error").asString();
    assertThat(answer.statusCode()).as(error).isEqualTo(status);
    assertThat(answer.headers().firstValue("Content-Type"))
        .hasValue("application/json; charset=utf-8");
    assertThat(error).contains(words).doesNotContain("Exception", "\n", "org.rdvae", "/tmp");
  }

  /** Sends a picture and returns its id. */
  String upload(byte[] file) {
    return json(post("/api/pictures", file)).get("id").asString();
  }

  /** Waves with noise; all of them differ by their numbers. */
  static BufferedImage picture(int width, int height, int number) {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(number);
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int wave = (int) (127 + 90 * Math.sin((x + number) / 9.0) * Math.cos(y / 7.0));
        int noisy = wave + random.nextInt(24);
        image.setRGB(x, y, noisy << 16 | (x * 255 / width) << 8 | (255 - wave));
      }
    }
    return image;
  }

  static byte[] file(BufferedImage image, String format) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      assertThat(ImageIO.write(image, format, out)).isTrue();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  static byte[] png(int width, int height, int number) {
    return file(picture(width, height, number), "png");
  }

  /** The log once it has so many lines: a line is written after its answer. */
  List<String> log(int lines) {
    long end = System.nanoTime() + Duration.ofMinutes(1).toNanos();
    while (log.size() < lines && System.nanoTime() < end) {
      LockSupport.parkNanos(1_000_000);
    }
    return log;
  }

  @Override
  public void close() {
    server.close();
  }
}
