package org.rdvae.serve;

import java.util.List;
import java.util.Optional;
import org.rdvae.codec.Photo;

/**
 * The photographs that were sent last, and what was made of them, up to a number of bytes for each
 * kind. Whoever asks for one that is forgotten has to send it again. Safe for many threads.
 */
final class RecentPhotos {
  /** A photo that was sent. */
  record Upload(String id, Photo photo, int width, int height, long fileBytes, List<String> notes) {
    long memoryBytes() {
      return bytes(photo) + bytes(id) + notes.stream().mapToLong(RecentPhotos::bytes).sum();
    }
  }

  /** An {@code .rdv} file that was sent, as PNG. */
  record Decoded(
      String id, int width, int height, long bytes, double quality, String model, byte[] png) {
    long memoryBytes() {
      return png.length + RecentPhotos.bytes(id) + RecentPhotos.bytes(model);
    }
  }

  /** A photo in a format's file. */
  record Key(String id, String format, double quality) {}

  /** Of a string without its characters, and of each reference to one. */
  private static final int STRING_BYTES = 64;

  private final BoundedCache<String, Upload> uploads;
  private final BoundedCache<Key, CodedResult> results;
  private final BoundedCache<String, Decoded> decoded;

  RecentPhotos(long bytes) {
    uploads = new BoundedCache<>(bytes, (id, upload) -> bytes(id) + upload.memoryBytes());
    results = new BoundedCache<>(bytes, (key, result) -> bytes(key.id()) + result.memoryBytes());
    decoded = new BoundedCache<>(bytes, (id, file) -> bytes(id) + file.memoryBytes());
  }

  /** Of a photo in memory. */
  static long bytes(Photo photo) {
    return (long) photo.pixels().length + photo.profile().map(profile -> profile.length).orElse(0);
  }

  private static long bytes(String text) {
    return STRING_BYTES + (long) Character.BYTES * text.length();
  }

  Optional<Upload> findUpload(String id) {
    return uploads.find(id);
  }

  /** A picture that was sent before. */
  Upload upload(String id) {
    return findUpload(id).orElseThrow(() -> forgotten("picture"));
  }

  /** What was made of a picture; nothing of a forgotten one, so that the page sends it again. */
  Optional<CodedResult> findResult(Key key) {
    return findUpload(key.id()).flatMap(upload -> results.find(key));
  }

  Optional<Decoded> findDecoded(String id) {
    return decoded.find(id);
  }

  /** A file that was sent before. */
  Decoded decoded(String id) {
    return findDecoded(id).orElseThrow(() -> forgotten("file"));
  }

  private static Problem forgotten(String what) {
    return new Problem(
        Problem.NOT_FOUND, "the server no longer has this " + what + "; send it again");
  }

  void keep(Upload upload) {
    uploads.put(upload.id(), upload);
  }

  void keep(Key key, CodedResult result) {
    results.put(key, result);
  }

  void keep(Decoded file) {
    decoded.put(file.id(), file);
  }
}
