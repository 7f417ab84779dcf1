package org.rdvae.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rdvae.base.Sha256;

class MnistBinaryTest {
  private static Splits splits;

  @BeforeAll
  static void load() {
    splits = DataLoader.load(settings(Binarization.DYNAMIC, 0));
  }

  /**
   * The sums of Larochelle's binarized_mnist_{train,valid,test}.amat, as the TensorFlow data sets
   * record them.
   */
  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "TRAIN, ad693b29f94c14277b095f5238ddefbbdaaae0939789dd2f4f0205278cee3e4d",
    "VALIDATION, 1de3d397c40fe8eeb33dafd4099a1f665ec01e96d9be234aaeeac8a34930e2e2",
    "TEST, e6687bfea3f820c174f33b7865140b2a2dd2930ef786f35d45795fc193b5ab2c"
  })
  void writtenBackAsTextHasTheChecksumOfTheOriginal(Split split, String expected) {
    ImageSet images = (ImageSet) splits.get(split);
    MessageDigest digest = Sha256.begin();
    byte[] line = new byte[2 * 784];
    for (int image = 0; image < images.count(); image++) {
      for (int pixel = 0; pixel < 784; pixel++) {
        line[2 * pixel] = (byte) ('0' + images.pixel(image, pixel));
        line[2 * pixel + 1] = (byte) (pixel < 783 ? ' ' : '\n');
      }
      digest.update(line);
    }
    assertThat(HexFormat.of().formatHex(digest.digest())).isEqualTo(expected);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({"TRAIN, 50000, 0.130562", "VALIDATION, 10000, 0.131127", "TEST, 10000, 0.132512"})
  void hasTheKnownSizesAndMeans(Split split, int count, double mean) {
    ImageSet images = (ImageSet) splits.get(split);
    long sum = 0;
    for (int image = 0; image < images.count(); image++) {
      for (int pixel = 0; pixel < 784; pixel++) {
        sum += images.pixel(image, pixel);
      }
    }
    assertThat(images).hasToString(split + ": " + count + " images of 28x28");
    assertThat(sum / (784.0 * count)).isCloseTo(mean, within(5e-7));
  }

  @Test
  void isNeverBinarizedAgain() {
    assertThat(splits.binarization()).isEqualTo(Binarization.BITS);
    assertThat(DataLoader.load(settings(Binarization.THRESHOLD, 1)).binarization())
        .isEqualTo(Binarization.BITS);
  }

  @Test
  void saysWhatItIs() {
    assertThat(splits.fingerprint())
        .isEqualTo("mnist-binary none 28x28 50000/10000/10000 sha256 3850992773641142");
  }

  @Test
  void obeysTheLimit() {
    Splits few = DataLoader.load(settings(Binarization.DYNAMIC, 100));

    assertThat(few.fingerprint()).startsWith("mnist-binary none 28x28 100/100/100 sha256 ");
    assertThat(few.test().fingerprint()).isEqualTo(splits.test().first(100).fingerprint());
  }

  @Test
  void carriesItsTermsBesideIt() throws IOException {
    try (InputStream in = MnistBinary.class.getResourceAsStream("mnist-binary/NOTICE.txt")) {
      assertThat(in).isNotNull();
      assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8))
          .contains(
              "Yann LeCun and Corinna Cortes",
              "Attribution-ShareAlike 3.0",
              "Salakhutdinov",
              "Larochelle");
    }
  }

  private static DataSettings settings(Binarization binarization, int limit) {
    return TestSettings.of(
        DataSettings.Set.MNIST_BINARY, Optional.empty(), binarization, 10_000, limit);
  }
}
