package org.rdvae.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.Headers;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rdvae.base.Failure;
import org.rdvae.codec.Photo;
import org.rdvae.evaluation.PhotoMeasure;

/** The parts that bound what a server does. */
class BoundsTest {
  private static final Limits HASTY = new Limits(1, 1, 1, 1, 1, 1, 1, 1, Duration.ofMillis(1), 1);

  @Test
  void theCacheForgetsWhatWasNotAskedForTheLongest() {
    BoundedCache<String, byte[]> cache = new BoundedCache<>(4000, (key, value) -> value.length);
    cache.put("a", new byte[1500]);
    cache.put("b", new byte[1500]);
    assertThat(cache.find("a")).isPresent();
    cache.put("c", new byte[1500]);
    assertThat(cache.find("b")).isEmpty();
    assertThat(cache.find("a")).isPresent();
    assertThat(cache.find("c")).isPresent();
    assertThat(cache.bytes()).isLessThanOrEqualTo(4000);
  }

  @Test
  void theCacheCountsWhatIsReplacedOnce() {
    BoundedCache<String, byte[]> cache = new BoundedCache<>(4000, (key, value) -> value.length);
    for (int i = 0; i < 10; i++) {
      cache.put("a", new byte[100 * i]);
    }
    assertThat(cache.bytes()).isEqualTo(900 + 256);
    cache.put("large", new byte[4001]);
    assertThat(cache.find("large")).isEmpty();
    assertThat(cache.find("a")).isPresent();
  }

  @Test
  void aFullRoomTurnsAwayAndTakesAgainWhatIsGivenBack() {
    Room room = Room.ofBytes(10 << 10, HASTY);
    Room.Share share = room.bytes(8 << 10);
    assertThatThrownBy(() -> room.bytes(3 << 10)).isInstanceOf(Problem.class);
    room.bytes(2 << 10).close();
    share.close();
    room.bytes(10 << 10).close();
  }

  @Test
  void whatIsLargerThanARoomTakesAllOfIt() {
    Room room = Room.ofBytes(10 << 10, HASTY);
    Room.Share all = room.bytes(1L << 40);
    assertThatThrownBy(() -> room.bytes(1)).isInstanceOf(Problem.class);
    all.close();
    room.bytes(1).close();
  }

  @ParameterizedTest
  @ValueSource(longs = {64L << 20, 256L << 20, 1L << 30, 8L << 30, 64L << 30})
  void theSharesOfAHeapLeaveRoomForModels(long heap) {
    Limits limits = Limits.of(heap, 2);
    long caches = 3 * limits.cacheBytes();
    assertThat(limits.uploadBytes() + limits.workBytes() + limits.answerBytes() + caches)
        .isLessThanOrEqualTo(heap * 13 / 16);
    // A picture of the most pixels can be worked on, remembered and sent.
    assertThat(limits.pixels() * Limits.BYTES_PER_PIXEL).isLessThanOrEqualTo(limits.workBytes());
    assertThat(3 * limits.pixels()).isLessThanOrEqualTo(limits.cacheBytes());
    assertThat(limits.fileBytes()).isBetween(1 << 20, 32 << 20);
    assertThat(limits.pixels()).isLessThanOrEqualTo(40_000_000);
  }

  private static Photo photo(Optional<byte[]> profile) {
    return new Photo(1, 1, 3, new byte[3], profile);
  }

  /** A picture of one pixel may carry a profile of a megabyte. */
  @Test
  void whatIsRememberedWeighsWithAllThatIsReachableFromIt() {
    Photo heavy = photo(Optional.of(new byte[1 << 20]));
    List<String> notes = List.of("n".repeat(5000));
    assertThat(new RecentPhotos.Upload("id", heavy, 1, 1, 9, List.of()).memoryBytes())
        .isGreaterThan(1 << 20);
    assertThat(new RecentPhotos.Upload("id", photo(Optional.empty()), 1, 1, 9, notes).memoryBytes())
        .isBetween(10_000L, 11_000L);
    PhotoMeasure measure = new PhotoMeasure("", 1, 1, 4, 9, 30, Double.NaN, 0, 0);
    assertThat(new CodedResult(new byte[100], measure, Optional.of(heavy)).memoryBytes())
        .isGreaterThan(1 << 20);
  }

