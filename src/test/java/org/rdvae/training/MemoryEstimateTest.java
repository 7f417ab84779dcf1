package org.rdvae.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rdvae.base.Failure;
import org.rdvae.codec.CodecArchitecture;
import org.rdvae.config.CodecJob;
import org.rdvae.config.ConfigReader;
import org.rdvae.config.Job;
import org.rdvae.data.Binarization;
import org.rdvae.data.Binarizer;
import org.rdvae.data.ImageSet;
import org.rdvae.data.Split;
import org.rdvae.data.TrainingBatches;
import org.rdvae.job.TinyConvolutions;
import org.rdvae.job.TinyPhotos;
import org.rdvae.model.Architecture;
import org.rdvae.model.VaeSession;
import org.rdvae.network.FeatureShape;
import org.rdvae.tensor.Kernels;
import org.rdvae.tensor.OwnedBytes;
import org.rdvae.tensor.Precision;
import org.rdvae.tensor.TestDevice;

class MemoryEstimateTest {
  private static final long MEGA = 1_000_000;
  private static final FeatureShape IMAGE = new FeatureShape(12, 12, 1);

  private static final MachineMemory MACHINE =
      new MachineMemory(1000 * MEGA, 300 * MEGA, 500 * MEGA, 150 * MEGA, 100 * MEGA);

  @TempDir private Path folder;

  /** The trainer's own kernels, of which nothing is estimated. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "training.log-every=1",
        "objective.free-nats=0.1",
        "model.encoder=[{dense: {units: 20, activation: relu}}]",
        "model.decoder=[{dense: {units: 9, activation: silu}}]",
        "model.decoder=[{dense: {units: 36}}, {reshape: {height: 3, width: 3, channels: 4}},"
            + " {transposed-convolution: {channels: 70}}, {transposed-convolution: {channels: 3}}]",
        "model.encoder=[{convolution: {channels: 65, kernel: 3}}, {max-pooling: {}},"
            + " {group-normalization: {groups: 5}}, {dense: {units: 3}}]",
      })
  void ofNativeMemoryIsWhatTheTrainingOwns(String change) {
    Job job = job(change);
    MemoryEstimate estimate = estimate(job);
    Kernels kernels = TestDevice.CPU.kernels(Precision.FLOAT32);
    try (Trainer trainer = trainer(kernels, job, false)) {
      assertThat(trainer.position()).isEqualTo(Position.START);
      long values = 4L * architecture(job).layout().size();
      assertThat(estimate.stepBuffers() + 2 * values).isEqualTo(OwnedBytes.of(kernels));
      assertThat(estimate.parameters()).isEqualTo(3 * values);
      assertThat(estimate.sessionBuffers() + values)
          .isEqualTo(VaeSession.bytes(TestDevice.CPU, architecture(job), 200));
      assertThat(estimate.sessionBuffers()).isGreaterThan(4L * 200 * architecture(job).pixels());
    }
  }

  @Test
  void countsWhatAGraphOfDeeplearning4jTakes() {
    Job job = ConfigReader.read(Path.of("configs", "dl4j-graph.yaml"), List.of());
    long batch = job.training().batch();
    // Two hidden layers of 400 and their gradients.
    long activations = 4L * batch * 4 * 400;
    long owned = 4L * batch * 800;
    assertThat(estimate(job, new FeatureShape(28, 28, 1)).stepBuffers())
        .isGreaterThan(activations + owned);
  }

  @Test
  void ofJavaCountsVectorsAndTheirCopies() {
    long values = 4L * architecture(job()).layout().size();
    long batches = 3L * 4 * 5 * IMAGE.size();
    // The values, two moments and the average, their copies, the start and the best.
    assertThat(estimate(job()).inJava()).isEqualTo(10 * values + batches);
    assertThat(estimate(job("training.averaging.decay=0")).inJava())
        .isEqualTo(8 * values + batches);
    assertThat(estimate(job("training.averaging.decay=0", "training.optimizer=momentum")).inJava())
        .isEqualTo(6 * values + batches);
    // And those to go back to, the model among them, with another copy of it.
    assertThat(estimate(job("training.on-non-finite=rollback")).inJava())
        .isEqualTo(15 * values + batches);
  }

  @Test
  void ofACodecCountsThePatchesToValidateOn() {
    CodecJob job = (CodecJob) ConfigReader.readTraining(TinyPhotos.write(folder), List.of());
    int patch = job.data().patch();
    long values = job.data().validationValues();
    assertThat(values).isEqualTo(4L * patch * patch * 3);
    CodecArchitecture architecture = new CodecArchitecture(job.codec(), patch, patch);
    MemoryEstimate estimate =
        MemoryEstimate.of(TestDevice.CPU, architecture, job.training(), 4, values);
    assertThat(estimate.inJava())
        .isEqualTo(
            MemoryEstimate.of(TestDevice.CPU, architecture, job.training(), 4, 0).inJava()
                + 4 * values);
  }

  @Test
  void addsUp() {
    MemoryEstimate estimate =
        new MemoryEstimate(MACHINE, false, 20 * MEGA, 30 * MEGA, 1500 * MEGA, 50 * MEGA, 10);
    // 2.5 times the 120 MB in use.
    assertThat(estimate.heap()).isEqualTo(300 * MEGA);
    assertThat(estimate.resident()).isEqualTo((200 + 300 + 30 + 2325) * MEGA);
    assertThat(estimate.text())
        .isEqualTo(
            "memory: at most about 2.9 GB (program 200 MB, Java heap 300 MB, parameters 30 MB,"
                + " buffers 2.3 GB)");
  }

  /** Its parameters, the optimiser's vectors and the batches' places; Java has only copies. */
  @Test
  void ofACardIsWhatTheTrainingOwnsThere() {
    for (String change :
        List.of("training.log-every=1", "training.averaging.decay=0", "training.prefetch=on")) {
      Job job = job(change);
      MemoryEstimate estimate =
          MemoryEstimate.of(
              TestDevice.LIKE_CARD, architecture(job), job.objective(), job.training(), 200);
      long values = 4L * architecture(job).layout().size();
      Kernels kernels = TestDevice.LIKE_CARD.kernels(Precision.FLOAT32);
      try (Trainer trainer =
          trainer(kernels, job, job.training().prefetch().isOn(TestDevice.LIKE_CARD.threads()))) {
        assertThat(trainer.position()).isEqualTo(Position.START);
        assertThat(estimate.stepBuffers() + 2 * values).isEqualTo(OwnedBytes.of(kernels));
      }
      assertThat(estimate.onCard()).isTrue();
      assertThat(estimate.inJava()).isLessThan(estimate(job).inJava() - 2 * values);
    }
  }

