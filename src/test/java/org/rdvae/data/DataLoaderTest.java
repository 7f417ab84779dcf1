package org.rdvae.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.rdvae.data.IdxFiles.counting;
import static org.rdvae.data.IdxFiles.gzip;
import static org.rdvae.data.IdxFiles.images;
import static org.rdvae.data.IdxFiles.write;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rdvae.base.Failure;

class DataLoaderTest {
  private static final String TRAIN = "train-images-idx3-ubyte";
  private static final String TEST = "t10k-images-idx3-ubyte";

  @TempDir Path folder;

  @Test
  void setsTheLastImagesOfTheTrainingFileAsideForValidation() {
    writeBoth();

    Splits splits = DataLoader.load(idx(3, 0, Binarization.DYNAMIC));

    assertThat(splits.train()).hasToString("TRAIN: 7 images of 2x3");
    assertThat(splits.validation()).hasToString("VALIDATION: 3 images of 2x3");
    assertThat(splits.test()).hasToString("TEST: 4 images of 2x3");
    assertThat(image(splits.train()).pixel(6, 5)).isEqualTo(41);
    assertThat(image(splits.validation()).pixel(0, 0)).isEqualTo(42);
    assertThat(image(splits.validation()).pixel(2, 5)).isEqualTo(59);
    assertThat(image(splits.test()).pixel(3, 5)).isEqualTo(23);
    assertThat(splits.binarization()).isEqualTo(Binarization.DYNAMIC);
  }

  @Test
  void readsGzipFilesAlike() {
    writeBoth();
    String plain = DataLoader.load(idx(3, 0, Binarization.DYNAMIC)).fingerprint();
    Path packed = folder.resolve("packed");
    assertThat(packed.toFile().mkdir()).isTrue();
    write(packed, TRAIN + ".gz", gzip(images(10, 2, 3, counting(60, 256))));
    write(packed, TEST, images(4, 2, 3, counting(24, 256)));

    Splits splits = DataLoader.load(idx(packed, 3, 0, Binarization.DYNAMIC));

    assertThat(splits.fingerprint()).isEqualTo(plain);
  }

  @Test
  void limitsEachSplitToItsFirstImages() {
    writeBoth();

    Splits splits = DataLoader.load(idx(3, 2, Binarization.DYNAMIC));

    assertThat(splits.train().count()).isEqualTo(2);
    assertThat(splits.validation().count()).isEqualTo(2);
    assertThat(image(splits.validation()).pixel(0, 0))
        .as("still after the whole training split")
        .isEqualTo(42);
    assertThat(splits.test().count()).isEqualTo(2);
  }

  @Test
  void takesAllOfASplitThatIsSmallerThanTheLimit() {
    writeBoth();

    Splits splits = DataLoader.load(idx(3, 5, Binarization.DYNAMIC));

    assertThat(splits.train().count()).isEqualTo(5);
    assertThat(splits.validation().count()).isEqualTo(3);
    assertThat(splits.test().count()).isEqualTo(4);
  }

  @Test
  void namesTheFirstValueThatIsNoBit() {
    byte[] pixels = counting(60, 2);
    pixels[3 * 6 + 4] = (byte) 200;
    Path file = write(folder, TRAIN, images(10, 2, 3, pixels));
    write(folder, TEST, images(4, 2, 3, counting(24, 2)));

    assertFails(
        idx(3, 0, Binarization.BITS),
        Failure.Kind.BAD_DATA,
        file
            + ": expected only 0 and 1, because data.binarization is bits, found 200 in image 3,"
            + " row 1, column 1 (counted from 0); grey values need data.binarization: dynamic,"
            + " threshold or none");
  }

  @Test
  void acceptsZerosAndOnesAsBits() {
    write(folder, TRAIN, images(10, 2, 3, counting(60, 2)));
    write(folder, TEST, images(4, 2, 3, counting(24, 2)));

    assertThat(DataLoader.load(idx(3, 0, Binarization.BITS)).binarization())
        .isEqualTo(Binarization.BITS);
  }

  @Test
  void refusesFilesWithImagesOfDifferentSizes() {
    Path train = write(folder, TRAIN, images(10, 2, 3, counting(60, 256)));
    Path test = write(folder, TEST, images(4, 3, 2, counting(24, 256)));

    assertFails(
        idx(3, 0, Binarization.DYNAMIC),
        Failure.Kind.BAD_DATA,
        test + ": expected images of 2x3, as in " + train + ", found 3x2");
  }

