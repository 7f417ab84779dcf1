package org.rdvae;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rdvae.base.Failure;
import org.rdvae.data.DataLoader;
import org.rdvae.data.ImageSet;
import org.rdvae.evaluation.Evaluator;
import org.rdvae.evaluation.ImageScore;
import org.rdvae.job.SavedModel;
import org.rdvae.model.VaeSession;
import org.rdvae.tensor.TestDevice;

/** The programming interface on the kept model, whose likelihood is one of bits. */
class TrainedModelTest {
  private static final Path CHECKPOINT = Path.of("checkpoints/mnist-binary-vae.safetensors");
  private static final Pattern DOCUMENTED =
      Pattern.compile("<pre>\\{@code\\s(.*?)\\}</pre>|```java\\s(.*?)```", Pattern.DOTALL);

  /** As many as the other tests of this process use. */
  private static final int THREADS = 1;

  private static final int COUNT = 12;
  private static final int PIXELS = 28 * 28;
  private static final int LATENTS = 40;

  @TempDir static Path folder;
  private static TrainedModel model;
  private static float[][] digits;
  private static Path picture;

  @BeforeAll
  static void readDigits() throws IOException {
    model = TrainedModel.load(CHECKPOINT);
    ImageSet test = (ImageSet) DataLoader.embedded().test();
    digits = new float[COUNT][PIXELS];
    BufferedImage first = new BufferedImage(28, 28, BufferedImage.TYPE_BYTE_GRAY);
    for (int image = 0; image < COUNT; image++) {
      for (int i = 0; i < PIXELS; i++) {
        digits[image][i] = test.pixel(image, i) == 0 ? 0 : 1;
      }
    }
    for (int i = 0; i < PIXELS; i++) {
      first.getRaster().setSample(i % 28, i / 28, 0, digits[0][i] == 0 ? 0 : 255);
    }
    picture = folder.resolve("digit.png");
    ImageIO.write(first, "png", picture.toFile());
  }

  private static ModelSession open() {
    return model.open(THREADS);
  }

  @Test
  void encodesAsTheDocumentationShows() {
    TrainedModel model = TrainedModel.load(Path.of("checkpoints/mnist-binary-vae.safetensors"));
    try (ModelSession session = model.open()) {
      float[][] images = model.read(picture);
      Posteriors posteriors = session.encode(images);
      float[][] restored = session.decode(posteriors.mean());

      assertThat(images).isDeepEqualTo(new float[][] {digits[0]});
      assertThat(posteriors.mean()).hasDimensions(1, LATENTS);
      assertThat(posteriors.logStddev()).hasDimensions(1, LATENTS);
      assertThat(meanDifference(restored[0], digits[0])).isLessThan(0.1);
      assertThat(meanDifference(restored[0], digits[1])).isGreaterThan(0.1);
    }
  }

  @Test
  void samplesAsTheDocumentationShows() {
    TrainedModel model = TrainedModel.load(Path.of("checkpoints/mnist-binary-vae.safetensors"));
    try (ModelSession session = model.open()) {
      float[][] drawn = session.sample(64, 1);

      assertThat(drawn).hasDimensions(64, PIXELS);
      assertThat(session.sample(3, 1)).isDeepEqualTo(Arrays.copyOf(drawn, 3));
      assertThat(session.sample(1, 2)[0]).isNotEqualTo(drawn[0]);
      for (float[] image : drawn) {
        for (float value : image) {
          assertThat(value).isBetween(0f, 1f);
        }
      }
    }
  }

  @Test
  void scoresAsTheDocumentationShows() {
    TrainedModel model = TrainedModel.load(Path.of("checkpoints/mnist-binary-vae.safetensors"));
    try (ModelSession session = model.open()) {
      List<ImageScore> scores = session.score(model.read(picture), 200, 1);
      double nats = scores.get(0).nll();

      assertThat(scores).hasSize(1);
      assertThat(nats).isBetween(20.0, 200.0).isLessThan(-scores.get(0).elbo());
    }
  }