  @Test
  void theCardsMemoryIsNotTheMachines() {
    MemoryEstimate estimate =
        new MemoryEstimate(MACHINE, true, 20 * MEGA, 30 * MEGA, 1500 * MEGA, 50 * MEGA, 10);
    estimate.requireFitting();
    assertThat(estimate.resident()).isEqualTo((200 + 300 + 30) * MEGA);
    assertThat(estimate.text())
        .isEqualTo(
            "memory: at most about 530 MB (program 200 MB, Java heap 300 MB, parameters 30 MB), and"
                + " on the card 2.4 GB");
    refuses(
        new MemoryEstimate(MACHINE, true, 20 * MEGA, 700 * MEGA, 5 * MEGA, 50 * MEGA, 10),
        "Training needs 1.0 GB of memory beside the card's, 20 MB more than there is: set a"
            + " data.limit or make the model smaller (model.encoder, model.decoder).");
  }

  @Test
  void takesTheHeapForNoSmallerThanItIsAndNoLargerThanItMayBe() {
    assertThat(new MemoryEstimate(MACHINE, false, 300 * MEGA, 0, 0, 0, 1).heap())
        .isEqualTo(500 * MEGA);
    MachineMemory roomy = new MachineMemory(1000, 300, 800, 600, 100);
    assertThat(new MemoryEstimate(roomy, false, 20, 0, 0, 0, 1).heap()).isEqualTo(600);
  }

  /** 200 MB program, 120 MB of heap in use, 30 + 50 MB: 600 MB are left for the batch. */
  @Test
  void namesTheBatchThatFits() {
    new MemoryEstimate(MACHINE, false, 20 * MEGA, 30 * MEGA, 600 * MEGA, 50 * MEGA, 10)
        .requireFitting();
    refuses(
        new MemoryEstimate(MACHINE, false, 20 * MEGA, 30 * MEGA, 1500 * MEGA, 50 * MEGA, 10),
        "Training needs 1.9 GB of memory (parameters 30 MB, buffers 1.5 GB for a batch of 10 and 50"
            + " MB for validation), 900 MB more than there is: lower training.batch to 4 or less, or"
            + " make the model smaller (model.encoder, model.decoder).");
  }

