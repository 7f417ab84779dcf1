package org.rdvae.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.rdvae.serve.ServedSite.json;
import static org.rdvae.serve.ServedSite.png;
import static org.rdvae.serve.ServedSite.refused;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rdvae.codec.Photo;
import org.rdvae.codec.StoringCodec;
import org.rdvae.data.Picture;
import org.rdvae.data.PictureFile;
import org.rdvae.job.Photos;
import tools.jackson.databind.JsonNode;

/** The addresses of photographs. */
class PhotoServerTest {
  private static final int WIDTH = 200;
  private static final int HEIGHT = 180;
  private static final byte[] FILE = png(WIDTH, HEIGHT, 1);

  @TempDir private static Path models;
  private static ServedSite site;
  private static String picture;

  @BeforeAll
  static void start() {
    site = ServedSite.ofPhotos(ServedSite.SMALL, models);
    picture = "/api/pictures/" + site.upload(FILE);
  }

  @AfterAll
  static void stop() {
    site.close();
  }

  @Test
  void aPictureIsKnownByItsBytes() {
    JsonNode again = json(site.post("/api/pictures", FILE));
    assertThat("/api/pictures/" + again.get("id").asString()).isEqualTo(picture);
    assertThat(again.get("width").asInt()).isEqualTo(WIDTH);
    assertThat(again.get("height").asInt()).isEqualTo(HEIGHT);
    assertThat(again.get("channels").asInt()).isEqualTo(3);
    assertThat(again.get("bytes").asInt()).isEqualTo(FILE.length);
    assertThat(site.upload(png(WIDTH, HEIGHT, 2))).isNotEqualTo(again.get("id").asString());
  }

  @Test
  void theMeasuresAreThoseOfTheFileThatIsDownloaded() {
    JsonNode measured = json(site.get(picture + "/rdv/6.5"));
    HttpResponse<byte[]> file = site.get(picture + "/rdv/6.5/file");
    byte[] expected = new StoringCodec(ServedSite.HASH).compress(photo(FILE), 6.5);
    assertThat(file.body()).isEqualTo(expected);
    assertThat(file.headers().firstValue("Content-Disposition")).hasValue("attachment");
    assertThat(measured.get("quality").asDouble()).isEqualTo(6.5);
    assertThat(measured.get("bytes").asInt()).isEqualTo(expected.length);
    assertThat(measured.get("bitsPerPixel").asDouble())
        .isCloseTo(8.0 * expected.length / (WIDTH * HEIGHT), within(1e-12));
    assertThat(measured.get("psnr").asDouble()).isBetween(40.0, 50.0);
    assertThat(measured.get("msSsim").asDouble()).isBetween(0.98, 1.0);
  }

  @Test
  void thePictureIsWhatComesBackOutOfTheFile() throws IOException {
    byte[] file = site.get(picture + "/rdv/3/file").body();
    BufferedImage found = image(site.get(picture + "/rdv/3/picture").body());
    byte[] expected = new StoringCodec(ServedSite.HASH).decompress(file, "file").pixels();
    assertThat(photo(ServedSite.file(found, "png")).pixels()).isEqualTo(expected);
  }

  @Test
  void betterQualityTakesMoreBytesAndComesNearer() {
    JsonNode low = json(site.get(picture + "/rdv/2"));
    JsonNode high = json(site.get(picture + "/rdv/7"));
    assertThat(high.get("bytes").asInt()).isGreaterThan(low.get("bytes").asInt());
    assertThat(high.get("psnr").asDouble()).isGreaterThan(low.get("psnr").asDouble() + 10);
  }

  @Test
  void theJpegBesideItIsTheOneOfTheNearestSize() throws IOException {
    int target = json(site.get(picture + "/rdv/4")).get("bytes").asInt();
    JsonNode jpeg = json(site.get(picture + "/rdv/4/jpeg"));
    int quality = jpeg.get("quality").asInt();
    int distance = Math.abs(jpeg.get("bytes").asInt() - target);
    for (int other : new int[] {quality - 1, quality + 1}) {
      int bytes = json(site.get(picture + "/jpeg/" + other)).get("bytes").asInt();
      assertThat(distance).isLessThanOrEqualTo(Math.abs(bytes - target));
    }
    HttpResponse<byte[]> file = site.get(picture + "/jpeg/" + quality + "/file");
    assertThat(file.headers().firstValue("Content-Type")).hasValue("image/jpeg");
    assertThat(file.body()).hasSize(jpeg.get("bytes").asInt());
    assertThat(image(file.body()).getWidth()).isEqualTo(WIDTH);
  }

