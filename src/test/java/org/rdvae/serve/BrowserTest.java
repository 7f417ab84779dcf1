package org.rdvae.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * The page in a real browser: what a visitor does and sees. Left out where there is no Chromium.
 */
class BrowserTest {
  private static final String SHOWN = "document.getElementById('work').dataset.shown";
  private static final String NOTICE = "document.getElementById('notice')";

  @TempDir private static Path folder;
  private static DigitModel digits;
  private static ServedSite site;
  private static Chromium browser;

  @BeforeAll
  static void start() throws Exception {
    Optional<Path> program = ChromiumProcess.find();
    if (program.isEmpty()) {
      System.err.println(
          "BrowserTest is left out: no chromium, chromium-browser or google-chrome on the path");
    }
    assumeTrue(program.isPresent(), "no Chromium");
    digits = ServedSite.digits();
    site = ServedSite.ofBoth(folder, digits);
    browser = new Chromium(program.get(), folder.resolve("profile"));
  }

  @AfterAll
  static void stop() throws Exception {
    if (browser != null) {
      browser.close();
      site.close();
      digits.close();
    }
  }

  @BeforeEach
  void open() throws Exception {
    open("");
  }

  private static void open(String hash) throws Exception {
    browser.send("Page.navigate", Map.of("url", "about:blank"));
    browser.send("Page.navigate", Map.of("url", site.uri("/" + hash).toString()));
    browser.await("document.body && document.body.dataset.ready");
  }

  @AfterEach
  void thePageHadNothingToComplainAbout() {
    assertThat(browser.complaints).isEmpty();
  }

  private static Path file(String name, byte[] content) throws Exception {
    return Files.write(folder.resolve(name), content);
  }

  private static String text(String id) throws Exception {
    return browser.evaluate("document.getElementById('" + id + "').innerText").asString();
  }

  private static void dropPicture(String name, int number) throws Exception {
    browser.drop(file(name, ServedSite.png(240, 180, number)), "#drop");
    browser.await(SHOWN + " === '4.0 original'");
  }

  /** For whoever wants to see what was tested. */
  private static void keep(String name) throws Exception {
    Path file = Files.createDirectories(Path.of("target")).resolve(name);
    Files.deleteIfExists(file);
    browser.evaluate("scrollTo(0, 0)");
    browser.screenshot(file);
    assertThat(ImageIO.read(file.toFile()).getWidth()).isGreaterThan(600);
  }

  @Test
  void aDroppedPictureIsShownBesideWhatComesBackOfIt() throws Exception {
    dropPicture("waves.png", 1);
    assertThat(text("size")).matches("[0-9.]+ kB");
    assertThat(text("rdv-psnr")).matches("[0-9]{2}\\.[0-9]{2}");
    assertThat(text("jpeg-ms-ssim")).matches("0\\.[0-9]{4}");
    assertThat(text("about-picture")).contains("waves.png, 240 × 180");
    JsonNode sizes =
        browser.evaluate(
            "['.left', '.right'].map(s => document.querySelector('#frame ' + s)).map(i =>"
                + " i.naturalWidth + 'x' + i.naturalHeight)");
    assertThat(sizes.toString()).isEqualTo("[\"240x180\",\"240x180\"]");
    browser.await("document.getElementById('work').dataset.curve === 'done'");
    assertThat(browser.evaluate("document.querySelectorAll('#curve polyline').length").asInt())
        .isEqualTo(2);
    assertThat(browser.evaluate("document.querySelectorAll('#curve circle.now').length").asInt())
        .isEqualTo(2);
    keep("page-photographs.png");
  }

  @Test
  void theSliderCodesAnewWithoutSendingAgain() throws Exception {
    dropPicture("again.png", 2);
    String before = text("size");
    site.log.clear();
    browser.slide("quality", 7.3);
    browser.await(SHOWN + " === '7.3 original'");
    assertThat(text("quality-value")).isEqualTo("7.3");
    assertThat(text("size")).isNotEqualTo(before);
    browser.evaluate("document.querySelector('[data-against=jpeg]').click()");
    browser.await(SHOWN + " === '7.3 jpeg'");
    assertThat(text("left-name")).startsWith("JPEG · ");
    assertThat(site.log).noneMatch(line -> line.startsWith("POST"));
  }

  @Test
  void aPictureThatTheServerForgotIsSentAgain() throws Exception {
    dropPicture("forgotten.png", 3);
    browser.await("document.getElementById('work').dataset.curve === 'done'");
    for (int i = 0; i < 5; i++) {
      site.upload(ServedSite.png(700, 600, 100 + i));
    }
    browser.slide("quality", 6.6);
    browser.await(SHOWN + " === '6.6 original'");
    assertThat(browser.evaluate(NOTICE + ".hidden").asBoolean()).isTrue();
    browser.complaints.removeIf(complaint -> complaint.contains("404"));
  }

  /** 4.8 megapixels would make the slider slow. */
  @Test
  void largePicturesAreMadeSmallerUnlessWantedWhole() throws Exception {
    JsonNode sizes =
        browser.evaluate(
            "(async () => { const canvas = document.createElement('canvas');"
                + " canvas.width = 2400; canvas.height = 2000; canvas.getContext('2d');"
                + " const file = await new Promise(done => canvas.toBlob(done));"
                + " const { prepared } = await import('/picture-file.js');"
                + " const less = await prepared(file, false);"
                + " const small = await createImageBitmap(less.file);"
                + " const whole = await prepared(file, true);"
                + " return [small.width, small.height, less.reducedFrom.width,"
                + " whole.file === file] })()");
    assertThat(sizes.toString()).isEqualTo("[1549,1291,2400,true]");
  }