  @Test
  void refusesToSetAsideEveryTrainingImage() {
    writeBoth();

    assertFails(
        idx(10, 0, Binarization.DYNAMIC),
        Failure.Kind.BAD_CONFIG,
        "data.validation: expected less than the 10 images of "
            + folder.resolve(TRAIN)
            + ", found 10");
    assertThat(DataLoader.load(idx(9, 0, Binarization.DYNAMIC)).train().count()).isEqualTo(1);
  }

  private static String candidates(String name) {
    String colored = name.replace("idx3", "idx4");
    return "%s, %s.gz, %s or %s.gz".formatted(name, name, colored, colored);
  }

  @Test
  void namesTheFilesThatAFolderLacks() {
    assertFails(
        idx(3, 0, Binarization.DYNAMIC),
        Failure.Kind.BAD_CONFIG,
        "data.path: "
            + folder
            + ": expected a folder with "
            + candidates(TRAIN)
            + ", found an empty folder");

    write(folder, TRAIN, images(10, 2, 3, counting(60, 256)));
    write(folder, "notes.txt", new byte[0]);
    assertFails(
        idx(3, 0, Binarization.DYNAMIC),
        Failure.Kind.BAD_CONFIG,
        "data.path: "
            + folder
            + ": expected a folder with "
            + candidates(TEST)
            + ", found none of them among: notes.txt, "
            + TRAIN);
  }

  @Test
  void namesAMissingFolderAndAFileInItsPlace() {
    Path absent = folder.resolve("absent");
    assertFails(
        idx(absent, 3, 0, Binarization.DYNAMIC),
        Failure.Kind.BAD_CONFIG,
        "data.path: "
            + absent
            + ": expected a folder with "
            + candidates(TRAIN)
            + ", found nothing there");

    Path file = write(folder, "file", new byte[0]);
    assertFails(
        idx(file, 3, 0, Binarization.DYNAMIC),
        Failure.Kind.BAD_CONFIG,
        "data.path: " + file + ": expected a folder with " + candidates(TRAIN) + ", found a file");
  }

  @Test
  void asksForAPathToIdxFiles() {
    assertFails(
        TestSettings.of(DataSettings.Set.IDX, Optional.empty(), Binarization.DYNAMIC, 3, 0),
        Failure.Kind.BAD_CONFIG,
        "data.path: expected a folder with "
            + TRAIN
            + " and "
            + TEST
            + " (idx4 for colour), because data.set is idx, found nothing");
  }

  @Test
  void refusesAPathThatTheEmbeddedSetWouldIgnore() {
    assertFails(
        TestSettings.of(
            DataSettings.Set.MNIST_BINARY, Optional.of(folder), Binarization.DYNAMIC, 3, 0),
        Failure.Kind.BAD_CONFIG,
        "data.path: expected nothing, because data.set is mnist-binary (embedded), found "
            + folder
            + "; for files under this path write data.set: idx, images, table or text");
  }

  @Test
  void readsASingleFileAsInput() {
    Path file = write(folder, "some-images", images(4, 2, 3, counting(24, 256)));

    assertThat(DataLoader.read(file, 2, 3, 1, input(Binarization.DYNAMIC)).images())
        .hasToString("INPUT: 4 images of 2x3");
  }

  @Test
  void checksASingleFileForBitsToo() {
    Path file = write(folder, "some-images", images(4, 2, 3, counting(24, 256)));

    Failure failure =
        catchThrowableOfType(
            Failure.class, () -> DataLoader.read(file, 2, 3, 1, input(Binarization.BITS)));

    assertThat(failure)
        .hasMessageStartingWith(file + ": expected only 0 and 1")
        .hasMessageContaining("found 2 in image 0, row 0, column 2");
  }

  @Test
  void namesAMissingInput() {
    Path file = folder.resolve("absent");

    Failure failure =
        catchThrowableOfType(
            Failure.class, () -> DataLoader.read(file, 2, 3, 1, input(Binarization.NONE)));

    assertThat(failure.kind()).isEqualTo(Failure.Kind.MISSING_PATH);
    assertThat(failure)
        .hasMessage(
            file
                + ": expected an idx file, a picture or a folder of pictures, found nothing there");
  }

