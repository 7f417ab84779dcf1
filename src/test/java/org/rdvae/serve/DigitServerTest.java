package org.rdvae.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.rdvae.serve.ServedSite.json;
import static org.rdvae.serve.ServedSite.refused;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collections;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** The addresses of the model of digits. */
class DigitServerTest {
  private static final int PIXELS = 28 * 28;
  private static final int LATENTS = 40;

  private static DigitModel digits;
  private static ServedSite site;

  @BeforeAll
  static void start() {
    digits = ServedSite.digits();
    site = ServedSite.ofDigits(digits);
  }

  @AfterAll
  static void stop() {
    site.close();
    digits.close();
  }

  private static HttpResponse<byte[]> post(String path, String body) {
    return site.post("/api/digits/" + path, body.getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] image(JsonNode result, int number) {
    return Base64.getDecoder().decode(result.get("images").get(number).asString());
  }

  private static String zeros(int count) {
    return "[" + String.join(",", Collections.nCopies(count, "0")) + "]";
  }

  @Test
  void thePageLearnsWhichLatentsSayMost() {
    JsonNode about = json(site.get("/api/about")).get("digits");
    assertThat(about.get("size").asInt()).isEqualTo(LATENTS);
    assertThat(about.get("isBits").asBoolean()).isTrue();
    assertThat(about.get("tests").asInt()).isEqualTo(10_000);
    JsonNode latents = about.get("latents");
    assertThat(latents.size()).isBetween(20, LATENTS);
    for (int i = 1; i < latents.size(); i++) {
      assertThat(latents.get(i).get("rate").asDouble())
          .isLessThanOrEqualTo(latents.get(i - 1).get("rate").asDouble());
    }
  }

  @Test
  void aTestImageComesBackFromItsLatents() {
    JsonNode test = json(site.get("/api/digits/test/7"));
    JsonNode decoded = json(post("decode", "{\"latents\": [" + test.get("latents").get(0) + "]}"));
    byte[] expected = image(test, 0);
    byte[] found = image(decoded, 0);
    int different = 0;
    for (int i = 0; i < PIXELS; i++) {
      different += (expected[i] & 0xFF) / 128 == (found[i] & 0xFF) / 128 ? 0 : 1;
    }
    assertThat(different).isLessThan(60);
  }

  @Test
  void aDrawnImageHasTheLatentsOfTheTestImageThatItIs() {
    JsonNode test = json(site.get("/api/digits/test/3"));
    JsonNode drawn = json(post("encode", "{\"image\": " + test.get("images").get(0) + "}"));
    assertThat(drawn.get("images")).isEqualTo(test.get("images"));
    assertThat(drawn.get("latents")).isEqualTo(test.get("latents"));
  }

  @Test
  void greyOfADrawingBecomesBits() {
    byte[] grey = new byte[PIXELS];
    grey[0] = 100;
    grey[1] = (byte) 200;
    String body = "{\"image\": \"" + Base64.getEncoder().encodeToString(grey) + "\"}";
    assertThat(image(json(post("encode", body)), 0)).startsWith(0, 255, 0);
  }

  @Test
  void samplesAreDecidedBySeedAndTemperature() {
    String address = "/api/digits/samples?count=3&temperature=0.5&seed=4";
    JsonNode samples = json(site.get(address));
    assertThat(samples.get("images").size()).isEqualTo(3);
    assertThat(json(site.get(address))).isEqualTo(samples);
    JsonNode usual = json(site.get("/api/digits/samples?count=3&seed=4"));
    assertThat(samples.get("latents").get(2).get(5).asDouble())
        .isCloseTo(usual.get("latents").get(2).get(5).asDouble() / 2, within(1e-6));
    assertThat(json(site.get("/api/digits/samples?count=3&seed=5"))).isNotEqualTo(usual);
  }

  @Test
  void mistakesAreToldInWords() {
    refused(
        site.get("/api/digits/test/10000"), 400, "image: expected a whole number from 0 to 9999");
    refused(site.get("/api/digits/test/x"), 400, "image: expected a whole number");
    refused(site.get("/api/digits/samples?count=65"), 400, "count", "from 1 to 64");
    refused(site.get("/api/digits/samples?count=1&count=2"), 400, "expected each of count, label");
    refused(site.get("/api/digits/samples?path=x"), 400, "expected each of count, label");
    refused(site.get("/api/digits/samples?seed=-1"), 400, "seed: expected a whole number");
    refused(site.get("/api/digits/samples?temperature=101"), 400, "from 0 to 100");
    refused(site.get("/api/digits/samples?label=1"), 400, "label", "from 0 to 0");
    refused(post("encode", "{\"image\": \"AAAA\"}"), 400, "expected 784 bytes, found 3");
    refused(post("encode", "{\"image\": \"!\"}"), 400, "image: expected base 64");
    refused(post("encode", "{}"), 400, "expected 784 bytes, found 0");
    refused(post("decode", "{\"latents\": []}"), 400, "expected 1 to 64 rows, found 0");
    refused(post("decode", "{\"latents\": [[1, 2]]}"), 400, "rows of 40 numbers");
    refused(post("decode", "{\"latents\": [null]}"), 400, "rows of 40 numbers");
    String huge = zeros(LATENTS).replaceFirst("0", "1e9");
    refused(post("decode", "{\"latents\": [" + huge + "]}"), 400, "from -1000 to 1000");
    String label = "{\"label\": 3, \"latents\": [" + zeros(LATENTS) + "]}";
    refused(post("decode", label), 400, "label: expected a whole number from 0 to 0");
    refused(post("decode", " ".repeat((1 << 20) + 1)), 413, "at most 1 MB");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "null", "[]", "{", "{\"latents\": 3}", "{\"latents\": [[\"a\"]]}", "7"})
  void whatIsNoSuchJsonIsRefused(String body) {
    refused(post("decode", body), 400, "expected");
    refused(post("encode", body), 400, "expected");
  }

  @Test
  void deepJsonIsRefused() {
    refused(post("decode", "{\"latents\": " + "[".repeat(100_000)), 400, "expected JSON");
  }
}
