package org.rdvae.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rdvae.base.Failure;
import org.rdvae.config.Job;
import org.rdvae.data.ReadingProgress;

class SweepPlanTest {
  @TempDir Path folder;
  private Path config;

  @BeforeEach
  void writeConfig() {
    config = TinyFiles.write(folder);
  }

  @Test
  void combinesAllValuesTheLastSettingFastest() {
    SweepPlan plan = plan(2, "model.latent.size=2,5", "training.batch=10,20");
    assertThat(plan.keys()).containsExactly("model.latent.size", "training.batch");
    assertThat(plan.variants())
        .extracting(SweepPlan.Variant::values)
        .containsExactly(
            List.of("2", "10"), List.of("2", "20"), List.of("5", "10"), List.of("5", "20"));
    assertThat(plan.runs()).isEqualTo(8);
    SweepPlan.Variant third = plan.variants().get(2);
    assertThat(third.jobs())
        .allSatisfy(
            job -> {
              assertThat(job.model().latent().size()).isEqualTo(5);
              assertThat(job.training().batch()).isEqualTo(10);
              assertThat(job.training().epochs()).as("not varied").isEqualTo(3);
            });
  }

  @Test
  void countsSeedsFromThatOfTheConfig() {
    SweepPlan plan = plan(3, "training.batch=10,20");
    assertThat(plan.seeds()).containsExactly(7L, 8L, 9L);
    assertThat(plan.variants().get(1).jobs()).extracting(Job::seed).containsExactly(7L, 8L, 9L);
    assertThat(plan.runFolder(1, 2)).isEqualTo("02-batch=20/seed-9");
  }

  @Test
  void anOverrideHoldsForAllRuns() {
    SweepPlan plan = SweepPlan.read(config, List.of("training.epochs=9", "seed=20"), List.of(), 2);
    assertThat(plan.seeds()).containsExactly(20L, 21L);
    assertThat(plan.variants()).hasSize(1);
    assertThat(plan.variants().get(0).jobs())
        .extracting(job -> job.training().epochs())
        .containsOnly(9);
    assertThat(plan.runFolder(0, 0)).isEqualTo("01-as-configured/seed-20");
  }

  @Test
  void namesFoldersSoThatEverySystemTakesThem() {
    SweepPlan plan =
        plan(1, "model.encoder=[dense: {units: 3}],[]", "training.optimizer.adam.beta1=0.8,0.9");
    assertThat(plan.variants())
        .extracting(SweepPlan.Variant::folder)
        .containsExactly(
            "01-encoder=_dense_units_3_,beta1=0.8",
            "02-encoder=_dense_units_3_,beta1=0.9",
            "03-encoder=_,beta1=0.8",
            "04-encoder=_,beta1=0.9");
  }

  @Test
  void cutsNamesThatAreTooLong() {
    String layers =
        IntStream.range(0, 30).mapToObj(i -> "dense: {units: 3}").collect(Collectors.joining(", "));
    assertThat(plan(1, "model.encoder=[" + layers + "]").variants().get(0).folder()).hasSize(83);
  }

  @Test
  void aSettingThatTheConfigLacksMayBeVaried() throws IOException {
    Files.writeString(config, Files.readString(config).replace("latent: {size: 3}", ""));
    assertThat(plan(1, "model.latent.size=2,5").variants()).hasSize(2);
  }

  @Test
  void reportsTheProblemsOfAllRunsOnce() {
    assertThatThrownBy(() -> plan(3, "model.latent.size=0,2,x", "training.batch=10,-1"))
        .isInstanceOfSatisfying(
            Failure.class,
            failure -> {
              assertThat(failure.kind()).isEqualTo(Failure.Kind.BAD_CONFIG);
              assertThat(failure.getMessage().lines())
                  .hasSize(3)
                  .anySatisfy(line -> assertThat(line).contains("model.latent.size=0", "from 1 to"))
                  .anySatisfy(line -> assertThat(line).contains("model.latent.size=x", "number"))
                  .anySatisfy(line -> assertThat(line).contains("training.batch=-1", "at least"));
            });
  }

  /** Not after the hours of the first variant. */
  @Test
  void findsLabelsThatAModelHasNoClassForBeforeAnyRun() {
    TinyFiles.addClasses(config);
    SweepPlan plan = plan(1, "model.classes=2,1");
    assertThatThrownBy(() -> plan.checkData(ReadingProgress.NONE))
        .isInstanceOf(Failure.class)
        .hasMessage("idx: expected labels of 0 to 0, since model.classes is 1, found 1");
  }

  @Test
  void refusesAConfigThatIsNotThere() {
    assertThatThrownBy(() -> SweepPlan.read(folder.resolve("absent.yaml"), List.of(), List.of(), 1))
        .isInstanceOfSatisfying(
            Failure.class,
            failure -> assertThat(failure.kind()).isEqualTo(Failure.Kind.MISSING_PATH));
  }

  @Test
  void refusesToVaryASettingTwice() {
    assertThatThrownBy(() -> plan(1, "training.batch=10", "training.batch=20"))
        .isInstanceOfSatisfying(
            Failure.class, failure -> assertThat(failure.kind()).isEqualTo(Failure.Kind.USAGE))
        .hasMessageContaining("training.batch is varied twice");
  }

  @Test
  void refusesMoreRunsThanAnybodyMeans() {
    String many =
        IntStream.range(1, 200).mapToObj(String::valueOf).collect(Collectors.joining(","));
    assertThatThrownBy(() -> plan(1, "training.batch=" + many, "model.latent.size=" + many))
        .isInstanceOfSatisfying(
            Failure.class, failure -> assertThat(failure.kind()).isEqualTo(Failure.Kind.USAGE))
        .hasMessageContaining("at most 10,000 runs, found 39,601");
  }

  @Test
  void checkingItsDataReadsThem() throws IOException {
    SweepPlan plan = plan(1);
    plan.checkData(ReadingProgress.NONE);
    Path images = folder.resolve("images/t10k-images-idx3-ubyte");
    byte[] bytes = Files.readAllBytes(images);
    Files.write(images, Arrays.copyOf(bytes, bytes.length - 1));
    assertThatThrownBy(() -> plan.checkData(ReadingProgress.NONE))
        .isInstanceOf(Failure.class)
        .hasMessageContaining(images.toString());
  }

  /** Not hours later, when the runs before it are done. */
  @Test
  void checkingItsDataComparesThemWithEveryBatch() {
    plan(1, "training.batch=10,240").checkData(ReadingProgress.NONE);
    assertThatThrownBy(() -> plan(1, "training.batch=10,241").checkData(ReadingProgress.NONE))
        .isInstanceOfSatisfying(
            Failure.class, failure -> assertThat(failure.kind()).isEqualTo(Failure.Kind.BAD_CONFIG))
        .hasMessage("training.batch: expected 1 to 240, the number of training images, found 241");
  }

  private SweepPlan plan(int seeds, String... varied) {
    return SweepPlan.read(
        config, List.of(), Arrays.stream(varied).map(VariedSetting::parse).toList(), seeds);
  }
}
