package org.rdvae.data;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.rdvae.base.Failure;

/**
 * Where a picture is.
 *
 * @param name as it was named, or the folder as it was named and the path within, with {@code /}
 */
public record PicturePath(String name, Path path) {

  /** Whether a file of this name is taken for a picture in a folder. */
  public static boolean isPicture(String fileName) {
    return ImageFileFormat.isExtension(ImageFileFormat.extension(fileName));
  }

  /**
   * The pictures that a word names: a file, or all in a folder and in its sub-folders, by name.
   *
   * @throws Failure MISSING_PATH if there is nothing of that name, BAD_DATA if a folder holds no
   *     pictures
   */
  public static List<PicturePath> of(Path path) {
    if (!Files.exists(path)) {
      throw new Failure(
          Failure.Kind.MISSING_PATH,
          path + " does not exist; expected a picture or a folder of pictures.");
    }
    if (!Files.isDirectory(path)) {
      return List.of(new PicturePath(path.toString(), path));
    }
    ImageFolderListing listing = ImageFolderListing.of(path);
    if (listing.entries().isEmpty()) {
      String others = listing.otherFiles();
      throw new Failure(
          Failure.Kind.BAD_DATA,
          path
              + ": expected PNG, JPEG, WebP, BMP or GIF files, found "
              + (others.isEmpty() ? "an empty folder" : others)
              + ".");
    }
    return listing.entries().stream()
        .map(entry -> new PicturePath(path + "/" + entry.name(), entry.path()))
        .toList();
  }
}
