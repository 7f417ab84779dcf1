package org.rdvae.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rdvae.base.Failure;
import org.rdvae.training.Position;
import org.rdvae.training.TrainingState;

class CheckpointTest {
  private static final Checkpoint TINY = GoldenCheckpoint.tiny();

  @TempDir Path folder;

  @Test
  void comesBackAsItWasWritten() {
    assertThat(roundTrip(TINY)).usingRecursiveComparison().isEqualTo(TINY);
  }

  @Test
  void comesBackWithoutItsOptimiserWhenSlim() {
    Checkpoint slim = roundTrip(TINY.slim());

    assertThat(slim.training()).isEmpty();
    assertThat(slim).usingRecursiveComparison().ignoringFields("training").isEqualTo(TINY);
    assertThat(Safetensors.read(path()).metadata()).containsEntry("rdvae.kind", "slim");
  }

  /** Every optimiser names what it needs; numbers keep all their bits. */
  @Test
  void keepsAnyNamedVectorsAndNumbersOfTraining() {
    TrainingState state =
        new TrainingState(
            new TreeMap<>(
                Map.of(
                    "velocity", new float[] {1, 2, 3, 4, 5, 6, 7, 8, 9},
                    "parameters", new float[] {9, 8, 7, 6, 5, 4, 3, 2, 1})),
            new TreeMap<>(Map.of("norm-mean", 0.1 + 0.2, "skipped-steps", 3.0)));
    Checkpoint checkpoint = with(Optional.of(state));

    assertThat(roundTrip(checkpoint)).usingRecursiveComparison().isEqualTo(checkpoint);
    assertThat(roundTrip(checkpoint).modelHash()).isEqualTo(TINY.modelHash());
    assertThat(Safetensors.read(path()).tensors().keySet())
        .endsWith("optimizer.parameters", "optimizer.velocity");
    assertThat(Safetensors.read(path()).metadata()).containsEntry("optimizer.skipped-steps", "3.0");
    assertThat(Safetensors.read(path()).tensors()).hasSize(TINY.parameters().size() + 2);
  }

  @Test
  void keepsTheEmptyStateBeforeTheFirstStep() {
    Checkpoint checkpoint = with(Optional.of(TrainingState.EMPTY));

    assertThat(roundTrip(checkpoint)).usingRecursiveComparison().isEqualTo(checkpoint);
    assertThat(Safetensors.read(path()).metadata()).containsEntry("rdvae.kind", "full");
  }

  @Test
  void keepsTheChannelsAndWritesThemOnlyWhenThereIsMoreThanOne() {
    Checkpoint colour =
        new Checkpoint(
            "", 2, 1, 3, TINY.parameters(), TINY.training(), TINY.position(), TINY.provenance());

    assertThat(roundTrip(colour).imageChannels()).isEqualTo(3);
    assertThat(Safetensors.read(path()).metadata()).containsEntry("image.channels", "3");
    assertThat(roundTrip(TINY).imageChannels()).isEqualTo(1);
    assertThat(Safetensors.read(path()).metadata()).doesNotContainKey("image.channels");
  }

  @Test
  void keepsTheVocabularyOfAModelOfTextsOnly() {
    Checkpoint texts = TINY.withVocabulary(List.of("sea", "ça", "привет"));

    assertThat(roundTrip(texts).vocabulary()).containsExactly("sea", "ça", "привет");
    assertThat(texts.slim().vocabulary()).isEqualTo(texts.vocabulary());
    assertThat(texts.modelHash()).isEqualTo(TINY.modelHash());
    assertThat(roundTrip(TINY).vocabulary()).isEmpty();
    assertThat(Safetensors.read(path()).metadata()).doesNotContainKey("vocabulary");
  }

  @ParameterizedTest
  @ValueSource(
      doubles = {Double.NaN, 0.1, -97.12345678901234, Double.MIN_VALUE, Double.POSITIVE_INFINITY})
  void keepsTheBestScoreExactly(double score) {
    Position position = new Position(Long.MAX_VALUE, 7, 8, score, 0, 9, true);

    assertThat(roundTrip(with(position)).position()).isEqualTo(position);
  }

  @Test
  void hashesOnlyTheModel() {
    assertThat(TINY.modelHash()).matches("[0-9a-f]{64}").startsWith(TINY.shortModelHash());
    assertThat(TINY.shortModelHash()).hasSize(16);
    assertThat(TINY.slim().modelHash()).isEqualTo(TINY.modelHash());
    assertThat(with(new Position(0, 0, 0, 0, 0, 0, true)).modelHash()).isEqualTo(TINY.modelHash());
  }

