package org.rdvae.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rdvae.base.Failure;

class TextFolderTest {
  private static final SplitSettings THIRDS = new SplitSettings(1.0 / 3, 1.0 / 3);
  private static final TextSettings ALL = new TextSettings(100, 1, 1);

  @TempDir Path folder;

  @Test
  void documentsBecomeCountsOfTheVocabularysWords() {
    writeDocuments(60);
    Splits splits = load(ALL);
    CountSet train = (CountSet) splits.train();
    List<String> words = train.vocabulary().words();
    assertThat(words.get(0)).as("the most frequent word").isEqualTo("sea");
    assertThat(splits.words()).isEqualTo(words);
    assertThat(train.width()).isEqualTo(words.size());
    float[] row = new float[words.size() + 2];
    Arrays.fill(row, 9);
    for (int document = 0; document < train.count(); document++) {
      new Binarizer(splits.binarization(), 1).fillForEpoch(train, document, 3, row, 1);
      assertThat(row[1 + words.indexOf("sea")]).isEqualTo(3);
      assertThat(row[0]).isEqualTo(9);
      assertThat(row[words.size() + 1]).isEqualTo(9);
      int length = 0;
      for (int word = 0; word < words.size(); word++) {
        length += (int) row[word + 1];
      }
      assertThat(train.length(document)).isEqualTo(length).isEqualTo(5);
    }
    assertThat(splits.train().count() + splits.validation().count() + splits.test().count())
        .isEqualTo(60);
    assertThat(splits.train().things()).isEqualTo("documents");
    assertThat(splits.notes()).isEmpty();
  }

  /** Words that only validation or test documents have are no columns. */
  @Test
  void theVocabularyIsThatOfTheTrainingDocuments() {
    writeDocuments(60);
    Splits splits = load(ALL);
    List<String> words = splits.words();
    long own = words.stream().filter(word -> word.startsWith("only")).count();
    assertThat(own).isEqualTo(splits.train().count());
    CountSet test = (CountSet) splits.test();
    for (int document = 0; document < test.count(); document++) {
      assertThat(test.length(document)).as("without its own word").isEqualTo(4);
    }
  }

  @Test
  void theFingerprintHangsOnWordsCountsAndDocuments() {
    writeDocuments(60);
    String before = load(ALL).fingerprint();
    assertThat(before).startsWith("text counts 1x").contains("sha256");
    assertThat(load(ALL).fingerprint()).isEqualTo(before);
    assertThat(load(new TextSettings(4, 1, 1)).fingerprint()).isNotEqualTo(before);
    write("d0007.txt", "sea sea sea ship sail sail");
    assertThat(load(ALL).fingerprint()).isNotEqualTo(before);
  }

  @Test
  void aModelsOwnVocabularyReadsOtherDocuments() {
    writeDocuments(60);
    Vocabulary vocabulary = new Vocabulary(List.of("ship", "whale"));
    Splits splits =
        DataLoader.load(settings(ALL), ReadingProgress.NONE, Remedy.FILES, Optional.of(vocabulary));
    assertThat(splits.words()).containsExactly("ship", "whale");
    assertThat(((CountSet) splits.train()).length(0)).isEqualTo(1);
  }

  @Test
  void readsOneFileOrAFolderForAModel() {
    write("in/b.txt", "A whale, a whale!");
    write("in/sub/a.md", "Ships and sails");
    write("in/c.txt", "sail");
    Vocabulary vocabulary = new Vocabulary(List.of("whale", "sail"));
    NamedDocuments all = DataLoader.read(folder.resolve("in"), vocabulary, ReadingProgress.NONE);
    assertThat(all.names()).containsExactly("b.txt", "c.txt");
    assertThat(all.documents().length(0)).isEqualTo(2);
    assertThat(all.notes())
        .containsExactly(folder.resolve("in/sub/a.md") + " has no word of the vocabulary.");
    Path one = folder.resolve("in/c.txt");
    assertThat(DataLoader.read(one, vocabulary, ReadingProgress.NONE).names())
        .containsExactly(one.toString());
    Failure failure =
        catchThrowableOfType(
            Failure.class,
            () -> DataLoader.read(folder.resolve("in/sub"), vocabulary, ReadingProgress.NONE));
    assertThat(failure)
        .hasMessage(
            folder.resolve("in/sub")
                + ": expected text with words of the model's vocabulary, found none");
    assertThat(failure.kind()).isEqualTo(Failure.Kind.BAD_DATA);
  }

