package org.rdvae.data;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.rdvae.base.Failure;
import org.rdvae.base.KebabCase;
import org.rdvae.data.DataSettings.Images;
import org.rdvae.data.DataSettings.OnBadImage;
import org.rdvae.data.ImageFolderListing.Entry;

/**
 * A folder of pictures: PNG, JPEG, WebP, BMP and GIF (the first frame), in sub-folders too, of any
 * sizes, brought to one size. {@link HashSplit} divides them by their paths below the folder, and
 * within a part they stand in the order of these paths (of their UTF-16 units, without regard to
 * language), so another machine sees the same images. The pixels of JPEG files alone may differ by
 * a level or so between Java versions, whose decoders round differently.
 *
 * <p>All images are kept in memory as bytes, and decoded on all processors.
 */
public final class ImageFolder {
  private static final String EXPECTED = "pictures (png, jpg, jpeg, webp, bmp, gif)";

  private ImageFolder() {}

  /** Is told how many pictures are decoded, from changing threads but never from two at once. */
  public interface Progress {
    void at(int done, int total);
  }

  /**
   * Images named on a command line.
   *
   * @param names of the images, in their order: paths below the folder; empty for those of an idx
   *     file
   * @param notes what the user should know about the reading, a sentence each
   */
  public record Pictures(ImageSet images, List<String> names, List<String> notes) {}

  public static Splits load(DataSettings settings) {
    return load(settings, (done, total) -> {});
  }

  public static Splits load(DataSettings settings, Progress progress) {
    return load(settings, progress, Runtime.getRuntime().availableProcessors());
  }

  static Splits load(DataSettings settings, Progress progress, int threads) {
    Path folder = settings.requiredPath("a folder of pictures");
    String place = "data.path: " + folder;
    if (!Files.isDirectory(folder)) {
      throw new Failure(
          Failure.Kind.BAD_CONFIG,
          place
              + ": expected a folder of pictures, found "
              + (Files.exists(folder) ? "a file" : "nothing there"));
    }
    HashSplit parts = new HashSplit(settings.split());
    ImageFolderListing listing = listing(folder, place, Failure.Kind.BAD_CONFIG);
    Map<Split, List<Entry>> files = new EnumMap<>(Split.class);
    for (Split split : List.of(Split.TRAIN, Split.VALIDATION, Split.TEST)) {
      files.put(split, new ArrayList<>());
    }
    for (Entry entry : listing.entries()) {
      files.get(parts.of(entry.name())).add(entry);
    }
    requireNoneEmpty(folder.toString(), files.values().stream().mapToInt(List::size).toArray());

    int limit = settings.limit() == 0 ? Integer.MAX_VALUE : settings.limit();
    int[] wanted = files.values().stream().mapToInt(part -> Math.min(part.size(), limit)).toArray();
    Images options = settings.images();
    ImageFolderDecoder decoder =
        decoder(
            place,
            new ImageFileReader(
                options.height(), options.width(), options.channels(), options.fit()),
            options,
            wanted,
            progress,
            threads);
    List<ImageSet> sets = new ArrayList<>();
    files.forEach(
        (split, part) ->
            sets.add(decoder.decode(split, part, Math.min(part.size(), limit)).images()));
    List<String> notes = notes(place, listing, decoder.bad(), options);
    requireNoneEmpty(
        decoder.bad().isEmpty() ? folder.toString() : folder + " (" + decoder.bad().note() + ")",
        sets.stream().mapToInt(ImageSet::count).toArray());
    return new Splits(
        KebabCase.of(settings.set().name()),
        settings.binarization(),
        sets.get(0),
        sets.get(1),
        sets.get(2),
        notes);
  }

  /** Reads one picture or a folder of them, brought to the given size. */
  public static Pictures readNamed(
      Path fileOrFolder, int height, int width, int channels, Images options) {
    ImageFileReader reader = new ImageFileReader(height, width, channels, options.fit());
    String place = fileOrFolder.toString();
    if (!Files.exists(fileOrFolder)) {
      throw new Failure(
          Failure.Kind.MISSING_PATH,
          place + ": expected a picture or a folder of pictures, found nothing there");
    }
    if (!Files.isDirectory(fileOrFolder)) {
      return readOne(fileOrFolder, reader);
    }
    ImageFolderListing listing = listing(fileOrFolder, place, Failure.Kind.BAD_DATA);
    int count = listing.entries().size();
    ImageFolderDecoder decoder =
        decoder(
            place,
            reader,
            options,
            new int[] {count},
            (done, total) -> {},
            Runtime.getRuntime().availableProcessors());
    Pictures pictures = decoder.decode(Split.INPUT, listing.entries(), count);
    if (pictures.names().isEmpty()) {
      throw decoder.bad().failure(place);
    }
    List<String> notes = notes(place, listing, decoder.bad(), options);
    return new Pictures(pictures.images(), pictures.names(), notes);
  }

  private static Pictures readOne(Path file, ImageFileReader reader) {
    byte[] pixels = new byte[reader.height() * reader.width() * reader.channels()];
    try {
      reader.read(file, pixels, 0);
    } catch (ImageFileException e) {
      throw new Failure(
          Failure.Kind.BAD_DATA,
          file + ": expected a picture or an idx file, found: " + e.getMessage(),
          e);
    }
    ImageSet image =
        new ImageSet(Split.INPUT, 1, reader.height(), reader.width(), reader.channels(), pixels);
    return new Pictures(image, List.of(file.getFileName().toString()), List.of());
  }

  private static ImageFolderListing listing(Path folder, String place, Failure.Kind whenEmpty) {
    ImageFolderListing listing = ImageFolderListing.of(folder);
    if (listing.entries().isEmpty()) {
      String others = listing.otherFiles();
      throw new Failure(
          whenEmpty,
          place
              + ": expected "
              + EXPECTED
              + ", found "
              + (others.isEmpty() ? "an empty folder" : "none, but " + others));
    }
    return listing;
  }

  private static ImageFolderDecoder decoder(
      String place,
      ImageFileReader reader,
      Images options,
      int[] counts,
      Progress progress,
      int threads) {
    ImageFolderMemory.check(
        place,
        counts,
        reader.height(),
        reader.width(),
        reader.channels(),
        Runtime.getRuntime().maxMemory());
    int total = 0;
    for (int count : counts) {
      total += count;
    }
    return new ImageFolderDecoder(reader, options, threads, progress, total);
  }

  private static List<String> notes(
      String place, ImageFolderListing listing, BadImages bad, Images options) {
    List<String> notes = new ArrayList<>();
    if (!bad.isEmpty()) {
      if (options.onBadImage() == OnBadImage.ERROR) {
        throw bad.failure(place);
      }
      notes.add(bad.note());
    }
    if (!listing.others().isEmpty()) {
      notes.add("ignored " + listing.otherFiles());
    }
    return notes;
  }

  private static void requireNoneEmpty(String place, int[] counts) {
    HashSplit.requireNoneEmpty(place, "pictures", counts[0], counts[1], counts[2]);
  }
}