  @Test
  void hashesNamesShapesValuesAndOrder() {
    NamedTensor weight = new NamedTensor("w", new long[] {1, 2}, new float[] {1, 2});
    NamedTensor bias = new NamedTensor("b", new long[] {1}, new float[] {3});

    assertThat(
            List.of(
                hash(weight, bias),
                hash(bias, weight),
                hash(weight),
                hash(new NamedTensor("v", new long[] {1, 2}, new float[] {1, 2}), bias),
                hash(new NamedTensor("w", new long[] {2, 1}, new float[] {1, 2}), bias),
                hash(new NamedTensor("w", new long[] {1, 2}, new float[] {1, 2.0000002f}), bias)))
        .doesNotHaveDuplicates();
  }

  @ParameterizedTest(name = "without {0}")
  @ValueSource(
      strings = {
        "config",
        "image.height",
        "image.width",
        "position.step",
        "position.epoch",
        "position.step-in-epoch",
        "position.best-score",
        "position.best-step",
        "position.epochs-since-best",
        "position.finished"
      })
  void namesAMissingKey(String key) {
    assertThat(refusal(metadata -> metadata.remove(key), tensors -> {}))
        .isEqualTo("its metadata lacks " + key);
  }

  @Test
  void namesAllMissingKeysAtOnce() {
    assertThat(
            refusal(
                metadata -> metadata.keySet().removeAll(List.of("config", "position.step")),
                tensors -> {}))
        .isEqualTo("its metadata lacks position.step, config");
  }

  @ParameterizedTest(name = "{0} = {1}")
  @CsvSource({
    "position.step, 1.5",
    "position.epoch, 9999999999",
    "position.best-score, good",
    "position.finished, yes",
    "image.width, ''",
    "image.channels, many",
    "optimizer.norm-mean, high"
  })
  void namesAKeyWithAWrongValue(String key, String value) {
    assertThat(refusal(metadata -> metadata.put(key, value), tensors -> {}))
        .isEqualTo(key + " is \"" + value + "\", which is not a value of its kind");
  }

  @ParameterizedTest(name = "negative {0}")
  @CsvSource({
    "position.step, step",
    "position.epoch, epoch",
    "position.step-in-epoch, step in epoch",
    "position.best-step, best step",
    "position.epochs-since-best, epochs since best"
  })
  void refusesNegativeCounts(String key, String words) {
    assertThat(refusal(metadata -> metadata.put(key, "-3"), tensors -> {}))
        .startsWith("negative position: step ")
        .contains(words + " -3");
  }

  @Test
  void refusesAnImageWithoutPixels() {
    assertThat(refusal(metadata -> metadata.put("image.height", "0"), tensors -> {}))
        .isEqualTo("an image has 0 x 1 pixels, at least 1 x 1 expected");
    assertThat(refusal(metadata -> metadata.put("image.width", "-1"), tensors -> {}))
        .isEqualTo("an image has 2 x -1 pixels, at least 1 x 1 expected");
    assertThat(refusal(metadata -> metadata.put("image.width", "2147483647"), tensors -> {}))
        .as("found by the property checkpoint-mutants, case 20297 of seed 1")
        .startsWith("an image has 2 x 2147483647 x ")
        .endsWith(" values, fewer than 2^31 expected");
    assertThat(refusal(metadata -> metadata.put("image.channels", "0"), tensors -> {}))
        .isEqualTo("an image has 0 channels, at least 1 expected");
  }

  @Test
  void refusesOtherKindsOfFile() {
    assertThat(refusal(metadata -> metadata.put("rdvae.kind", "latents"), tensors -> {}))
        .isEqualTo("rdvae.kind is \"latents\", full or slim expected");
    assertThat(refusal(metadata -> metadata.remove("rdvae.kind"), tensors -> {}))
        .isEqualTo("rdvae.kind is missing, full or slim expected");
  }

  @Test
  void refusesTensorsThatItsKindDoesNotHave() {
    assertThat(refusal(metadata -> metadata.put("rdvae.kind", "slim"), tensors -> {}))
        .isEqualTo("tensor optimizer.first-moment is unexpected in a slim checkpoint");
    assertThat(
            refusal(
                metadata -> {},
                tensors ->
                    tensors.put(
                        "encoder.0.bias", new StoredTensor.Doubles(new long[] {1}, new double[1]))))
        .isEqualTo("tensor encoder.0.bias has type F64, F32 expected");
  }