  @Test
  void heavyPicturesOfOnePixelAreForgottenInTime() {
    RecentPhotos recent = new RecentPhotos(3 << 20);
    for (String id : List.of("a", "b", "c", "d")) {
      Photo heavy = photo(Optional.of(new byte[1 << 20]));
      recent.keep(new RecentPhotos.Upload(id, heavy, 1, 1, 9, List.of()));
    }
    assertThat(recent.findUpload("d")).isPresent();
    assertThat(recent.findUpload("c")).isPresent();
    assertThat(recent.findUpload("b")).isEmpty();
    assertThatThrownBy(() -> recent.upload("a")).hasMessageContaining("send it again");
  }

  @Test
  void aCacheCountsKeys() {
    BoundedCache<String, byte[]> cache =
        new BoundedCache<>(4000, (key, value) -> key.length() + value.length);
    cache.put("k".repeat(3000), new byte[1]);
    assertThat(cache.bytes()).isEqualTo(3001 + 256);
    cache.put("k".repeat(3001), new byte[1]);
    assertThat(cache.bytes()).isEqualTo(3002 + 256);
  }

  @Test
  void aShareCanBeMadeSmaller() {
    Room room = Room.ofBytes(10 << 10, HASTY);
    Room.Share share = room.bytes(10 << 10);
    share.shrinkTo(4 << 10);
    share.shrinkTo(8 << 10);
    room.bytes(6 << 10).close();
    assertThatThrownBy(() -> room.bytes(7 << 10)).isInstanceOf(Problem.class);
    share.close();
    room.bytes(10 << 10).close();
  }

  /** The JDK's server copies each piece, and keeps the copy for the connection. */
  @Test
  void bodiesAreWrittenInSmallPieces() throws IOException {
    List<Integer> pieces = new ArrayList<>();
    ByteArrayOutputStream out =
        new ByteArrayOutputStream() {
          @Override
          public synchronized void write(byte[] bytes, int from, int length) {
            pieces.add(length);
            super.write(bytes, from, length);
          }
        };
    byte[] body = new byte[1_000_003];
    new Random(1).nextBytes(body);
    Answer.write(body, out);
    assertThat(out.toByteArray()).isEqualTo(body);
    assertThat(pieces).allMatch(length -> length <= 1 << 13);
  }

  private static Headers headers(String... values) {
    Headers headers = new Headers();
    for (int i = 0; i < values.length; i += 2) {
      headers.add(values[i], values[i + 1]);
    }
    return headers;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost",
        "LOCALHOST:8080",
        "127.0.0.1",
        "127.0.0.1:1",
        "192.168.1.7:8080",
        "[::1]:8080",
        "[fe80::1%eth0]:80",
        "shown.example:8080"
      })
  void hostsOfThisServerAreAnswered(String host) {
    HostCheck check = new HostCheck("shown.example");
    assertThatCode(() -> check.require(headers("Host", host))).doesNotThrowAnyException();
    assertThatCode(() -> check.require(headers("Host", host, "Origin", "http://" + host)))
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "example.org",
        "localhost.example.org",
        "127.0.0.1.example.org:8080",
        "",
        "[x]",
        "a@localhost"
      })
  void otherHostsAreNot(String host) {
    HostCheck check = new HostCheck("shown.example");
    assertThatThrownBy(() -> check.require(headers("Host", host)))
        .hasMessageContaining("expected localhost or an address");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "http://example.org",
        "http://localhost",
        "http://localhost:8081",
        "file://"
      })
  void otherOriginsAreRefused(String origin) {
    HostCheck check = new HostCheck("127.0.0.1");
    assertThatThrownBy(() -> check.require(headers("Host", "localhost:8080", "Origin", origin)))
        .hasMessageContaining("pages of other servers");
  }

  @Test
  void thereIsOneHost() {
    HostCheck check = new HostCheck("127.0.0.1");
    assertThatThrownBy(() -> check.require(headers())).hasMessageContaining("found 0");
    assertThatThrownBy(() -> check.require(headers("Host", "localhost", "Host", "evil")))
        .hasMessageContaining("found 2");
  }

  @Test
  void theListOfSamplesIsChecked() {
    assertThat(SamplePictures.of("# nothing yet\n\n").samples()).isEmpty();
    assertThatThrownBy(() -> SamplePictures.of("a.txt\tTitle\tOrigin"))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("found a.txt");
    assertThatThrownBy(() -> SamplePictures.of("a.png\tTitle"))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("with tabs between");
  }

  @Test
  void samplesOfTheProgramAreThere() {
    SamplePictures samples = SamplePictures.load();
    assertThat(samples.answers().keySet())
        .containsAll(samples.samples().stream().map(SamplePictures.Sample::address).toList());
  }
}
