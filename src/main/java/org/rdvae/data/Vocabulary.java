package org.rdvae.data;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The words that are counted, the most frequent first; a word's place is its column. They are found
 * in the training documents alone:
 *
 * <ol>
 *   <li>a word must be in at least {@code min-documents} of them, since of rarer ones nothing can
 *       be learned;
 *   <li>and in at most a share {@code max-document-share}: what is in most documents says nothing
 *       of what they are about. There is no list of stop words, which would be of one language;
 *   <li>of those left the {@code vocabulary} that occur most often are taken, equally frequent ones
 *       in the order of their letters.
 * </ol>
 */
public final class Vocabulary {
  private final List<String> words;
  private final Map<String, Integer> places = new HashMap<>();

  /**
   * A vocabulary that was found before.
   *
   * @throws IllegalArgumentException if a word is there twice
   */
  public Vocabulary(List<String> words) {
    this.words = List.copyOf(words);
    for (String word : words) {
      if (places.put(word, places.size()) != null) {
        throw new IllegalArgumentException("the word " + word + " is there twice");
      }
    }
  }

  /** The words of these documents; may be empty. */
  static Vocabulary of(List<Map<String, Integer>> documents, TextSettings settings) {
    Map<String, Integer> documentsWith = new HashMap<>();
    Map<String, Long> occurrences = new TreeMap<>();
    for (Map<String, Integer> document : documents) {
      document.forEach(
          (word, count) -> {
            documentsWith.merge(word, 1, Integer::sum);
            occurrences.merge(word, (long) count, Long::sum);
          });
    }
    double most = settings.maxDocumentShare() * documents.size();
    Set<String> allowed = new HashSet<>();
    documentsWith.forEach(
        (word, with) -> {
          if (with >= settings.minDocuments() && with <= most) {
            allowed.add(word);
          }
        });
    List<String> words = new ArrayList<>(occurrences.keySet());
    words.retainAll(allowed);
    // Stable, so words of one frequency stay in the order of their letters.
    words.sort(Comparator.comparing(occurrences::get, Comparator.reverseOrder()));
    return new Vocabulary(words.subList(0, Math.min(words.size(), settings.vocabulary())));
  }

  public List<String> words() {
    return words;
  }

  public int size() {
    return words.size();
  }

  /** The place of a word, or -1. */
  int place(String word) {
    return places.getOrDefault(word, -1);
  }
}