  /** The other vectors cover all 12 parameters, so there is no running statistic. */
  @Test
  void refusesStatisticsThatAreNotTheRestOfTheParameters() {
    assertThat(refusal(metadata -> {}, tensors -> tensors.put("optimizer.statistics", vector(3))))
        .isEqualTo(
            "the training vector statistics has 3 values; 0 expected, what the other vectors leave of 12");
    String other = "rollback-model-statistics";
    assertThat(refusal(metadata -> {}, tensors -> tensors.put("optimizer." + other, vector(3))))
        .startsWith("the training vector " + other + " has 3 values; 0 expected");
  }

  @Test
  void refusesTrainingVectorsThatDoNotFitTheParameters() {
    assertThat(refusal(metadata -> {}, tensors -> tensors.put("optimizer.first-moment", vector(5))))
        .isEqualTo(
            "the training vector second-moment has 12 values; as many as first-moment and at most 12 expected");
    assertThat(refusal(metadata -> {}, tensors -> tensors.remove("encoder.0.bias")))
        .isEqualTo(
            "the training vector first-moment has 12 values; as many as first-moment and at most 9 expected");
    assertThat(
            refusal(
                metadata -> {},
                tensors ->
                    tensors.put(
                        "optimizer.first-moment",
                        new StoredTensor.Floats(new long[] {3, 4}, new float[12]))))
        .isEqualTo("tensor optimizer.first-moment has 2 dimensions, 1 expected");
  }

  @Test
  void ignoresMetadataOfLaterWriters() {
    Safetensors file = CheckpointForm.toFile(TINY, StoredTensor.Type.F32);
    Map<String, String> metadata = new LinkedHashMap<>(file.metadata());
    metadata.put("later", "addition");
    new Safetensors(metadata, file.tensors()).write(path());

    assertThat(Checkpoint.read(path())).usingRecursiveComparison().isEqualTo(TINY);
  }

  @Test
  void cannotBeMadeOfPartsThatDoNotFit() {
    NamedTensor bias = new NamedTensor("b", new long[] {1}, new float[] {3});
    assertThatIllegalArgumentException()
        .isThrownBy(() -> hash(bias, bias))
        .withMessage("two parameters have the name b");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new NamedTensor("b", new long[] {2}, new float[1]))
        .withMessage("parameter b of shape [2] has 1 values");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new NamedTensor("optimizer.x", new long[] {1}, new float[1]))
        .withMessage("a parameter cannot have the name \"optimizer.x\"");
  }

  /** What reading says of the tiny checkpoint's file after a change to it. */
  private String refusal(
      Consumer<Map<String, String>> changeMetadata,
      Consumer<Map<String, StoredTensor>> changeTensors) {
    Safetensors file = CheckpointForm.toFile(TINY, StoredTensor.Type.F32);
    Map<String, String> metadata = new LinkedHashMap<>(file.metadata());
    Map<String, StoredTensor> tensors = new LinkedHashMap<>(file.tensors());
    changeMetadata.accept(metadata);
    changeTensors.accept(tensors);
    new Safetensors(metadata, tensors).write(path());
    Failure failure = catchThrowableOfType(Failure.class, () -> Checkpoint.read(path()));
    String opening = path() + " is not a valid checkpoint: ";
    assertThat(failure).isNotNull().hasMessageStartingWith(opening);
    assertThat(failure.kind()).isEqualTo(Failure.Kind.BAD_DATA);
    return failure.getMessage().substring(opening.length());
  }

  private static String hash(NamedTensor... parameters) {
    return new Checkpoint(
            "", 2, 1, 1, List.of(parameters), Optional.empty(), TINY.position(), TINY.provenance())
        .modelHash();
  }

  private static Checkpoint with(Position position) {
    return new Checkpoint(
        TINY.config(), 2, 1, 1, TINY.parameters(), TINY.training(), position, TINY.provenance());
  }

  private static Checkpoint with(Optional<TrainingState> training) {
    return new Checkpoint(
        TINY.config(), 2, 1, 1, TINY.parameters(), training, TINY.position(), TINY.provenance());
  }

  private static StoredTensor vector(int size) {
    return new StoredTensor.Floats(new long[] {size}, new float[size]);
  }

  private Checkpoint roundTrip(Checkpoint checkpoint) {
    checkpoint.write(path());
    return Checkpoint.read(path());
  }

  private Path path() {
    return folder.resolve("run.safetensors");
  }
}
