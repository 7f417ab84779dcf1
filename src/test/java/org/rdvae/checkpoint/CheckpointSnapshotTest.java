package org.rdvae.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rdvae.base.Failure;
import org.rdvae.distribution.BernoulliLikelihood;
import org.rdvae.model.Architecture;
import org.rdvae.model.ModelSettings;
import org.rdvae.network.Activation;
import org.rdvae.network.BatchNormalization;
import org.rdvae.network.Dense;
import org.rdvae.network.FeatureShape;
import org.rdvae.network.ParameterLayout;
import org.rdvae.network.ParameterSpec;
import org.rdvae.network.WeightInit;
import org.rdvae.training.Position;
import org.rdvae.training.Snapshot;
import org.rdvae.training.TrainingState;

class CheckpointSnapshotTest {
  private static final Provenance PROVENANCE = new Provenance(Map.of("device", "cpu"));

  /**
   * Height, width and channels differ, and so do all layers, so that nothing can be mistaken for
   * something else.
   */
  private static final Architecture ARCHITECTURE =
      new Architecture(
          new ModelSettings(
              new ModelSettings.Latent(2),
              List.of(new Dense(4, Activation.RELU, false, WeightInit.AUTO)),
              List.of(new Dense(5, Activation.IDENTITY, true, WeightInit.AUTO)),
              new BernoulliLikelihood()),
          new FeatureShape(3, 1, 2));

  private static final int SIZE = ARCHITECTURE.layout().size();

  private static final Snapshot SNAPSHOT =
      new Snapshot(
          new Position(42, 3, 6, 101.25, 36, 1, false),
          counting(1),
          new TrainingState(
              new TreeMap<>(
                  Map.of(
                      "first-moment", counting(1000),
                      "parameters", counting(2000),
                      "second-moment", counting(3000))),
              new TreeMap<>(Map.of("norm-mean", 1.0 / 3, "skipped-steps", 2.0))));

  @TempDir Path folder;

  @Test
  void givesBackTheSnapshotAfterAFile() {
    Path path = folder.resolve("run.safetensors");
    checkpoint().write(path);

    assertThat(Checkpoint.read(path).snapshot()).usingRecursiveComparison().isEqualTo(SNAPSHOT);
  }

  @Test
  void givesBackTheInitialSnapshot() {
    Snapshot initial = Snapshot.initial(ARCHITECTURE.layout(), 7);

    assertThat(Checkpoint.of("seed: 7\n", ARCHITECTURE, initial, PROVENANCE).snapshot())
        .usingRecursiveComparison()
        .isEqualTo(initial);
  }

  @Test
  void namesEachParameterAsTheArchitectureDoes() {
    Checkpoint checkpoint = checkpoint();

    checkpoint.requireParameters(ARCHITECTURE.layout(), folder);
    assertThat(checkpoint.parameters().get(0))
        .usingRecursiveComparison()
        .isEqualTo(new NamedTensor("encoder.0.weight", new long[] {6, 4}, range(1, 24)));
    assertThat(checkpoint.parameters().get(1))
        .usingRecursiveComparison()
        .isEqualTo(new NamedTensor("encoder.0.bias", new long[] {1, 4}, range(25, 4)));
  }

  @Test
  void keepsConfigImageSizePositionAndProvenance() {
    Checkpoint checkpoint = checkpoint();

    assertThat(checkpoint.config()).isEqualTo("seed: 1\n");
    assertThat(checkpoint.imageHeight()).isEqualTo(3);
    assertThat(checkpoint.imageWidth()).isEqualTo(1);
    assertThat(checkpoint.imageChannels()).isEqualTo(2);
    assertThat(checkpoint.position()).isEqualTo(SNAPSHOT.position());
    assertThat(checkpoint.provenance()).isEqualTo(PROVENANCE);
  }

  @Test
  void storesEachTensorInItsOwnShapeAndStatisticsLast() {
    ParameterLayout layout =
        new ParameterLayout(
            List.of(
                ParameterSpec.statistic("mean", 4, 0),
                new ParameterSpec(
                    "kernel", List.of(3, 2, 1, 4), new ParameterSpec.Start.Constant(0), true)));
    float[] values = range(1, 28);

    List<NamedTensor> tensors = FlatParameters.split(layout, values);

    assertThat(tensors)
        .usingRecursiveFieldByFieldElementComparator()
        .containsExactly(
            new NamedTensor("kernel", new long[] {3, 2, 1, 4}, range(1, 24)),
            new NamedTensor("mean", new long[] {1, 4}, range(25, 4)));
    assertThat(FlatParameters.join(tensors)).isEqualTo(values);
  }

  @Test
  void givesBackRunningStatisticsOfTheLastStep() {
    Architecture normalized =
        new Architecture(
            new ModelSettings(
                new ModelSettings.Latent(2),
                List.of(new BatchNormalization(Activation.IDENTITY, 0.1, 1e-5)),
                List.of(),
                new BernoulliLikelihood()),
            new FeatureShape(3, 1, 2));
    int trained = normalized.layout().trained();
    TreeMap<String, float[]> vectors =
        new TreeMap<>(
            Map.of("parameters", range(1, trained), "statistics", new float[] {7, 8, 9, 10}));
    Snapshot snapshot =
        new Snapshot(
            SNAPSHOT.position(),
            range(50, trained + 4),
            new TrainingState(vectors, new TreeMap<>()));
    Path path = folder.resolve("run.safetensors");
    Checkpoint.of("", normalized, snapshot, PROVENANCE).write(path);

    Checkpoint read = Checkpoint.read(path);
    read.requireParameters(normalized.layout(), path);
    assertThat(read.snapshot()).usingRecursiveComparison().isEqualTo(snapshot);
  }

  @Test
  void copiesTheParametersInAndOut() {
    Snapshot snapshot = new Snapshot(Position.START, counting(1), TrainingState.EMPTY);
    Checkpoint checkpoint = Checkpoint.of("", ARCHITECTURE, snapshot, PROVENANCE);

    snapshot.parameters()[0] = -1;
    checkpoint.flatParameters()[1] = -1;

    assertThat(checkpoint.flatParameters()).isEqualTo(counting(1));
  }

  @Test
  void hasParametersButNoSnapshotWhenSlim() {
    Checkpoint slim = checkpoint().slim();

    assertThat(slim.flatParameters()).isEqualTo(SNAPSHOT.parameters());
    Failure failure = catchThrowableOfType(Failure.class, slim::snapshot);
    assertThat(failure)
        .isNotNull()
        .hasMessage(
            "The checkpoint of model "
                + slim.shortModelHash()
                + " is slim: it has no training state, so training cannot go on from it");
    assertThat(failure.kind()).isEqualTo(Failure.Kind.BAD_DATA);
  }

  @Test
  void refusesASnapshotOfAnotherArchitecture() {
    for (int length : new int[] {SIZE - 1, SIZE + 1}) {
      Snapshot other = new Snapshot(Position.START, new float[length], TrainingState.EMPTY);
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Checkpoint.of("", ARCHITECTURE, other, PROVENANCE))
          .withMessage(length + " values for an architecture of " + SIZE + " parameters");
    }
  }

  private static Checkpoint checkpoint() {
    return Checkpoint.of("seed: 1\n", ARCHITECTURE, SNAPSHOT, PROVENANCE);
  }

  private static float[] counting(int first) {
    return range(first, SIZE);
  }

  private static float[] range(int first, int count) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = first + i;
    }
    return values;
  }
}
