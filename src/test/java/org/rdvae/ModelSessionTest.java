package org.rdvae;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.rdvae.KeptModel.CHECKPOINT;
import static org.rdvae.KeptModel.COUNT;
import static org.rdvae.KeptModel.LATENTS;
import static org.rdvae.KeptModel.PIXELS;
import static org.rdvae.KeptModel.THREADS;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.rdvae.evaluation.Evaluator;
import org.rdvae.evaluation.ImageScore;
import org.rdvae.job.SavedModel;
import org.rdvae.model.VaeSession;
import org.rdvae.tensor.TestDevice;

/** What sessions of the kept model compute and what they refuse. */
class ModelSessionTest {
  private final TrainedModel model = TrainedModel.load(CHECKPOINT);
  private final float[][] digits = KeptModel.digits();

  private ModelSession open() {
    return model.open(THREADS);
  }

  @Test
  void scoresAreThoseOfTheEvaluation() {
    SavedModel saved = SavedModel.load(CHECKPOINT);
    List<ImageScore> expected = new ArrayList<>();
    try (VaeSession session = saved.vae().open(TestDevice.CPU, saved.rows());
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
}
