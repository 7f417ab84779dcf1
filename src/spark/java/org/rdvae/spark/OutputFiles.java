package org.rdvae.spark;

import org.apache.hadoop.fs.Path;

/** Where the files go that are made of a corpus. */
record OutputFiles(Storage storage, Path folder, MirroredNames names) {
  /** The name of an output below the folder. */
  String name(String path, String extension) {
    return names.of(path, extension);
  }

  /** Writes it whole or not at all, over one of an attempt before. */
  void write(String name, byte[] content) {
    storage.write(Storage.below(folder, name), content);
  }
}
