package org.rdvae.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.rdvae.config.ConfigText.complaint;
import static org.rdvae.config.ConfigText.job;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Jobs whose settings are each possible and do not fit one another, found before any data. */
class ImpossibleJobsTest {
  private static final String MODEL = "model: {latent: {size: 2}, encoder: [], decoder: [], ";

  @TempDir Path folder;
  private Path pictures;
  private Path table;

  @BeforeEach
  void writeFiles() throws IOException {
    pictures = Files.createDirectory(folder.resolve("pictures"));
    table = Files.writeString(folder.resolve("table.csv"), "a,b\n1,0\n");
  }

  @Test
  void layersThatDoNotFitAreNamedWithTheirPlace() {
    String model =
        """
        model:
          latent: {size: 2}
          encoder:
            - convolution: {channels: 4, stride: 2}
            - flatten
            - residual:
                layers:
                  - convolution: {channels: 4, kernel: 3, padding: 0}
          decoder: []
        """;
    assertThat(complaint(model))
        .isEqualTo(
            "job.yaml:8:26: model.encoder.2.residual.layers.0.convolution: expected at least 3 rows"
                + " and columns for a kernel of 3 with padding 0, found features [784]");
    assertThat(complaint(model, "model.encoder.2.residual.layers.0.convolution.padding=1"))
        .isEqualTo(
            "job.yaml:6:7: model.encoder.2.residual: expected layers inside that keep the shape"
                + " [784], found ones that lead to [4]");
  }

  @Test
  void layersOfADecoderMustFitToo() {
    assertThat(
            complaint(
                """
                model:
                  latent: {size: 2}
                  encoder: []
                  decoder:
                    - dense: {units: 10}
                    - reshape: {height: 2, width: 2, channels: 2}
                """))
        .isEqualTo(
            "job.yaml:6:16: model.decoder.1.reshape: expected 8 values for the shape [2, 2, 2],"
                + " found 10 in features [10]");
  }

  @Test
  void mapsOfADecoderMustHaveTheSizeOfTheImage() {
    String shapes = "data: {set: shapes, shapes: {size: 16}}\n";
    String decoder =
        """
        model:
          latent: {size: 2}
          encoder: []
          decoder:
            - dense: {units: 64}
            - reshape: {height: 8, width: 8, channels: 1}
        """;
    assertThat(complaint(shapes + decoder))
        .isEqualTo(
            "job.yaml:5:3: model.decoder: expected flat features or maps of 16 x 16 behind the last"
                + " layer, found features [8, 8, 1]");
    assertThatCode(() -> job(shapes + decoder + "    - transposed-convolution: {channels: 3}\n"))
        .doesNotThrowAnyException();
    assertThatCode(() -> job(shapes + decoder + "    - flatten\n")).doesNotThrowAnyException();
  }

  @Test
  void theSizeOfAnImageComesFromTheSettingsOfItsSet() {
    String model =
        """
        model:
          latent: {size: 2}
          encoder: [group-normalization: {groups: 2}]
          decoder: []
          likelihood: gaussian
        """;
    String images =
        "data: {set: images, path: '%s', binarization: none, images: {height: 8, width: 6}}\n"
            .formatted(pictures);
    assertThat(complaint(images + model))
        .isEqualTo(
            "job.yaml:4:34: model.encoder.0.group-normalization: expected a number of channels that"
                + " 2 groups divide, found features [8, 6, 3]");
    assertThat(complaint(images + model, "data.images.color=grey")).endsWith("features [8, 6, 1]");
    assertThat(complaint("data: {set: shapes, binarization: none}\n" + model))
        .endsWith("found features [32, 32, 1]");
    assertThat(
            complaint(
                "data: {set: table, path: '%s', table: {columns: [name: a, name: b]}}\n"
                        .formatted(table)
                    + model))
        .endsWith("found features [1, 2, 1]");
    String idx = "data: {set: idx, path: '%s', binarization: none}\n".formatted(pictures);
    assertThatCode(() -> job(idx + model)).as("only the files know").doesNotThrowAnyException();
  }

