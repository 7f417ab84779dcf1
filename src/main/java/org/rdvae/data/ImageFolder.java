package org.rdvae.data;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.rdvae.base.Failure;
import org.rdvae.base.KebabCase;
import org.rdvae.data.FolderFiles.Entry;
import org.rdvae.data.ImageSettings.OnBadImage;

/**
 * A folder of pictures: PNG, JPEG, WebP, BMP and GIF (the first frame), in sub-folders too, of any
 * sizes, brought to one size. {@link HashSplit} divides them by their paths below the folder, and
 * within a part they stand in the order of these paths (of their UTF-16 units, without regard to
 * language), so another machine sees the same images. The pixels of JPEG files alone may differ by
 * a level or so between Java versions, whose decoders round differently.
 *
 * <p>All images are kept in memory as bytes, and decoded on all processors.
 */
final class ImageFolder {
  private static final String EXPECTED = "pictures (png, jpg, jpeg, webp, bmp, gif)";

  private ImageFolder() {}

  static Splits load(DataSettings settings, ReadingProgress progress, Remedy remedy) {
    return load(settings, progress, remedy, Runtime.getRuntime().availableProcessors());
  }

  static Splits load(DataSettings settings, ReadingProgress progress, Remedy remedy, int threads) {
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
    ImageSettings options = settings.images();
    ImageFolderDecoder decoder =
        decoder(
            place,
            new ImageFileReader(
                options.height(), options.width(), options.channels(), options.fit()),
            options,
            wanted,
            progress,
            remedy,
            threads);
    List<ImageSet> sets = new ArrayList<>();
    files.forEach(
        (split, part) ->
            sets.add(decoder.decode(split, part, Math.min(part.size(), limit)).images()));
    List<String> notes = notes(place, listing, decoder.bad(), options, remedy);
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

  /** Reads one picture or a folder of them, which exists, brought to the given size. */
  static NamedImages readNamed(
      Path fileOrFolder,
      int height,
      int width,
      int channels,
      ImageSettings options,
      ReadingProgress progress) {
    ImageFileReader reader = new ImageFileReader(height, width, channels, options.fit());
    String place = fileOrFolder.toString();
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
            progress,
            Remedy.FILES,
            Runtime.getRuntime().availableProcessors());
    NamedImages pictures = decoder.decode(Split.INPUT, listing.entries(), count);
    if (pictures.names().isEmpty()) {
      throw decoder.bad().failure(place, Remedy.FILES);
    }
    List<String> notes = notes(place, listing, decoder.bad(), options, Remedy.FILES);
    return new NamedImages(pictures.images(), pictures.names(), notes);
  }

  /** Reads one picture whose file is in memory, brought to the given size. */
  static NamedImages readNamed(
      byte[] file, String name, int height, int width, int channels, ImageSettings options) {
    ImageFileReader reader = new ImageFileReader(height, width, channels, options.fit());
    byte[] pixels = new byte[height * width * channels];
    try {
      reader.read(file, pixels, 0);
    } catch (ImageFileException e) {
      throw new Failure(
          Failure.Kind.BAD_DATA, name + ": expected a picture, found: " + e.getMessage(), e);
    }
    ImageSet image = new ImageSet(Split.INPUT, 1, height, width, channels, pixels);
    return new NamedImages(image, List.of(name), List.of());
  }

  private static NamedImages readOne(Path file, ImageFileReader reader) {
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
    return new NamedImages(image, List.of(file.getFileName().toString()), List.of());
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
      ImageSettings options,
      int[] counts,
      ReadingProgress progress,
      Remedy remedy,
      int threads) {
    ImageFolderMemory.check(
        place,
        counts,
        reader.height(),
        reader.width(),
        reader.channels(),
        Runtime.getRuntime().maxMemory(),
        remedy);
    int total = 0;
    for (int count : counts) {
      total += count;
    }
    return new ImageFolderDecoder(reader, options, threads, progress, total);
  }

  private static List<String> notes(
      String place,
      ImageFolderListing listing,
      BadImages bad,
      ImageSettings options,
      Remedy remedy) {
    List<String> notes = new ArrayList<>();
    if (!bad.isEmpty()) {
      if (options.onBadImage() == OnBadImage.ERROR) {
        throw bad.failure(place, remedy);
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
