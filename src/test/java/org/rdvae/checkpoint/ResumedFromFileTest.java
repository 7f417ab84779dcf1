package org.rdvae.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rdvae.data.Binarization;
import org.rdvae.training.BarsTraining;
import org.rdvae.training.BarsTraining.Recorder;
import org.rdvae.training.Measurement;
import org.rdvae.training.Snapshot;
import org.rdvae.training.TrainingSettings.Optimizer;
import org.rdvae.training.Validator;

/** A training that goes on from a file ends with the same bits as one that was never stopped. */
class ResumedFromFileTest {
  /** After the hundred steps in which the outlier rule only watches. */
  private static final int STOP = 125;

  private static final Validator INDIFFERENT = parameters -> new Measurement(1, 2);

  @TempDir Path folder;

  static List<Optimizer> optimizers() {
    return List.of(
        new Optimizer.Adam(0.02, 0.9, 0.999, 1e-8, 0.01),
        new Optimizer.AdamNormGrad(0.02, 0.9, 0.999, 1e-8, 0.01),
        new Optimizer.Momentum(1e-2, 0.9, true, 0.01));
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void endsWithTheSameBits(Optimizer optimizer) {
    BarsTraining training =
        BarsTraining.usual(20)
            .with(Binarization.DYNAMIC)
            .with(optimizer)
            .withAveraging(0.9)
            .withSkipping(1.05);
    Snapshot whole = training.run(training.start(), INDIFFERENT, any -> true).end();
    Recorder stopped =
        training.run(training.start(), INDIFFERENT, trainer -> trainer.position().step() < STOP);
    Path path = folder.resolve("last.safetensors");
    Checkpoint.of("", training.architecture(), stopped.end(), new Provenance(Map.of())).write(path);

    Checkpoint read = Checkpoint.read(path);
    read.requireParameters(training.architecture().layout(), path);
    Snapshot resumed = training.run(read.snapshot(), INDIFFERENT, any -> true).end();

    assertThat(resumed).usingRecursiveComparison().isEqualTo(whole);
    assertThat(resumed.state().scalars().get("skipped-steps")).isPositive();
    assertThat(resumed.state().vectors().get("parameters")).isNotEqualTo(resumed.parameters());
  }
}