  @Test
  void smallPicturesHaveNoMsSsim() {
    String small = "/api/pictures/" + site.upload(png(40, 30, 3));
    assertThat(json(site.get(small + "/rdv/4")).get("msSsim").isNull()).isTrue();
  }

  @Test
  void greyPicturesStayGrey() throws IOException {
    BufferedImage grey = new BufferedImage(64, 48, BufferedImage.TYPE_BYTE_GRAY);
    grey.getGraphics().fillOval(5, 5, 30, 30);
    JsonNode upload = json(site.post("/api/pictures", ServedSite.file(grey, "png")));
    assertThat(upload.get("channels").asInt()).isEqualTo(1);
    String address = "/api/pictures/" + upload.get("id").asString();
    assertThat(image(site.get(address + "/rdv/4/picture").body()).getRaster().getNumBands())
        .isEqualTo(1);
    assertThat(json(site.get(address + "/jpeg/50")).get("psnr").asDouble()).isGreaterThan(20);
  }

  @Test
  void anRdvFileIsDecoded() throws IOException {
    byte[] rdv = site.get(picture + "/rdv/5/file").body();
    JsonNode file = json(site.post("/api/files", rdv));
    assertThat(file.get("width").asInt()).isEqualTo(WIDTH);
    assertThat(file.get("height").asInt()).isEqualTo(HEIGHT);
    assertThat(file.get("bytes").asInt()).isEqualTo(rdv.length);
    assertThat(file.get("quality").asDouble()).isEqualTo(5);
    assertThat(file.get("model").asString()).isEqualTo(ServedSite.HASH.substring(0, 16));
    byte[] png = site.get("/api/files/" + file.get("id").asString() + "/picture").body();
    assertThat(png).isEqualTo(site.get(picture + "/rdv/5/picture").body());
  }

  @Test
  void anRdvFileOfAnotherModelIsRefusedByItsHash() {
    byte[] foreign = new StoringCodec("fedcba9876543210").compress(photo(FILE), 4);
    refused(site.post("/api/files", foreign), 422, "fedcba9876543210", "does not have");
  }

  @Test
  void damagedFilesAreRefused() {
    byte[] rdv = site.get(picture + "/rdv/5/file").body();
    rdv[rdv.length / 2] ^= 1;
    refused(site.post("/api/files", rdv), 422, "this file", "damaged");
    refused(site.post("/api/files", Arrays.copyOf(rdv, 100)), 422, "this file");
    refused(site.post("/api/files", FILE), 422, "not an .rdv file");
    byte[] cut = Arrays.copyOf(FILE, FILE.length - 40);
    refused(site.post("/api/pictures", cut), 422, "this file");
  }

  @Test
  void whatIsNoPictureIsRefused() {
    byte[] rdv = site.get(picture + "/rdv/5/file").body();
    refused(site.post("/api/pictures", rdv), 415, "expected a picture, found an .rdv file");
    refused(site.post("/api/pictures", new byte[0]), 422, "an empty file");
    byte[] text = "no picture".getBytes(StandardCharsets.UTF_8);
    refused(site.post("/api/pictures", text), 422, "PNG, JPEG, WebP, BMP or GIF");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"0.99", "8.01", "-1", "NaN", "Infinity", "4,5", "1e0", "four", "4.5678901"})
  void qualitiesRunFromOneToEight(String quality) {
    refused(site.get(picture + "/rdv/" + quality), 400, "quality: expected a number from 1 to 8");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "101", "-1", "50.5", "9999999999"})
  void qualitiesOfJpegRunFromOneToAHundred(String quality) {
    refused(site.get(picture + "/jpeg/" + quality), 400, "a whole number from 1 to 100");
  }

  @Test
  void whatIsNotKnownAnyMoreHasToBeSentAgain() {
    refused(site.get("/api/pictures/0123/rdv/4"), 404, "send it again");
    refused(site.get("/api/pictures/0123/jpeg/4"), 404, "send it again");
    refused(site.get("/api/files/0123/picture"), 404, "send it again");
  }

  @Test
  void picturesWithTooManyPixelsAreRefused() {
    refused(
        site.post("/api/pictures", png(900, 900, 1)), 413, "at most 0.8 megapixels", "900 x 900");
    byte[] large = new StoringCodec(ServedSite.HASH).compress(photo(png(900, 900, 1)), 1);
    refused(site.post("/api/files", large), 413, "at most 0.8 megapixels", "900 x 900");
  }

  private static Photo photo(byte[] file) {
    Picture read = PictureFile.of(file, "file").picture();
    return Photos.of(read);
  }

  private static BufferedImage image(byte[] file) throws IOException {
    return ImageIO.read(new ByteArrayInputStream(file));
  }
}