  /** The three tests above hold its lines, which the compiler has checked and which are run. */
  @ParameterizedTest
  @ValueSource(strings = {"src/main/java/org/rdvae/package-info.java", "README.md"})
  void whatTheDocumentationShowsIsTested(String file) throws IOException {
    String tests =
        withoutSpace(Files.readString(Path.of("src/test/java/org/rdvae/TrainedModelTest.java")));
    Matcher snippets =
        DOCUMENTED.matcher(Files.readString(Path.of(file)).replaceAll("\\R \\* ", "\n"));
    int found = 0;
    while (snippets.find()) {
      String snippet = snippets.group(1) == null ? snippets.group(2) : snippets.group(1);
      // The test goes on before the session is closed.
      String lines = snippet.strip().replaceAll("\\}$", "");
      assertThat(tests).as(snippet).contains(withoutSpace(lines));
      found++;
    }
    if (!file.endsWith(".md")) {
      assertThat(found).isEqualTo(3);
    }
  }

  private static String withoutSpace(String text) {
    return text.replaceAll("\\s+", "");
  }

  @Test
  void saysWhatItIs() {
    assertThat(model.height()).isEqualTo(28);
    assertThat(model.width()).isEqualTo(28);
    assertThat(model.channels()).isEqualTo(1);
    assertThat(model.latents()).isEqualTo(LATENTS);
    assertThat(model.isDiscrete()).isTrue();
    assertThat(model.hash()).startsWith("fa6fabf8e82165b2").hasSize(64);
    assertThat(model.config()).contains("likelihood");
  }

  @Test
  void scoresAreThoseOfTheEvaluation() {
    SavedModel saved = SavedModel.load(CHECKPOINT);
    List<ImageScore> expected = new ArrayList<>();
    try (VaeSession session = saved.vae().open(TestDevice.CPU, SavedModel.ROWS);
        ModelSession ours = open()) {
      new Evaluator(session, 5, 3)
          .evaluate(
              (first, count, batch) -> {
                for (int i = 0; i < count; i++) {
                  System.arraycopy(digits[first + i], 0, batch, i * PIXELS, PIXELS);
                }
              },
              COUNT,
              done -> {},
              (image, score) -> expected.add(score));
      assertThat(ours.score(digits, 5, 3)).isEqualTo(expected);
      assertThat(ours.score(digits, 5, 4)).isNotEqualTo(expected);
    }
  }

  /** Five rows at a time: twelve images do not divide evenly. */
  @Test
  void theNumberOfRowsAtATimeChangesNothing() {
    try (ModelSession session = open();
        ModelSession small = model.open(THREADS, 5)) {
      Posteriors expected = session.encode(digits);
      Posteriors found = small.encode(digits);
      assertClose(found.mean(), expected.mean());
      assertClose(found.logStddev(), expected.logStddev());
      assertClose(small.decode(expected.mean()), session.decode(expected.mean()));
      assertClose(small.sample(COUNT, 5), session.sample(COUNT, 5));
      List<ImageScore> scores = session.score(digits, 3, 1);
      List<ImageScore> smallScores = small.score(digits, 3, 1);
      for (int i = 0; i < COUNT; i++) {
        assertThat(smallScores.get(i).nll()).isCloseTo(scores.get(i).nll(), within(1e-2));
      }
    }
  }

  private static void assertClose(float[][] found, float[][] expected) {
    assertThat(found).hasSameDimensionsAs(expected);
    for (int i = 0; i < expected.length; i++) {
      assertThat(found[i]).as("row %d", i).containsExactly(expected[i], within(1e-4f));
    }
  }

  /** What several threads compute at once is to the bit what one computes alone. */
  @Test
  void threadsWithSessionsOfTheirOwnDoNotDisturbEachOther() throws Exception {
    Object[] expected;
    try (ModelSession session = open()) {
      expected = everything(session);
    }
    int threads = 6;
    CyclicBarrier start = new CyclicBarrier(threads);
    Callable<Void> work =
        () -> {
          try (ModelSession session = open()) {
            start.await(20, TimeUnit.SECONDS);
            for (int round = 0; round < 10; round++) {
              assertThat(Arrays.deepEquals(everything(session), expected)).isTrue();
            }
          }
          return null;
        };
    runAll(threads, work);
  }

  /** Shared, a session serves one after the other; and to close it waits for who computes. */
  @Test
  void aSharedSessionStaysInOrder() throws Exception {
    ModelSession shared = open();
    Object[] expected = everything(shared);
    AtomicInteger calls = new AtomicInteger();
    Callable<Void> work =
        () -> {
          try {
            while (true) {
              assertThat(Arrays.deepEquals(everything(shared), expected)).isTrue();
              if (calls.incrementAndGet() == 10) {
                shared.close();
              }
            }
          } catch (IllegalStateException e) {
            assertThat(e).hasMessageContaining("closed");
          }
          return null;
        };
    runAll(3, work);
    assertThat(calls).hasValueGreaterThanOrEqualTo(10);
  }

