package org.rdvae.data;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.rdvae.base.Failure;
import org.rdvae.base.KebabCase;

/**
 * A folder of text files, in sub-folders too, as counts of words: each file is a document, whatever
 * its name. {@link HashSplit} divides them by their paths below the folder. Text is UTF-8; a file
 * that is not is taken as Latin-1, in which every byte is a letter or sign, and that is noted.
 * Documents without a word of the vocabulary are left out: nothing can be said of them.
 */
final class TextFolder {
  private static final String THINGS = "text files";

  private final List<String> notes = new ArrayList<>();
  private int latin;

  private TextFolder() {}

  /**
   * Reads a folder as three sets.
   *
   * @param known the vocabulary of a model that is to read these documents; without it one is made
   *     of the training documents
   */
  static Splits load(DataSettings settings, Optional<Vocabulary> known, ReadingProgress progress) {
    Path folder = settings.requiredPath("a folder of text files");
    if (!Files.isDirectory(folder)) {
      throw new Failure(
          Failure.Kind.BAD_CONFIG,
          "data.path: "
              + folder
              + ": expected a folder of text files, found "
              + (Files.exists(folder) ? "a file" : "nothing there"));
    }
    return new TextFolder().read(folder, settings, known, progress);
  }

  private Splits read(
      Path folder, DataSettings settings, Optional<Vocabulary> known, ReadingProgress progress) {
    HashSplit hash = new HashSplit(settings.split());
    Map<Split, List<Map<String, Integer>>> parts = new EnumMap<>(Split.class);
    for (Split split : List.of(Split.TRAIN, Split.VALIDATION, Split.TEST)) {
      parts.put(split, new ArrayList<>());
    }
    List<FolderFiles.Entry> files = FolderFiles.of(folder);
    int done = 0;
    for (FolderFiles.Entry file : files) {
      parts.get(hash.of(file.name())).add(words(file.path()));
      progress.at(++done, files.size());
    }
    requireNoneEmpty(folder.toString(), parts);
    Vocabulary vocabulary =
        known.orElseGet(() -> Vocabulary.of(parts.get(Split.TRAIN), settings.text()));
    requireWords(folder, vocabulary, parts.get(Split.TRAIN).size(), settings.text());
    int before = files.size();
    parts.values().forEach(documents -> documents.removeIf(words -> isStrange(words, vocabulary)));
    requireNoneEmpty(folder + ", of documents with a word of the vocabulary", parts);
    int after = parts.values().stream().mapToInt(List::size).sum();
    noteLatin();
    if (after < before) {
      notes.add((before - after) + " of " + before + " documents have no word of the vocabulary.");
    }
    return new Splits(
        KebabCase.of(settings.set().name()),
        Binarization.NONE,
        CountSet.of(Split.TRAIN, vocabulary, parts.get(Split.TRAIN)),
        CountSet.of(Split.VALIDATION, vocabulary, parts.get(Split.VALIDATION)),
        CountSet.of(Split.TEST, vocabulary, parts.get(Split.TEST)),
        notes);
  }

  /** Reads a text file or all those of a folder, which exist, for a model with this vocabulary. */
  static NamedDocuments readNamed(Path input, Vocabulary vocabulary, ReadingProgress progress) {
    TextFolder reader = new TextFolder();
    boolean isFolder = Files.isDirectory(input);
    List<FolderFiles.Entry> files =
        isFolder ? FolderFiles.of(input) : List.of(new FolderFiles.Entry(input.toString(), input));
    List<Map<String, Integer>> documents = new ArrayList<>();
    List<String> names = new ArrayList<>();
    int done = 0;
    for (FolderFiles.Entry file : files) {
      Map<String, Integer> words = reader.words(file.path());
      if (isStrange(words, vocabulary)) {
        reader.notes.add(file.path() + " has no word of the vocabulary.");
      } else {
        documents.add(words);
        names.add(file.name());
      }
      progress.at(++done, files.size());
    }
    if (documents.isEmpty()) {
      throw new Failure(
          Failure.Kind.BAD_DATA,
          input + ": expected text with words of the model's vocabulary, found none");
    }
    reader.noteLatin();
    return new NamedDocuments(
        CountSet.of(Split.INPUT, vocabulary, documents), List.copyOf(names), reader.notes);
  }

  private static boolean isStrange(Map<String, Integer> words, Vocabulary vocabulary) {
    return words.keySet().stream().noneMatch(word -> vocabulary.place(word) >= 0);
  }

  private void noteLatin() {
    if (latin > 0) {
      notes.add(
          latin
              + (latin == 1 ? " file is" : " files are")
              + " not UTF-8 and taken as Latin-1; if that is wrong, convert them.");
    }
  }

  private static void requireNoneEmpty(String place, Map<Split, List<Map<String, Integer>>> parts) {
    HashSplit.requireNoneEmpty(
        place,
        THINGS,
        parts.get(Split.TRAIN).size(),
        parts.get(Split.VALIDATION).size(),
        parts.get(Split.TEST).size());
  }

  private static void requireWords(
      Path folder, Vocabulary vocabulary, int documents, TextSettings settings) {
    if (vocabulary.size() < 2) {
      throw new Failure(
          Failure.Kind.BAD_CONFIG,
          String.format(
              Locale.ROOT,
              "data.text: expected at least 2 words in at least %d and at most a share %s of the %d"
                  + " training documents of %s, found %d; lower min-documents, raise"
                  + " max-document-share or give more text files",
              settings.minDocuments(),
              settings.maxDocumentShare(),
              documents,
              folder,
              vocabulary.size()));
    }
  }

  private Map<String, Integer> words(Path file) {
    byte[] bytes;
    try {
      bytes = Files.readAllBytes(file);
    } catch (IOException e) {
      throw new Failure(
          Failure.Kind.INPUT_OUTPUT, file + ": expected a file that can be read, found " + e, e);
    }
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == 0) {
        throw new Failure(
            Failure.Kind.BAD_DATA,
            file + ": expected text, found a zero byte at " + i + "; remove this file");
      }
    }
    return Words.count(text(bytes));
  }

  private String text(byte[] bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      latin++;
      return new String(bytes, StandardCharsets.ISO_8859_1);
    }
  }
}
