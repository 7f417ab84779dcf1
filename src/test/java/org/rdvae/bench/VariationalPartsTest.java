package org.rdvae.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rdvae.config.ConfigReader;
import org.rdvae.job.BenchedJob;
import org.rdvae.job.TinyFiles;
import org.rdvae.tensor.Tensor;
import org.rdvae.tensor.TestDevice;
import org.rdvae.training.Measurement;
import org.rdvae.training.Position;
import org.rdvae.training.StepReport;
import org.rdvae.training.Trainer;
import org.rdvae.training.TrainingListener;

/** The parts of a step make, one after the other, what the trainer's step makes. */
class VariationalPartsTest {
  private static final int STEPS = 14;

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void leadToTheTrainersParameters(boolean classes) {
    Path config = TinyFiles.write(folder);
    if (classes) {
      TinyFiles.addClasses(config);
    }
    Work.Variational work = (Work.Variational) BenchedJob.of(ConfigReader.read(config, List.of()));

    assertThat(ofParts(work)).isEqualTo(ofTrainer(work));
  }

  private static float[] ofParts(Work work) {
    try (StepParts parts = StepParts.of(work, TestDevice.CPU)) {
      for (int step = 0; step < STEPS; step++) {
        parts.parts().forEach(part -> part.operation().run());
      }
      Tensor values = parts.parameters().values();
      float[] found = new float[Math.toIntExact(values.size())];
      values.read(found);
      return found;
    }
  }

  private static float[] ofTrainer(Work.Variational work) {
    try (Trainer trainer = work.open(TestDevice.CPU)) {
      trainer.run(
          parameters -> new Measurement(0, 0),
          new TrainingListener() {
            @Override
            public void measured(Position position, StepReport report) {}

            @Override
            public void validated(Position position, Measurement validation, boolean isBest) {}

            @Override
            public boolean stepped(Trainer running) {
              return running.position().step() < STEPS;
            }
          });
      return trainer.snapshot().parameters();
    }
  }
}