  @Test
  void namesTheModelIfNoBatchFits() {
    refuses(
        new MemoryEstimate(MACHINE, false, 20 * MEGA, 700 * MEGA, 5 * MEGA, 50 * MEGA, 10),
        "Training needs 1.1 GB of memory (parameters 700 MB, buffers 5 MB for a batch of 10 and 50"
            + " MB for validation), 75 MB more than there is: make the model smaller (model.encoder,"
            + " model.decoder).");
  }

  @Test
  void namesTheHeapIfThatIsTooSmall() {
    new MemoryEstimate(MACHINE, false, 350 * MEGA, 0, 0, 0, 10).requireFitting();
    refuses(
        new MemoryEstimate(MACHINE, false, 1900 * MEGA, 0, 0, 0, 10),
        "Training needs 2.0 GB of Java's heap (data 100 MB, the optimiser and its copies 1.9 GB),"
            + " 1.6 GB more than it may use: give it more with RDVAE_JAVA_OPTIONS=-Xmx3g, set a"
            + " data.limit or make the model smaller (model.encoder, model.decoder).");
  }

  /** Nothing of the kind can be planned; planning it must not take the memory either. */
  @Test
  void refusesABatchOfWhichASingleBufferIsLargerThanTheMachine() {
    Job job = job("training.batch=2000000000", "model.decoder=[{dense: {units: 500}}]");
    assertThat(estimate(job).stepBuffers()).isGreaterThan(2_000_000_000L * 4 * 500);
  }

  /** Executors compute the batches, however large: the driver is not refused for them. */
  @Test
  void aClustersDriverNeedsNothingOfABatch() {
    Job job = job("training.batch=1000000000");

    MemoryEstimate driver =
        MemoryEstimate.ofClusterDriver(
            TestDevice.CPU, new Architecture(job.model(), IMAGE), job.training(), 200);

    assertThat(driver.stepBuffers()).isZero();
    assertThat(driver.sessionBuffers()).isEqualTo(estimate(job()).sessionBuffers());
    assertThat(driver.parameters()).isEqualTo(estimate(job()).parameters() / 3);
    driver.requireFitting();
    assertThatThrownBy(() -> estimate(job).requireFitting()).isInstanceOf(Failure.class);
  }

  @Test
  void readsWhatThisProcessTakes() throws IOException {
    MachineMemory now = MachineMemory.now();
    assertThat(now.physical()).isGreaterThan(now.resident());
    assertThat(now.heapLimit()).isEqualTo(Runtime.getRuntime().maxMemory());
    assertThat(now.heapCommitted()).isBetween(now.heapUsed(), now.heapLimit());
    assertThat(now.program()).isEqualTo(Math.max(0, now.resident() - now.heapUsed()));
    if (Files.isReadable(Path.of("/proc/self/status"))) {
      assertThat(now.resident()).isBetween(30 * MEGA, 20_000 * MEGA);
    }
  }

  private static void refuses(MemoryEstimate estimate, String message) {
    assertThatThrownBy(estimate::requireFitting)
        .isInstanceOfSatisfying(
            Failure.class,
            failure -> assertThat(failure.kind()).isEqualTo(Failure.Kind.OUT_OF_MEMORY))
        .hasMessage(message);
  }

  private Job job(String... changes) {
    return ConfigReader.read(TinyConvolutions.write(folder), List.of(changes));
  }

  private static Architecture architecture(Job job) {
    return new Architecture(job.model(), IMAGE);
  }

  private static MemoryEstimate estimate(Job job) {
    return estimate(job, IMAGE);
  }

  private static MemoryEstimate estimate(Job job, FeatureShape image) {
    return MemoryEstimate.of(
        TestDevice.CPU, new Architecture(job.model(), image), job.objective(), job.training(), 200);
  }

  private static Trainer trainer(Kernels kernels, Job job, boolean prefetch) {
    ImageSet blank = ImageSet.copyOf(Split.TRAIN, 12, 12, new byte[40 * IMAGE.size()]);
    Architecture architecture = architecture(job);
    return new Trainer(
        kernels,
        TrainingPlan.of(
            architecture,
            job.objective(),
            job.training(),
            new TrainingBatches(
                blank, new Binarizer(Binarization.NONE, 1), 1, job.training().batch()),
            1),
        Snapshot.initial(architecture.layout(), 1),
        prefetch,
        1);
  }
}