  @Test
  void tellsPicturesAndFoldersOfPicturesFromIdxFiles() throws IOException {
    Path file = folder.resolve("picture.idx");
    ImageIO.write(new BufferedImage(9, 4, BufferedImage.TYPE_INT_RGB), "png", file.toFile());
    ImageIO.write(
        new BufferedImage(9, 4, BufferedImage.TYPE_INT_RGB),
        "png",
        folder.resolve("picture.png").toFile());
    ImageIO.write(
        new BufferedImage(4, 9, BufferedImage.TYPE_INT_RGB),
        "png",
        folder.resolve("other.png").toFile());

    assertThat(DataLoader.read(file, 2, 3, 3, input(Binarization.NONE)).images())
        .hasToString("INPUT: 1 images of 2x3x3");
    assertThat(DataLoader.read(folder, 2, 3, 1, input(Binarization.NONE)).images())
        .hasToString("INPUT: 2 images of 2x3");
  }

  @Test
  void takesAShortFileForADamagedIdxFile() {
    Path file = write(folder, "empty", new byte[0]);

    Failure failure =
        catchThrowableOfType(
            Failure.class, () -> DataLoader.read(file, 2, 3, 1, input(Binarization.NONE)));

    assertThat(failure).hasMessage(file + ": expected a header of 16 bytes, found 0 bytes");
  }

  @Test
  void readsColorFromIdxFilesOfPlanes() {
    write(
        folder,
        "train-images-idx4-ubyte.gz",
        gzip(IdxFiles.join(IdxFiles.header(0x804, 4, 3, 1, 2), counting(24, 256))));
    write(
        folder,
        "t10k-images-idx4-ubyte",
        IdxFiles.join(IdxFiles.header(0x804, 2, 3, 1, 2), counting(12, 256)));

    Splits splits = DataLoader.load(idx(1, 0, Binarization.NONE));

    assertThat(splits.fingerprint()).startsWith("idx real 1x2x3 3/1/2 sha256 ");
    assertThat(image(splits.validation()).pixel(0, 1)).isEqualTo(20);
  }

  @Test
  void refusesATestFileWithOtherChannels() {
    Path train = write(folder, TRAIN, images(10, 2, 3, counting(60, 256)));
    Path test =
        write(
            folder,
            "t10k-images-idx4-ubyte",
            IdxFiles.join(IdxFiles.header(0x804, 1, 3, 2, 3), counting(18, 256)));

    assertFails(
        idx(3, 0, Binarization.DYNAMIC),
        Failure.Kind.BAD_DATA,
        test + ": expected images of 2x3, as in " + train + ", found 2x3x3");
  }

  @Test
  void refusesAPathToGeneratedShapes() {
    assertFails(
        TestSettings.of(DataSettings.Set.SHAPES, Optional.of(folder), Binarization.DYNAMIC, 3, 0),
        Failure.Kind.BAD_CONFIG,
        "data.path: expected nothing, because data.set is shapes (generated), found "
            + folder
            + "; for files under this path write data.set: idx, images, table or text");
  }

  @Test
  void refusesToTakeGreyValuesForBits() {
    assertFails(
        TestSettings.of(DataSettings.Set.SHAPES, Optional.empty(), Binarization.BITS, 3, 0),
        Failure.Kind.BAD_CONFIG,
        "data.binarization: expected dynamic, threshold or none, because the values of data.set"
            + " shapes run from 0 to 255, found bits");
    assertFails(
        TestSettings.of(DataSettings.Set.IMAGES, Optional.of(folder), Binarization.BITS, 3, 0),
        Failure.Kind.BAD_CONFIG,
        "data.binarization: expected dynamic, threshold or none, because the values of data.set"
            + " images run from 0 to 255, found bits");
  }

  private static ImageSet image(ExampleSet set) {
    return (ImageSet) set;
  }

  private static DataSettings input(Binarization binarization) {
    return TestSettings.of(DataSettings.Set.MNIST_BINARY, Optional.empty(), binarization, 1, 0);
  }

  private void writeBoth() {
    write(folder, TRAIN, images(10, 2, 3, counting(60, 256)));
    write(folder, TEST, images(4, 2, 3, counting(24, 256)));
  }

  private DataSettings idx(int validation, int limit, Binarization binarization) {
    return idx(folder, validation, limit, binarization);
  }

  private static DataSettings idx(Path path, int validation, int limit, Binarization binarization) {
    return TestSettings.of(
        DataSettings.Set.IDX, Optional.of(path), binarization, validation, limit);
  }

  private static void assertFails(DataSettings settings, Failure.Kind kind, String message) {
    Failure failure = catchThrowableOfType(Failure.class, () -> DataLoader.load(settings));
    assertThat(failure).hasMessage(message);
    assertThat(failure.kind()).isEqualTo(kind);
  }
}
