package org.rdvae.data;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * Documents as counts of the words of a vocabulary, immutable. Only words that occur take memory: a
 * document has a few hundred of thousands.
 */
public final class CountSet implements RowSet {
  private final Split split;
  private final Vocabulary vocabulary;
  private final int count;

  /**
   * The words of document i stand from starts[i] to starts[i + 1], in the order of their places.
   */
  private final int[] starts;

  private final int[] places;
  private final int[] counts;

  private CountSet(
      Split split, Vocabulary vocabulary, int count, int[] starts, int[] places, int[] counts) {
    this.split = split;
    this.vocabulary = vocabulary;
    this.count = count;
    this.starts = starts;
    this.places = places;
    this.counts = counts;
  }

  /** Counts the known words of each document; all others are left out. */
  static CountSet of(Split split, Vocabulary vocabulary, List<Map<String, Integer>> documents) {
    int[] starts = new int[documents.size() + 1];
    List<Map<Integer, Integer>> known = new ArrayList<>();
    for (int i = 0; i < documents.size(); i++) {
      Map<Integer, Integer> ofDocument = new TreeMap<>();
      documents
          .get(i)
          .forEach(
              (word, times) -> {
                int place = vocabulary.place(word);
                if (place >= 0) {
                  ofDocument.put(place, times);
                }
              });
      known.add(ofDocument);
      starts[i + 1] = Math.addExact(starts[i], ofDocument.size());
    }
    int[] places = new int[starts[documents.size()]];
    int[] counts = new int[places.length];
    int at = 0;
    for (Map<Integer, Integer> ofDocument : known) {
      for (Map.Entry<Integer, Integer> entry : ofDocument.entrySet()) {
        places[at] = entry.getKey();
        counts[at++] = entry.getValue();
      }
    }
    return new CountSet(split, vocabulary, documents.size(), starts, places, counts);
  }

  public Vocabulary vocabulary() {
    return vocabulary;
  }

  /** Words of a document, those outside the vocabulary not counted. */
  public int length(int document) {
    Objects.checkIndex(document, count);
    return Arrays.stream(counts, starts[document], starts[document + 1]).sum();
  }

  @Override
  public void copyRow(int document, float[] target, int at) {
    Objects.checkIndex(document, count);
    Arrays.fill(target, at, at + vocabulary.size(), 0);
    for (int i = starts[document]; i < starts[document + 1]; i++) {
      target[at + places[i]] = counts[i];
    }
  }

  @Override
  public CountSet first(int limit) {
    return new CountSet(split, vocabulary, Math.min(limit, count), starts, places, counts);
  }

  @Override
  public Split split() {
    return split;
  }

  @Override
  public int count() {
    return count;
  }

  @Override
  public int width() {
    return vocabulary.size();
  }

  @Override
  public String columnWord() {
    return "words";
  }

  @Override
  public String things() {
    return "documents";
  }

  /**
   * Adds the numbers of documents and of words (32 bits each, high byte first), of each word the
   * length and the bytes in UTF-8, and of each document how many different words it has and then
   * each word's place and count.
   */
  @Override
  public void addTo(MessageDigest digest) {
    digest.update(ByteBuffer.allocate(8).putInt(count).putInt(vocabulary.size()).array());
    for (String word : vocabulary.words()) {
      byte[] bytes = word.getBytes(StandardCharsets.UTF_8);
      digest.update(ByteBuffer.allocate(4).putInt(bytes.length).array());
      digest.update(bytes);
    }
    for (int document = 0; document < count; document++) {
      int size = starts[document + 1] - starts[document];
      ByteBuffer row = ByteBuffer.allocate(4 + 8 * size).putInt(size);
      for (int i = starts[document]; i < starts[document + 1]; i++) {
        row.putInt(places[i]).putInt(counts[i]);
      }
      digest.update(row.array());
    }
  }

  @Override
  public String toString() {
    return split + ": " + count + " documents over " + vocabulary.size() + " words";
  }
}
