package org.rdvae.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rdvae.base.Failure;
import org.rdvae.checkpoint.Safetensors;
import org.rdvae.checkpoint.StoredTensor;
import org.rdvae.config.ConfigReader;
import org.rdvae.config.Job;
import org.rdvae.data.DataLoader;
import org.rdvae.data.Split;
import org.rdvae.model.Architecture;
import org.rdvae.model.VaeSession;
import org.rdvae.network.FeatureShape;
import org.rdvae.report.EvaluationReport;
import org.rdvae.tensor.TestDevice;

/** A saved model, the images and latents that go through it, and its measurement. */
class SavedModelTest {
  @TempDir static Path folder;
  private static Job job;
  private static SavedModel model;
  private static Path testImages;

  @BeforeAll
  static void train() {
    job = ConfigReader.read(TinyFiles.write(folder), List.of());
    testImages = folder.resolve("images").resolve("t10k-images-idx3-ubyte");
    model = trained(job, "run");
  }

  private static SavedModel trained(Job job, String name) {
    Path run = folder.resolve(name);
    PrintStream realErr = System.err;
    System.setErr(new PrintStream(OutputStream.nullOutputStream()));
    try {
      new TrainingRun(job, run, OptionalInt.of(1), 0).train(false, () -> false);
    } finally {
      System.setErr(realErr);
    }
    return SavedModel.load(run.resolve("checkpoints").resolve("best.safetensors"));
  }

  @Test
  void computesFewerImagesAtATimeWhereTheyAreLarge() {
    assertThat(model.rows()).isEqualTo(200);
    int[] sides = {64, 256, 2048};
    int[] rows = {200, 21, 1};
    for (int i = 0; i < sides.length; i++) {
      FeatureShape image = new FeatureShape(sides[i], sides[i], 3);
      assertThat(SavedModel.rows(new Architecture(job.model(), image)))
          .as("images of %d", sides[i])
          .isEqualTo(rows[i]);
    }
  }

  @Test
  void knowsTheJobThatMadeIt() {
    assertThat(model.job()).isEqualTo(job);
    assertThat(model.vae().architecture().latents()).isEqualTo(TinyFiles.LATENTS);
    assertThat(model.vae().architecture().pixels()).isEqualTo(TinyFiles.SIDE * TinyFiles.SIDE);
  }

  /** A model is used where it is taken, and that need not have the images. */
  @Test
  void needsNoImages(@TempDir Path elsewhere) throws IOException {
    Path config = TinyFiles.write(elsewhere);
    SavedModel other = trained(ConfigReader.read(config, List.of()), "moved");
    Files.delete(elsewhere.resolve("images").resolve("train-images-idx3-ubyte"));
    Files.delete(elsewhere.resolve("images").resolve("t10k-images-idx3-ubyte"));
    Files.delete(elsewhere.resolve("images"));
    assertThat(SavedModel.load(other.path()).job()).isEqualTo(other.job());
  }

  @Test
  void readsImagesAsItsOwnBecameBits() {
    ImageInput input = ImageInput.read(testImages.toString(), model);
    float[] rows = input.rows(0, TinyFiles.TEST_IMAGES);
    assertThat(rows).containsOnly(0, 1);
    assertThat(input.rows(0, TinyFiles.TEST_IMAGES)).as("drawn once").isEqualTo(rows);
    int pixels = TinyFiles.SIDE * TinyFiles.SIDE;
    assertThat(input.rows(3, 2)).isEqualTo(Arrays.copyOfRange(rows, 3 * pixels, 5 * pixels));
  }

  @ParameterizedTest
  @CsvSource({
    "mnist-binary, expected images of 12 x 12, BAD_DATA",
    "mnist-binary:train, expected images of 12 x 12, BAD_DATA",
    "mnist-binary:all, expected train, USAGE",
    "nowhere, nowhere does not exist, MISSING_PATH"
  })
  void namesWhatIsWrongWithAnInput(String word, String message, Failure.Kind kind) {
    expect(kind, message, () -> ImageInput.read(word, model));
  }

  @Test
  void latentsComeBackFromTheirFile() {
    Latents latents = encodeTest();
    Path file = folder.resolve("latents.safetensors");
    latents.write(file);
    Latents read = Latents.read(file, model);
    assertThat(read.count()).isEqualTo(2 * TinyFiles.TEST_IMAGES);
    assertThat(read.size()).isEqualTo(TinyFiles.LATENTS);
    assertThat(read.model()).isEqualTo(model.checkpoint().modelHash());
    assertThat(read.mean()).isEqualTo(latents.mean());
    assertThat(read.logStddev()).isEqualTo(latents.logStddev());
  }

