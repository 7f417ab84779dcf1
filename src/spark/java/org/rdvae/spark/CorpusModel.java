package org.rdvae.spark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.rdvae.checkpoint.Checkpoint;

/**
 * A checkpoint on its way to the executors: without what only training needs, in a temporary folder
 * and under its hash. A checkpoint may be in any of Hadoop's file systems.
 */
final class CorpusModel implements AutoCloseable {
  private final Path folder;
  private final Storage storage;

  CorpusModel(Storage storage) {
    this.storage = storage;
    try {
      folder = Files.createTempDirectory("rdvae-model");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The path on this machine of a checkpoint, which is brought here if it is elsewhere. */
  Path local(String word) {
    if (!word.matches("[A-Za-z][A-Za-z0-9+.-]+:/.*")) {
      return Path.of(word);
    }
    try {
      Path path = folder.resolve("fetched.safetensors");
      org.apache.hadoop.fs.Path there = storage.qualified(word);
      storage.isFolder(there); // refuses what is not there
      Files.write(path, storage.read(there));
      return path;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The file for the executors. */
  Path slim(Checkpoint checkpoint) {
    Path path = folder.resolve("rdvae-" + checkpoint.modelHash() + ".safetensors");
    checkpoint.slim().write(path);
    return path;
  }

  @Override
  public void close() {
    try (Stream<Path> all = Files.walk(folder)) {
      List<Path> paths = all.sorted(Comparator.reverseOrder()).toList();
      for (Path path : paths) {
        Files.delete(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
