package org.rdvae.fetch;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.rdvae.base.Failure;
import org.rdvae.checkpoint.Folders;

/**
 * Brings a public set into a folder. What is there already, from an earlier attempt or by other
 * hands, is verified and not fetched again. Of what was unpacked from an archive only the sizes are
 * looked at, since nobody publishes checksums of that.
 */
public final class Fetch {
  /** Where a file came from that was there. */
  private static final String THERE = "there already";

  /** In place of an origin: an archive that was neither fetched nor verified, and why. */
  public static final String UNPACKED =
      "what it holds is there by number and sizes of the files; --force unpacks it again";

  /** Is told how far the work is. */
  @FunctionalInterface
  public interface Progress {
    /**
     * Called often.
     *
     * @param file what is being fetched
     * @param bytes of it there are
     * @param before bytes of the files before it
     */
    void at(PublicFile file, long bytes, long before);
  }

  private final PublicSet set;
  private final Path folder;
  private final boolean force;
  private final Patience patience;
  private final Progress progress;

  /**
   * @param force whether files that are in the way are written over, those that were unpacked too
   */
  public Fetch(PublicSet set, Path folder, boolean force, Progress progress) {
    this(set, folder, force, Patience.USUAL, progress);
  }

  Fetch(PublicSet set, Path folder, boolean force, Patience patience, Progress progress) {
    this.set = set;
    this.folder = folder.toAbsolutePath().normalize();
    this.force = force;
    this.patience = patience;
    this.progress = progress;
  }

  /**
   * Does it.
   *
   * @return the address that each file came from, or the words that it was there, or {@link
   *     #UNPACKED}
   * @throws Failure INPUT_OUTPUT if no address has it, BAD_DATA if what they have is something
   *     else, OUTPUT if another file is in the way
   */
  public Map<PublicFile, String> run() {
    Map<PublicFile, String> origins = new LinkedHashMap<>();
    if (!force) {
      set.archive().ifPresent(archive -> archive.requireRoomIn(folder));
    }
    boolean unpacked =
        !force && set.archive().map(archive -> archive.isUnpackedIn(folder)).orElse(false);
    List<PublicFile> missing = new ArrayList<>();
    for (PublicFile file : set.files()) {
      if (unpacked) {
        origins.put(file, UNPACKED);
      } else if (isThere(file)) {
        origins.put(file, THERE);
      } else {
        missing.add(file);
      }
    }
    if (!missing.isEmpty()) {
      Folders.make(folder);
    }
    long before = set.bytes() - missing.stream().mapToLong(PublicFile::bytes).sum();
    for (PublicFile file : List.copyOf(missing)) {
      origins.put(file, fetch(file, before, missing));
      missing.remove(file);
      before += file.bytes();
    }
    if (!unpacked) {
      set.archive()
          .ifPresent(
              archive -> archive.unpack(folder.resolve(set.files().get(0).name()), folder, force));
    }
    return origins;
  }

  private boolean isThere(PublicFile file) {
    Path path = folder.resolve(file.name());
    if (!Files.exists(path)) {
      return false;
    }
    if (Files.isRegularFile(path) && file.isAt(path)) {
      return true;
    }
    if (force && !Files.isDirectory(path)) {
      return false;
    }
    throw new Failure(
        Failure.Kind.OUTPUT,
        path
            + " exists and is not the published file ("
            + file.words()
            + "); move it away, or add --force to write over it.");
  }

  private String fetch(PublicFile file, long before, List<PublicFile> missing) {
    Download download =
        new Download(file, folder, patience, bytes -> progress.at(file, bytes, before));
    List<String> reasons = new ArrayList<>();
    boolean foreign = false;
    for (URI address : set.addresses()) {
      URI full = address.resolve(file.name());
      try {
        download.from(full);
        return full.toString();
      } catch (RefusedException e) {
        foreign |= e.isForeign();
        reasons.add(full + ": " + e.getMessage());
      }
    }
    throw failure(file, reasons, foreign, missing);
  }

  private Failure failure(
      PublicFile file, List<String> reasons, boolean foreign, List<PublicFile> missing) {
    return new Failure(
        foreign ? Failure.Kind.BAD_DATA : Failure.Kind.INPUT_OUTPUT,
        file.name()
            + " could not be fetched:\n  "
            + String.join("\n  ", reasons)
            + "\nWhat came so far is kept, and the same command goes on from there. Without a network,"
            + " get these files by other means, put them into "
            + folder
            + " and run the command again, which verifies them:\n  "
            + missing.stream().map(PublicFile::words).collect(Collectors.joining("\n  ")));
  }
}