  @Test
  void aModelOfTooManyParametersIsRefused() {
    assertThat(
            complaint(
                """
                model:
                  latent: {size: 2}
                  encoder: [dense: {units: 1000000}, dense: {units: 1000000}]
                  decoder: []
                """))
        .isEqualTo(
            "job.yaml:1:1: model: expected at most 2,147,483,647 parameters, found"
                + " 1,000,790,002,356; lower the units or channels");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          none      | bernoulli            | expected dynamic, threshold or bits, since the likelihood bernoulli is for bits, found none
          dynamic   | gaussian             | expected none, since the likelihood gaussian is for 8-bit values, found dynamic
          threshold | discretized-logistic | expected none, since the likelihood discretized-logistic is for 8-bit values, found threshold
          bits      | gaussian             | expected none, since the likelihood gaussian is for 8-bit values, found bits
          """)
  void binarizationMustFitTheLikelihood(String binarization, String likelihood, String message) {
    assertThat(
            complaint(
                "data: {set: idx, path: '%s', binarization: %s}\n".formatted(pictures, binarization)
                    + MODEL
                    + "likelihood: "
                    + likelihood
                    + "}"))
        .isEqualTo(
            "job.yaml:1:%d: data.binarization: %s",
            "data: {set: idx, path: '', binarization: x".length() + pictures.toString().length(),
            message);
  }

  @Test
  void aBinarizationLeftToItsDefaultIsPlacedAtItsSection() {
    assertThat(complaint("data: {set: shapes}\n" + MODEL + "likelihood: gaussian}"))
        .isEqualTo(
            "job.yaml:1:7: data.binarization: expected none, since the likelihood gaussian is for"
                + " 8-bit values, found dynamic");
  }

  @ParameterizedTest
  @ValueSource(strings = {"images, path: '%s'", "shapes"})
  void levelsAreNeverBits(String set) {
    assertThat(
            complaint(
                "data:\n  {set: %s,\n  binarization: bits}\n".formatted(set.formatted(pictures))
                    + MODEL
                    + "}"))
        .isEqualTo(
            "job.yaml:3:17: data.binarization: expected dynamic, threshold or none, since values of"
                + " the set %s run to 255",
            set.replaceAll(",.*", ""));
  }

  @ParameterizedTest
  @ValueSource(strings = {"gaussian", "discretized-logistic"})
  void theEmbeddedDigitsAreBits(String likelihood) {
    assertThat(complaint(MODEL + "likelihood: " + likelihood + "}"))
        .isEqualTo(
            "job.yaml:1:66: model.likelihood: expected bernoulli, since the set mnist-binary holds"
                + " bits, found %s",
            likelihood);
  }

  @Test
  void tablesNeedTheLikelihoodOfTheirNumbers() {
    String data = "data: {set: table, path: '" + table + "', table: {type: %s}}\n";
    assertThat(complaint(data.formatted("real") + MODEL + "}"))
        .isEqualTo(
            "job.yaml:2:8: model.likelihood: expected one of gaussian, gaussian-optimal-sigma,"
                + " gaussian-per-value, laplace, student-t, since the set table holds real numbers"
                + " (data.table has type: bit for bits), found bernoulli");
    assertThat(complaint(data.formatted("real") + MODEL + "likelihood: discretized-logistic}"))
        .startsWith("job.yaml:2:66: model.likelihood: expected one of gaussian, ")
        .endsWith("found discretized-logistic");
    assertThat(complaint(data.formatted("bit") + MODEL + "likelihood: gaussian}"))
        .isEqualTo(
            "job.yaml:2:66: model.likelihood: expected bernoulli, since the set table holds bits,"
                + " found gaussian");
    assertThatCode(() -> job(data.formatted("bit") + MODEL + "}")).doesNotThrowAnyException();
    assertThatCode(() -> job(data.formatted("real") + MODEL + "likelihood: gaussian}"))
        .doesNotThrowAnyException();
  }

  @Test
  void columnsOfATableAreOfOneTypeAndEachIsNamedOnce() {
    String job =
        """
        data:
          set: table
          path: '%s'
          table:
            columns:
              - {name: a}
              - {name: b, type: bit}
              - {name: a, type: real}
        """
                .formatted(table)
            + MODEL
            + "likelihood: gaussian}";
    assertThat(complaint(job).lines())
        .containsExactly(
            "job.yaml:5:5: data.table.columns: expected columns of one type, found real and bit"
                + " ones",
            "job.yaml:8:9: data.table.columns.2: expected each column once, found a again");
  }

  /** Otherwise a forgotten set would train on the wrong images. */
  @Test
  void aClassOfImagesIsForTheSetPluginOnly() {
    assertThat(complaint("data: {plugin: {class-name: com.example.Images}}\n" + MODEL + "}"))
        .isEqualTo(
            "job.yaml:1:29: data.plugin.class-name: expected no class, since the set mnist-binary"
                + " needs none; plugin does");
  }

  @Test
  void everySetSaysWhetherItsPathIsAFolderOrAFile() {
    for (String set : new String[] {"idx", "images", "text"}) {
      String model = MODEL + (set.equals("text") ? "likelihood: topics}" : "}");
      assertThat(complaint("data: {set: %s, path: '%s'}\n".formatted(set, table) + model))
          .isEqualTo(
              "job.yaml:1:%d: data.path: expected a folder, found the file %s",
              "data: {set: , path: x".length() + set.length(), table);
      assertThat(complaint("data: {set: " + set + "}\n" + model))
          .startsWith("job.yaml:1:7: data.path: missing; the set " + set + " is read from");
    }
    assertThat(
            complaint(
                "data: {set: table, path: '%s', table: {type: bit}}\n".formatted(pictures)
                    + MODEL
                    + "}"))
        .isEqualTo("job.yaml:1:26: data.path: expected a file, found the folder " + pictures);
    assertThat(complaint("data: {set: table, table: {type: bit}}\n" + MODEL + "}"))
        .startsWith("job.yaml:1:7: data.path: missing; the set table is read from");
    assertThat(complaint("data: {set: shapes, path: '%s'}\n".formatted(pictures) + MODEL + "}"))
        .isEqualTo(
            "job.yaml:1:27: data.path: expected no path, since the set shapes reads no file; idx,"
                + " images, table and text do");
  }

  @Test
  void onlyImagesAreMoved() {
    assertThat(
            complaint(
                "data: {augmentation: {shift: 1}, set: table, path: '%s', table: {type: bit}}\n"
                        .formatted(table)
                    + MODEL
                    + "}"))
        .isEqualTo(
            "job.yaml:1:30: data.augmentation.shift: expected 0, since the set table has rows and no"
                + " images to move, found 1");
  }

  @Test
  void aPathThatIsMissingIsSaidOnce() {
    assertThat(complaint("data: {set: images, path: nowhere}\n" + MODEL + "}"))
        .startsWith("job.yaml:1:27: data.path: expected a path that exists, found ")
        .endsWith("nowhere")
        .hasLineCount(1);
  }

  @Test
  void sharesLeaveExamplesForTraining() {
    assertThat(
            complaint("data: {set: shapes, split: {validation: 0.5, test: 0.5}}\n" + MODEL + "}"))
        .isEqualTo(
            "job.yaml:1:28: data.split: expected validation and test to leave examples for"
                + " training, found 0.5 + 0.5");
    assertThat(complaint("data: {set: shapes, split: {validation: 0}}\n" + MODEL + "}"))
        .isEqualTo(
            "job.yaml:1:41: data.split.validation: expected a number above 0 and at most 0.9, found"
                + " \"0\"");
    assertThatCode(
            () -> job("data: {set: shapes, split: {validation: 0.5, test: 0.4}}\n" + MODEL + "}"))
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.5", "1"})
  void stepsAreLeftOutForNormsAboveTheMean(String factor) {
    assertThat(complaint(MODEL + "}\ntraining: {skip-norm-factor: " + factor + "}"))
        .isEqualTo(
            "job.yaml:2:30: training.skip-norm-factor: expected 0 or a number above 1, found %s",
            Double.valueOf(factor));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "1.01", "20"})
  void otherFactorsAreFine(String factor) {
    assertThat(
            job(MODEL + "}\ntraining: {skip-norm-factor: " + factor + "}")
                .training()
                .skipNormFactor())
        .isEqualTo(Double.parseDouble(factor));
  }
}
