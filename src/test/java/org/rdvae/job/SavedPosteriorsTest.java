package org.rdvae.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rdvae.config.ConfigReader;
import org.rdvae.config.Job;
import org.rdvae.data.DataLoader;
import org.rdvae.data.ReadingProgress;
import org.rdvae.data.Remedy;
import org.rdvae.data.Split;
import org.rdvae.data.Splits;
import org.rdvae.model.VaeSession;
import org.rdvae.random.RandomStream;
import org.rdvae.report.EvaluationReport;
import org.rdvae.tensor.TestDevice;

/** Models of every posterior are trained, stopped, resumed, saved, loaded, used and measured. */
class SavedPosteriorsTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "full-gaussian, standard-normal",
    "student-t, standard-normal",
    "'{inverse-autoregressive: {steps: 2, hidden-units: 8, context: 4}}', standard-normal",
    "'{coupling: {layers: 2, hidden-units: 8, context: 4}}', '{coupling-flow: {layers: 2,"
        + " hidden-units: 8}}'",
    "exponential, exponential",
    "erlang, '{gamma: {shape: 2, rate: 1}}'",
    "gamma, '{gamma: {shape: 2, rate: 1}}'",
  })
  void goThroughTheirFiles(String posterior, String prior) {
    Job job =
        ConfigReader.read(
            TinyFiles.write(folder),
            List.of("model.posterior=" + posterior, "model.prior=" + prior));
    Path whole = folder.resolve("whole");
    Path parts = folder.resolve("parts");
    train(job, whole, false, () -> false);
    int[] steps = {0};
    train(job, parts, false, () -> ++steps[0] == 15);
    train(job, parts, true, () -> false);
    assertThat(last(parts)).hasSameBinaryContentAs(last(whole));

    SavedModel model = SavedModel.load(last(whole));
    assertThat(model.job()).isEqualTo(job);
    ImageInput input =
        ImageInput.read(
            folder.resolve("images").resolve("t10k-images-idx3-ubyte").toString(), model);
    int count = TinyFiles.TEST_IMAGES;
    int latents = TinyFiles.LATENTS;
    float[] mean = new float[count * latents];
    float[] logStddev = new float[count * latents];
    float[] drawn = new float[count * latents];
    float[] means = new float[count * TinyFiles.SIDE * TinyFiles.SIDE];
    try (VaeSession session = model.vae().open(TestDevice.CPU, 16)) {
      session.encode(input.rows(0, count), count, mean, logStddev);
      session.decode(mean, count, means);
      session.draw(new RandomStream(1, RandomStream.Purpose.SAMPLING), 1, count, drawn);
      expectMoments(session, input.rows(0, 16), mean, logStddev);
    }
    List<Float> all = new ArrayList<>();
    for (float[] values : List.of(mean, logStddev, drawn, means)) {
      for (float value : values) {
        all.add(value);
      }
    }
    assertThat(all).allMatch(Float::isFinite);

    Splits data = DataLoader.load(job.data(), ReadingProgress.NONE, Remedy.SETTINGS);
    EvaluationReport report =
        new ModelEvaluation(new ModelData(model, job.data(), data), Split.TEST)
            .run(TestDevice.CPU, 20, 1, done -> {});
    assertThat(report.evaluation().nll()).isFinite().isPositive();
    assertThat(report.evaluation().nll())
        .isLessThan(report.evaluation().rate() + report.evaluation().distortion());
  }

  /** The mean that encode gives is about that of samples; of a flow it is their middle. */
  private static void expectMoments(
      VaeSession session, float[] images, float[] mean, float[] logStddev) {
    int draws = 500;
    int rows = 16;
    int latents = TinyFiles.LATENTS;
    session.encode(images, rows, mean, logStddev);
    int[] imageOf = new int[rows];
    int noises = session.architecture().latents();
    float[] noise = new float[rows * noises];
    float[] z = new float[rows * latents];
    double[] ratios = new double[rows];
    double[] sums = new double[rows * latents];
    RandomStream stream = new RandomStream(2, RandomStream.Purpose.TEST);
    for (int draw = 0; draw < draws; draw++) {
      for (int row = 0; row < rows; row++) {
        imageOf[row] = row;
        session.architecture().drawNoise(stream, noise, row * noises);
      }
      session.propose(imageOf, noise, rows, z, ratios);
      for (int i = 0; i < z.length; i++) {
        sums[i] += z[i] / draws;
      }
    }
    for (int i = 0; i < sums.length; i++) {
      double stddev = Math.exp(logStddev[i]);
      assertThat((sums[i] - mean[i]) / stddev).as("mean %d", i).isBetween(-0.5, 0.5);
    }
  }

  private static void train(Job job, Path run, boolean resume, BooleanSupplier interrupted) {
    PrintStream realErr = System.err;
    System.setErr(new PrintStream(OutputStream.nullOutputStream()));
    try {
      new TrainingRun(job, run, OptionalInt.of(1), 0).train(resume, interrupted);
    } finally {
      System.setErr(realErr);
    }
  }

  private static Path last(Path run) {
    return run.resolve("checkpoints").resolve("last.safetensors");
  }
}