  private static Object[] everything(ModelSession session) {
    Posteriors posteriors = session.encode(digits);
    return new Object[] {
      posteriors.mean(),
      posteriors.logStddev(),
      session.decode(posteriors.mean()),
      session.sample(3, 9),
      session.score(digits, 2, 1).toArray()
    };
  }

  private static void runAll(int threads, Callable<Void> work) throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      List<Future<Void>> futures = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        futures.add(pool.submit(work));
      }
      for (Future<Void> future : futures) {
        future.get(60, TimeUnit.SECONDS);
      }
    } finally {
      pool.shutdownNow();
    }
  }

  @Test
  void aClosedSessionSaysSo() {
    ModelSession session = open();
    session.close();
    Map<String, ThrowingCallable> uses = new LinkedHashMap<>();
    uses.put("encode", () -> session.encode(digits));
    uses.put("decode", () -> session.decode(new float[1][LATENTS]));
    uses.put("sample", () -> session.sample(1, 1));
    uses.put("score", () -> session.score(digits, 1, 1));
    uses.put("encode nothing", () -> session.encode(new float[0][]));
    uses.forEach(
        (name, use) ->
            assertThatThrownBy(use)
                .as(name)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("This session is closed; open another one on its model."));
    assertThatCode(session::close).as("closing again").doesNotThrowAnyException();
  }

  @Test
  void nothingInNothingOut() {
    try (ModelSession session = open()) {
      assertThat(session.encode(new float[0][]).mean()).isEmpty();
      assertThat(session.encode(new float[0][]).logStddev()).isEmpty();
      assertThat(session.decode(new float[0][])).isEmpty();
      assertThat(session.sample(0, 1)).isEmpty();
      assertThat(session.score(new float[0][], 1, 1)).isEmpty();
    }
  }

  @Test
  void whatAProgramDoesWrongIsNamed() {
    float[][] notANumber = {digits[0].clone(), digits[1].clone()};
    notANumber[1][17] = Float.NaN;
    float[][] grey = {digits[0].clone()};
    grey[0][783] = 0.5f;
    try (ModelSession session = open()) {
      refused(
          "image 1: expected 784 values, found 783",
          () -> session.encode(new float[][] {digits[0], new float[783]}));
      refused(
          "image 0: expected 784 values, found 785", () -> session.score(new float[1][785], 1, 1));
      refused("row of latents 0: expected 40 values, found 784", () -> session.decode(digits));
      refused("image 1, value 17: expected a number, found NaN", () -> session.encode(notANumber));
      refused(
          "image 1, value 17: expected 0 or 1, found NaN", () -> session.score(notANumber, 1, 1));
      refused("image 0, value 783: expected 0 or 1, found 0.5", () -> session.score(grey, 1, 1));
      assertThat(session.encode(grey).mean()).hasDimensions(1, LATENTS);
      refused("count: expected 0 or more, found -1", () -> session.sample(-1, 1));
      refused("importanceSamples: expected 1 or more, found 0", () -> session.score(digits, 0, 1));
    }
    refused("threads: expected a number from 1 to 1024, found 0", () -> model.open(0));
    refused("rows: expected 1 or more, found 0", () -> model.open(1, 0));
  }

  private static void refused(String message, ThrowingCallable call) {
    assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
  }

  @Test
  void aMissingOrForeignFileIsAFailure() throws IOException {
    Path foreign = Files.writeString(folder.resolve("foreign.safetensors"), "no model");
    assertThatThrownBy(() -> TrainedModel.load(foreign))
        .isInstanceOf(Failure.class)
        .hasMessageContaining(foreign.toString());
    Path missing = folder.resolve("missing");
    assertThatThrownBy(() -> TrainedModel.load(missing))
        .isInstanceOf(Failure.class)
        .hasMessageContaining(missing.toString());
    assertThatThrownBy(() -> model.read(missing))
        .isInstanceOf(Failure.class)
        .hasMessageContaining(missing.toString());
    assertThatThrownBy(() -> model.read(Path.of("mnist-binary")))
        .as("a file, not the embedded images")
        .isInstanceOf(Failure.class);
  }

  private static double meanDifference(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += Math.abs(a[i] - b[i]);
    }
    return sum / a.length;
  }
}
