package org.rdvae;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import org.deeplearning4j.datasets.iterator.utilty.ListDataSetIterator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.factory.Nd4j;
import org.rdvae.base.Failure;
import org.rdvae.config.ConfigReader;
import org.rdvae.data.DataLoader;
import org.rdvae.data.ImageSet;
import org.rdvae.data.Split;
import org.rdvae.data.Splits;
import org.rdvae.job.TinyFiles;
import org.rdvae.job.TrainingRun;

/** Training on iterators of Deeplearning4j. */
class ModelTrainingTest {
  private static final int SIDE = TinyFiles.SIDE;

  @TempDir private Path folder;
  private Path config;
  private Splits read;

  @BeforeEach
  void writeImages() {
    config = TinyFiles.write(folder);
    read = DataLoader.load(ConfigReader.read(config, List.of()).data());
  }

  private DataSetIterator iterator(Split split, double white) {
    ImageSet images = (ImageSet) read.get(split);
    List<DataSet> examples = new ArrayList<>();
    for (int image = 0; image < images.count(); image++) {
      float[] values = new float[SIDE * SIDE];
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) (images.pixel(image, i) * white / 255);
      }
      INDArray features = Nd4j.createFromArray(values).reshape(1, 1, SIDE, SIDE);
      examples.add(new DataSet(features, Nd4j.zeros(1, 1)));
    }
    return new ListDataSetIterator<>(examples, 7);
  }

  private IteratorExamples images(double white) {
    return IteratorExamples.images(
        SIDE,
        SIDE,
        1,
        white,
        iterator(Split.TRAIN, white),
        iterator(Split.VALIDATION, white),
        iterator(Split.TEST, white));
  }

  private Path given() throws IOException {
    String text = Files.readString(config);
    return Files.writeString(
        folder.resolve("given.yaml"),
        text.replace("{set: idx, path: images, validation: 60}", "{set: given-images}"));
  }

  @Test
  void trainsTheSameModelAsOnFiles() throws IOException {
    Path files = folder.resolve("files");
    new TrainingRun(ConfigReader.read(config, List.of()), files, OptionalInt.empty(), 0)
        .train(false, () -> false);
    TrainedModel expected = TrainedModel.load(files.resolve("checkpoints/best.safetensors"));

    TrainedModel model = new ModelTraining(given(), images(1)).train(folder.resolve("one"));
    assertThat(folder.resolve("one/evaluation.json")).isNotEmptyFile();
    assertThat(folder.resolve("one/report.html")).isNotEmptyFile();

    assertThat(model.hash()).isEqualTo(expected.hash());
    assertThat(new ModelTraining(given(), images(255)).resume(folder.resolve("one")).hash())
        .as("pixels as they are, and nothing left to do")
        .isEqualTo(expected.hash());
  }

  @Test
  void trainsAsThePageShows() throws IOException {
    Path config =
        Files.writeString(
            folder.resolve("digits.yaml"),
            """
            data: {set: given-images, binarization: threshold}
            model:
              latent: {size: 2}
              encoder: [{dense: {units: 5}}]
              decoder: [{dense: {units: 5}}]
            training: {epochs: 1, batch: 10}
            """);
    Path runFolder = folder.resolve("digits");
    DataSetIterator train = digits(30);
    DataSetIterator validation = digits(10);
    DataSetIterator test = digits(10);

    IteratorExamples examples = IteratorExamples.images(28, 28, 1, 255, train, validation, test);
    TrainedModel model = new ModelTraining(config, examples).train(runFolder);

    assertThat(model.height()).isEqualTo(28);
    String page = Files.readString(Path.of("src/site/markdown/dl4j.md"));
    String shown = page.substring(page.lastIndexOf("```java") + 7, page.lastIndexOf("```"));
    String source = Files.readString(Path.of("src/test/java/org/rdvae/ModelTrainingTest.java"));
    assertThat(code(source)).contains(code(shown));
  }

  private static String code(String text) {
    return text.replaceAll("//[^\\n]*", "").replaceAll("\\s+", "");
  }

  private static DataSetIterator digits(int count) {
    List<DataSet> examples = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      examples.add(new DataSet(Nd4j.zeros(1, 784).addi(i * 5), Nd4j.zeros(1, 1)));
    }
    return new ListDataSetIterator<>(examples, 3);
  }

  @Test
  void trainsOnRowsOfNumbers() throws IOException {
    Path rows =
        Files.writeString(
            folder.resolve("rows.yaml"),
            """
            data: {set: given-rows}
            model:
              latent: {size: 2}
              encoder: [{dense: {units: 5}}]
              decoder: [{dense: {units: 5}}]
              likelihood: gaussian
            training: {epochs: 1, batch: 10}
            """);
    IteratorExamples examples = IteratorExamples.rows(numbers(40), numbers(10), numbers(10));
    TrainedModel model = new ModelTraining(rows, examples).train(folder.resolve("rows"));
    assertThat(model.width()).isEqualTo(3);
    assertThatThrownBy(() -> model.read(folder.resolve("images/t10k-images-idx3-ubyte")))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("was trained on rows of numbers that a program handed over");
  }

  private static DataSetIterator numbers(int count) {
    Random random = new Random(count);
    List<DataSet> examples = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      float[] row = {(float) random.nextGaussian(), (float) random.nextGaussian(), 1};
      examples.add(new DataSet(Nd4j.createFromArray(row).reshape(1, 3), Nd4j.zeros(1, 1)));
    }
    return new ListDataSetIterator<>(examples, 4);
  }

  @Test
  void colourIsTurnedFromPlanesToPixels() {
    INDArray planes = Nd4j.arange(0, 12).reshape(1, 3, 2, 2);
    for (INDArray features : List.of(planes, planes.reshape(1, 12))) {
      DataSetIterator one = one(features);
      IteratorExamples examples = IteratorExamples.images(2, 2, 3, 255, one, one, one);
      ImageSet images =
          (ImageSet)
              examples
                  .read(
                      ConfigReader.parse(
                              "data: {set: given-images}\nmodel: {latent: {size: 1}, encoder:"
                                  + " [dense: {units: 2}], decoder: [dense: {units: 2}]}",
                              "test",
                              folder,
                              List.of())
                          .data())
                  .train();
      assertThat(images.pixel(0, 1)).isEqualTo(4);
      assertThat(images.pixel(0, 3)).isEqualTo(1);
    }
  }

  private static DataSetIterator one(INDArray features) {
    return new ListDataSetIterator<>(List.of(new DataSet(features, Nd4j.zeros(1, 1))), 1);
  }

  @Test
  void saysWhatDoesNotFit() throws IOException {
    Path given = given();
    refused(
        config,
        images(1),
        "data.set: expected given-images, for what the program hands over, found idx");
    DataSetIterator half = one(Nd4j.ones(1, 1, SIDE, SIDE).mul(0.5003));
    refused(
        given,
        IteratorExamples.images(SIDE, SIDE, 1, 1, half, half, half),
        "iterator of train: expected levels from 0 to 255, divided by 255, found 0.5003 in example 0");
    DataSetIterator small = one(Nd4j.ones(1, 1, 2, 2));
    refused(
        given,
        IteratorExamples.images(SIDE, SIDE, 1, 1, small, small, small),
        "iterator of train: expected features of shape [n, 1, %1$d, %1$d], [n, %1$d, %1$d, 1] or [n,"
                .formatted(SIDE)
            + " %d], found an array of shape [1, 1, 2, 2]".formatted(SIDE * SIDE));
    DataSetIterator turned = one(Nd4j.ones(1, 3, 4, 2));
    refused(
        given,
        IteratorExamples.images(2, 4, 3, 1, turned, turned, turned),
        "iterator of train: expected features of shape [n, 3, 2, 4], [n, 2, 4, 3] or [n, 24], found"
            + " an array of shape [1, 3, 4, 2]");
    assertThatThrownBy(() -> DataLoader.load(ConfigReader.read(given, List.of()).data()))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("no program has handed examples over, found given-images");
  }

  private void refused(Path config, IteratorExamples examples, String message) {
    assertThatThrownBy(() -> new ModelTraining(config, examples).train(folder.resolve("none")))
        .isInstanceOf(Failure.class)
        .hasMessage(message);
  }
}