  @Test
  void theBoundaryFollowsMouseAndKeys() throws Exception {
    dropPicture("split.png", 4);
    JsonNode box =
        browser.evaluate(
            "(() => { scrollTo(0, 0); const b ="
                + " document.querySelector('.stage').getBoundingClientRect(); return [b.left,"
                + " b.width, b.top] })()");
    double x = box.get(0).asDouble() + 0.25 * box.get(1).asDouble();
    browser.send(
        "Input.dispatchMouseEvent",
        Map.of("type", "mouseMoved", "x", x, "y", box.get(2).asDouble() + 20));
    String now = "document.querySelector('.boundary').getAttribute('aria-valuenow')";
    browser.await(now + " === '25'");
    browser.evaluate("document.querySelector('.boundary').focus()");
    browser.send("Input.dispatchKeyEvent", Map.of("type", "keyDown", "key", "ArrowRight"));
    browser.await(now + " === '27'");
  }

  @Test
  void anRdvFileIsDecoded() throws Exception {
    String id = site.upload(ServedSite.png(120, 90, 5));
    byte[] rdv = site.get("/api/pictures/" + id + "/rdv/5.5/file").body();
    browser.drop(file("photo.rdv", rdv), "#drop");
    browser.await("document.getElementById('decoded-picture').naturalWidth === 120");
    assertThat(text("decoded-facts")).contains("120 × 90", "5.5", "0123456789abcdef");
    assertThat(browser.evaluate("document.getElementById('decoded-png').download").asString())
        .isEqualTo("photo.png");
  }

  @Test
  void whatCannotBeShownIsToldInWords() throws Exception {
    browser.drop(file("notes.txt", "not a picture".getBytes(StandardCharsets.UTF_8)), "#drop");
    browser.await("!" + NOTICE + ".hidden");
    assertThat(text("notice")).contains("PNG, JPEG, WebP, BMP or GIF");
    String id = site.upload(ServedSite.png(120, 90, 6));
    byte[] rdv = site.get("/api/pictures/" + id + "/rdv/5/file").body();
    browser.drop(file("cut.rdv", Arrays.copyOf(rdv, rdv.length / 2)), "#drop");
    browser.await(NOTICE + ".innerText.includes('truncated')");
    browser.drop(file("large.png", new byte[5 << 20]), "#drop");
    browser.await(NOTICE + ".innerText.includes('at most')");
    // Chromium notes each answer that is an error.
    browser.complaints.removeIf(complaint -> complaint.contains("422"));
    dropPicture("after.png", 7);
    assertThat(browser.evaluate(NOTICE + ".hidden").asBoolean()).isTrue();
  }

  @Test
  void latentsSamplesAndWaysAreDrawn() throws Exception {
    open("#digits");
    browser.await("document.querySelectorAll('#sample-grid canvas').length === 32");
    browser.await("document.querySelectorAll('#strip canvas').length === 11");
    keep("page-digits.png");
    String hero = "document.getElementById('hero').toDataURL()";
    browser.evaluate("document.querySelectorAll('#sample-grid button')[3].click()");
    browser.await(hero + " === document.querySelectorAll('#sample-grid canvas')[3].toDataURL()");
    String sample = browser.evaluate(hero).asString();
    browser.evaluate(
        "(() => { const s = document.querySelector('#sliders input'); s.value = 2.5;"
            + " s.dispatchEvent(new Event('input', {bubbles: true})) })()");
    browser.await(hero + " !== '" + sample + "'");
    assertThat(text("hero-name")).isEqualTo("from the sliders");
    String between = browser.evaluate("document.getElementById('between').toDataURL()").asString();
    browser.drop(file("digit.png", ServedSite.png(56, 56, 8)), "#end-b canvas");
    browser.await("document.querySelector('#end-b canvas').ariaLabel === 'Your image'");
    browser.await("document.getElementById('between').toDataURL() !== '" + between + "'");
  }

  @Test
  void aDrawnDigitMovesTheSliders() throws Exception {
    open("#digits");
    browser.evaluate("document.getElementById('draw-hero').click()");
    JsonNode pad =
        browser.evaluate(
            "(() => { const b = document.querySelector('#pad canvas').getBoundingClientRect();"
                + " return [b.left, b.top] })()");
    for (String type : new String[] {"mousePressed", "mouseMoved", "mouseReleased"}) {
      browser.send(
          "Input.dispatchMouseEvent",
          Map.of(
              "type",
              type,
              "x",
              pad.get(0).asDouble() + 140,
              "y",
              pad.get(1).asDouble() + (type.equals("mousePressed") ? 40 : 240),
              "button",
              "left",
              "buttons",
              1,
              "clickCount",
              1));
    }
    browser.evaluate("document.getElementById('pad-use').click()");
    browser.await("document.getElementById('hero-name').innerText.includes('your digit')");
    browser.await("document.querySelector('#sliders output').value !== '0.00'");
  }
}