  @Test
  void countsEveryFileAsReadWhetherItSaysAnythingOrNot() {
    write("in/b.txt", "A whale, a whale!");
    write("in/c.txt", "nothing known");
    write("in/d.txt", "whales");
    List<String> seen = new ArrayList<>();
    DataLoader.read(
        folder.resolve("in"),
        new Vocabulary(List.of("whale", "sail")),
        (done, total) -> seen.add(done + "/" + total));
    assertThat(seen).containsExactly("1/3", "2/3", "3/3");
  }

  @Test
  void filesThatAreNotUtf8AreTakenAsLatin1AndNoted() {
    writeDocuments(60);
    write("d0001.txt", "Müller geht über", StandardCharsets.ISO_8859_1);
    write("d0002.txt", "Müller geht über", StandardCharsets.UTF_8);
    Splits splits = load(ALL);
    assertThat(splits.notes())
        .contains("1 file is not UTF-8 and taken as Latin-1; if that is wrong, convert them.");
    Vocabulary known = new Vocabulary(List.of("müller", "über"));
    for (String name : List.of("d0001.txt", "d0002.txt")) {
      assertThat(
              DataLoader.read(folder.resolve(name), known, ReadingProgress.NONE)
                  .documents()
                  .length(0))
          .isEqualTo(2);
    }
  }

  @Test
  void documentsWithoutAKnownWordAreLeftOutAndNoted() {
    writeDocuments(60);
    write("strange.txt", "12 % ---");
    assertThat(load(ALL).notes())
        .containsExactly("1 of 61 documents have no word of the vocabulary.");
  }

  @Test
  void limitsDocumentsButNotTheVocabulary() {
    writeDocuments(60);
    Splits all = load(ALL);
    Splits few = all.first(2);
    assertThat(few.train().count()).isEqualTo(2);
    assertThat(few.words()).isEqualTo(all.words());
  }

  @Test
  void tellsOfEveryFile() {
    writeDocuments(60);
    List<Integer> done = new ArrayList<>();
    DataLoader.load(settings(ALL), (now, total) -> done.add(now), Remedy.SETTINGS);
    assertThat(done).hasSize(60).endsWith(60);
  }

  @Test
  void refusesWhatIsNoFolderOfTexts() {
    Path file = write("file.txt", "sea");
    assertFails(
        TestSettings.text(file, THIRDS, ALL),
        Failure.Kind.BAD_CONFIG,
        "data.path: " + file + ": expected a folder of text files, found a file");
    Path absent = folder.resolve("absent");
    assertFails(
        TestSettings.text(absent, THIRDS, ALL),
        Failure.Kind.BAD_CONFIG,
        "data.path: " + absent + ": expected a folder of text files, found nothing there");
    assertFails(
        settings(ALL),
        Failure.Kind.BAD_CONFIG,
        "data.split: expected text files in each part of "
            + folder
            + ", found 1 for training, 0 for validation and 0 for the test; give more text files"
            + " or other shares");
  }

  @Test
  void refusesTextsWithoutCommonWords() {
    writeDocuments(60);
    int train = load(ALL).train().count();
    assertFails(
        settings(new TextSettings(100, 50, 0.5)),
        Failure.Kind.BAD_CONFIG,
        "data.text: expected at least 2 words in at least 50 and at most a share 0.5 of the "
            + train
            + " training documents of "
            + folder
            + ", found 0; lower min-documents, raise max-document-share or give more text files");
  }

  @Test
  void refusesFilesThatAreNoText() {
    writeDocuments(60);
    Path file = write("image.png", "PNG\0\0");
    assertFails(
        settings(ALL),
        Failure.Kind.BAD_DATA,
        file + ": expected text, found a zero byte at 3; remove this file");
  }

  /** Five words each: three of all, one of a third of them and one of its own. */
  private void writeDocuments(int count) {
    for (int i = 0; i < count; i++) {
      String own = "only" + (char) ('a' + i / 26) + (char) ('a' + i % 26);
      String name = String.format(Locale.ROOT, "d%04d.txt", i);
      write(name, "Sea, sea; SEA! " + List.of("ship", "sail", "wind").get(i % 3) + " " + own);
    }
  }

  private Path write(String name, String text) {
    return write(name, text, StandardCharsets.UTF_8);
  }

  private Path write(String name, String text, Charset charset) {
    try {
      Path file = folder.resolve(name);
      Files.createDirectories(file.getParent());
      return Files.write(file, text.getBytes(charset));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private DataSettings settings(TextSettings text) {
    return TestSettings.text(folder, THIRDS, text);
  }

  private Splits load(TextSettings text) {
    return DataLoader.load(settings(text));
  }

  private static void assertFails(DataSettings settings, Failure.Kind kind, String message) {
    Failure failure = catchThrowableOfType(Failure.class, () -> DataLoader.load(settings));
    assertThat(failure).hasMessage(message);
    assertThat(failure.kind()).isEqualTo(kind);
  }
}
