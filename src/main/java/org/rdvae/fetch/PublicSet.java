package org.rdvae.fetch;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * A set of images and where it is to be had.
 *
 * @param name as the command line has it
 * @param terms who made it and what may be done with it
 * @param addresses folders that hold all files, to be asked in this order
 * @param archive what must be unpacked to be read
 * @param use what can be done with it then, line by line; {@code FOLDER} stands for where it is
 */
public record PublicSet(
    String name,
    String title,
    String terms,
    List<PublicFile> files,
    List<URI> addresses,
    Optional<CifarArchive> archive,
    List<String> use) {
  public PublicSet {
    files = List.copyOf(files);
    addresses = List.copyOf(addresses);
    use = List.copyOf(use);
  }

  /** Of all files together. */
  public long bytes() {
    return files.stream().mapToLong(PublicFile::bytes).sum();
  }

  /** The same set from elsewhere; the addresses of a set end in a slash. */
  public PublicSet from(List<URI> mirrors) {
    return mirrors.isEmpty()
        ? this
        : new PublicSet(name, title, terms, files, mirrors, archive, use);
  }
}