  @Test
  void encodesInputsInOrderWhateverTheNumberOfRows() {
    ImageInput input = ImageInput.read(testImages.toString(), model);
    float[] mean = new float[TinyFiles.TEST_IMAGES * TinyFiles.LATENTS];
    try (VaeSession session = model.vae().open(TestDevice.CPU, TinyFiles.TEST_IMAGES)) {
      session.encode(
          input.rows(0, TinyFiles.TEST_IMAGES),
          TinyFiles.TEST_IMAGES,
          mean,
          new float[mean.length]);
    }
    Latents latents = encodeTest();
    assertThat(Arrays.copyOf(latents.mean(), mean.length)).containsExactly(mean, offset());
    assertThat(Arrays.copyOfRange(latents.mean(), mean.length, 2 * mean.length))
        .containsExactly(mean, offset());
    assertThat(latents.mean()).doesNotContain(Float.NaN);
  }

  private static Offset<Float> offset() {
    return Offset.offset(1e-5f);
  }

  /** Seven rows at a time: the images do not divide evenly. */
  private static Latents encodeTest() {
    ImageInput input = ImageInput.read(testImages.toString(), model);
    try (VaeSession session = model.vae().open(TestDevice.CPU, 7)) {
      return Latents.encode(model, session, List.of(input, input), done -> {});
    }
  }

  @Test
  void refusesLatentsThatLackATensorOrItsShape() {
    Path file = folder.resolve("good.safetensors");
    encodeTest().write(file);
    Safetensors good = Safetensors.read(file);
    String expected = "expected float32 tensors mean and log_stddev of shape [images, 3]";

    Map<String, StoredTensor> tensors = new LinkedHashMap<>(good.tensors());
    tensors.remove("log_stddev");
    expectBadLatents(expected, good.metadata(), tensors);

    tensors = new LinkedHashMap<>(good.tensors());
    tensors.put("mean", new StoredTensor.Floats(new long[] {3, 100}, new float[300]));
    expectBadLatents(expected, good.metadata(), tensors);

    tensors = new LinkedHashMap<>(good.tensors());
    tensors.put("mean", new StoredTensor.Floats(new long[] {99, 3}, new float[297]));
    expectBadLatents(expected, good.metadata(), tensors);

    Map<String, String> metadata = new LinkedHashMap<>(good.metadata());
    metadata.put("model", "0".repeat(64));
    expectBadLatents("encoded by model 000", metadata, good.tensors());

    metadata.remove("rdvae.kind");
    expectBadLatents("expected a file of latents", metadata, good.tensors());
  }

  private static void expectBadLatents(
      String message, Map<String, String> metadata, Map<String, StoredTensor> tensors) {
    Path bad = folder.resolve("bad.safetensors");
    new Safetensors(metadata, tensors).write(bad);
    expect(Failure.Kind.BAD_DATA, message, () -> Latents.read(bad, model));
  }

  @Test
  void measuresASplitAndTellsHowFarItIs() {
    ModelEvaluation evaluation =
        new ModelEvaluation(
            new ModelData(model, job.data(), DataLoader.load(job.data())), Split.TEST);
    assertThat(evaluation.count()).isEqualTo(TinyFiles.TEST_IMAGES);
    List<Integer> progress = new ArrayList<>();
    EvaluationReport report = evaluation.run(TestDevice.CPU, 5, 1, progress::add);
    assertThat(progress).endsWith(TinyFiles.TEST_IMAGES);
    assertThat(report.evaluation().images()).isEqualTo(TinyFiles.TEST_IMAGES);
    assertThat(report.model()).isEqualTo(model.checkpoint().shortModelHash());
    assertThat(report.fingerprint()).startsWith("idx dynamic 12x12 240/60/50 sha256 ");
    assertThat(evaluation.run(TestDevice.CPU, 5, 1, done -> {}).json()).isEqualTo(report.json());
    assertThat(evaluation.run(TestDevice.CPU, 5, 2, done -> {}).json()).isNotEqualTo(report.json());
  }

  @Test
  void learntSomething() {
    EvaluationReport report =
        new ModelEvaluation(
                new ModelData(model, job.data(), DataLoader.load(job.data())), Split.VALIDATION)
            .run(TestDevice.CPU, 1, 1, done -> {});
    // Bits at chance would cost ln 2 each.
    assertThat(-report.evaluation().elbo())
        .isLessThan(0.8 * TinyFiles.SIDE * TinyFiles.SIDE * Math.log(2));
  }

  private static void expect(Failure.Kind kind, String message, Runnable action) {
    assertThatThrownBy(action::run)
        .isInstanceOf(Failure.class)
        .hasMessageContaining(message)
        .extracting(failure -> ((Failure) failure).kind())
        .isEqualTo(kind);
  }
}
